"""Many clients at once, and clients that leave without a word."""
import time

from raw import Raw, ask, call, head

IDLE = 1000
PARKED = 200
ANSWER_SECONDS_MAX = 5  # of a machine that is busy with other things too; else some milliseconds
LIST_QUEUES = call("sqs", "ListQueues")


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def queue(port, name, **attributes):
    reply = ask(port, call("sqs", "CreateQueue", {"QueueName": name, "Attributes": attributes}))
    check(reply.status == 200, reply)
    return reply.json()["QueueUrl"]


def poll(url):
    return call("sqs", "ReceiveMessage", {"QueueUrl": url, "WaitTimeSeconds": 20})


def answers_at_once(port, who):
    started = time.monotonic()
    check(ask(port, LIST_QUEUES).status == 200, who)
    took = time.monotonic() - started
    check(took < ANSWER_SECONDS_MAX, f"{who} was answered after {took:.1f} s")
    return took


def a_crowd_keeps_nobody_waiting(port):
    url = queue(port, "crowd")
    crowd = []
    try:
        for _ in range(IDLE):  # each has sent one request, and stays
            raw = Raw(port)
            crowd.append(raw)
            check(raw.send(LIST_QUEUES).reply().status == 200, "one of the idle")
        polls = [Raw(port).send(poll(url)) for _ in range(PARKED)]
        crowd += polls
        slow = [Raw(port).send(LIST_QUEUES[:40]) for _ in range(PARKED)]  # half a request each
        crowd += slow
        took = answers_at_once(port, "a new client")
        took = max(took, *(answers_at_once(port, "a new client") for _ in range(20)))
        print(f"  {IDLE} idle, {PARKED} parked, {PARKED} half requests: a new client waits "
              f"at most {took * 1000:.0f} ms")
        started = time.monotonic()
        for i in range(PARKED):
            reply = ask(port, call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": str(i)}))
            check(reply.status == 200, reply)
        bodies = {raw.reply().json()["Messages"][0]["Body"] for raw in polls}
        check(bodies == {str(i) for i in range(PARKED)}, "a message for each of the parked")
        print(f"  {PARKED} parked clients have their messages after "
              f"{time.monotonic() - started:.1f} s")
        for raw in slow:
            check(raw.send(LIST_QUEUES[40:]).reply().status == 200, "the other half")
        for raw in crowd[:IDLE:50]:
            check(raw.send(LIST_QUEUES).reply().status == 200, "an idle one again")
    finally:
        for raw in crowd:
            raw.socket.close()


def a_client_may_leave_while_it_waits(port):
    """The message that its poll would have got is there again after the visibility timeout."""
    url = queue(port, "left", VisibilityTimeout="30")
    for _ in range(50):
        with Raw(port) as raw:
            raw.send(poll(url))
    reply = ask(port, call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "still here"}))
    check(reply.status == 200, reply)
    body = b'{"duration": "31s"}'
    found = None
    for _ in range(60):  # each of those who left may have taken it once
        messages = ask(port, call("sqs", "ReceiveMessage", {"QueueUrl": url})).json()
        if messages.get("Messages"):
            found = messages["Messages"][0]["Body"]
            break
        advance = head("POST", "/_snowglobe/clock/advance", length=len(body)) + body
        check(ask(port, advance).status == 200, "advance")
    check(found == "still here", "the message is lost")


def a_client_may_not_read_its_replies(port):
    url = queue(port, "unread")
    for _ in range(10):
        send = call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "x" * 250_000})
        check(ask(port, send).status == 200, "send")
    peek = call("sqs", "ReceiveMessage", {"QueueUrl": url, "MaxNumberOfMessages": 10,
                                          "VisibilityTimeout": 0})
    deaf = [Raw(port).send(peek * 5) for _ in range(20)]
    answers_at_once(port, "a client beside deaf ones")
    for raw in deaf:
        raw.socket.close()


def connections_may_come_and_go(port):
    for _ in range(2000):
        Raw(port).socket.close()
    answers_at_once(port, "a client after the others")


def sigterm_ends_parked_calls(snowglobe):
    """The last case: parked calls are answered or cut, and the program ends well and soon."""
    port = snowglobe.port
    url = queue(port, "last")
    polls = [Raw(port).send(poll(url)) for _ in range(PARKED)]
    idle = [Raw(port) for _ in range(50)]
    half = Raw(port).send(LIST_QUEUES[:40])
    deadline = time.monotonic() + 30
    while parked_calls(port) < PARKED:
        check(time.monotonic() < deadline, "the polls are not parked")
    started = time.monotonic()
    code = snowglobe.stop()
    took = time.monotonic() - started
    check(code == 0, f"exit code {code}")
    check(took < 2 * ANSWER_SECONDS_MAX, f"it took {took:.1f} s")
    replies = [raw.reply_or_end() for raw in polls]
    answered = sum(reply is not None for reply in replies)
    for reply in replies:
        check(reply is None or reply.status < 500 or reply.status == 503, reply)
    print(f"  ended after {took * 1000:.0f} ms; {answered} of {PARKED} parked calls were answered")
    for raw in [*idle, half]:
        raw.socket.close()


def parked_calls(port):
    """How many calls wait, as /_snowglobe/info tells."""
    return ask(port, head("GET", "/_snowglobe/info")).json()["parkedCalls"]


CASES = [a_crowd_keeps_nobody_waiting, a_client_may_leave_while_it_waits,
         a_client_may_not_read_its_replies, connections_may_come_and_go]
LAST = sigterm_ends_parked_calls
