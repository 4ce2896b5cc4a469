#!/usr/bin/env python3
"""Kills Snowglobe with kill -9 under load, again and again, and looks what it remembers.

Each round: writers send messages, put items, count, start executions and move the clock; after a
random number of answers the program is killed. It is started again on the same data directory, and
  - every message whose sending was answered is on the queue, and none whose deletion was answered
  - every item whose writing was answered is there, whole
  - a counter stands at no less than the answered additions and no more than those begun
  - every execution whose start was answered ends, and did its work
"""
import argparse
import http.client
import os
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "sdk"))
from load import Client, Refused, create_resources  # noqa: E402
from snowglobe import DataDirectory, Snowglobe  # noqa: E402

NO_ANSWER = (OSError, http.client.HTTPException)
WRITERS = 4
ANSWERS_MAX = 1500  # a round is killed after 1 to this many


class Round:
    """What was begun and what was answered in one round."""

    def __init__(self, number, seed, machine):
        self.number = number
        self.seed = seed
        self.machine = machine
        self.random = random.Random(f"{seed}-{number}")
        self.lock = threading.Lock()
        self.kill_now = threading.Event()
        self.answers_left = self.random.randint(1, ANSWERS_MAX)
        self.sent, self.deleted, self.deleting = {}, set(), set()  # body -> id; bodies
        self.items, self.executions = {}, []
        self.begun, self.counted = 0, 0
        self.refused = []

    def queue(self, client):
        return client.call("sqs", "CreateQueue", QueueName=f"round-{self.number}",
                           Attributes={"VisibilityTimeout": "300"})["QueueUrl"]

    def answered(self):
        with self.lock:
            self.answers_left -= 1
            if self.answers_left <= 0:
                self.kill_now.set()

    def write(self, port, url, writer):
        """One writer, until nobody answers any more."""
        choose = random.Random(f"{self.seed}-{self.number}-{writer}")
        number = 0
        try:
            client = Client(port)
            while not self.kill_now.is_set():
                number += 1
                self.write_one(client, url, f"{self.number}-{writer}-{number}", choose)
                self.answered()
        except NO_ANSWER:
            pass
        except Refused as error:
            self.refused.append(str(error))
        finally:
            self.kill_now.set()

    def write_one(self, client, url, name, choose):
        kind = choose.choices(("send", "delete", "put", "count", "start", "advance"),
                              (5, 2, 4, 3, 3, 1))[0]
        if kind == "send":
            self.sent[name] = client.call("sqs", "SendMessage", QueueUrl=url,
                                          MessageBody=name)["MessageId"]
        elif kind == "delete":
            answer = client.call("sqs", "ReceiveMessage", QueueUrl=url)
            for message in answer.get("Messages", []):
                self.deleting.add(message["Body"])
                client.call("sqs", "DeleteMessage", QueueUrl=url,
                            ReceiptHandle=message["ReceiptHandle"])
                self.deleted.add(message["Body"])
        elif kind == "put":
            text = choose.choice("abc") * choose.randint(1, 5000)
            client.call("dynamodb", "PutItem", TableName="items",
                        Item={"id": {"S": name}, "text": {"S": text}})
            self.items[name] = text
        elif kind == "count":
            with self.lock:
                self.begun += 1
            client.call("dynamodb", "UpdateItem", TableName="counters", Key=self.counter(),
                        UpdateExpression="ADD n :one",
                        ExpressionAttributeValues={":one": {"N": "1"}})
            with self.lock:
                self.counted += 1
        elif kind == "start":
            self.executions.append(client.call("states", "StartExecution", name=name,
                                               stateMachineArn=self.machine)["executionArn"])
        else:
            client.connection.request("POST", "/_snowglobe/clock/advance", '{"duration": "1s"}')
            client.connection.getresponse().read()

    def counter(self):
        return {"id": {"S": f"round-{self.number}"}}

    def check(self, client, url):
        """All that is not as it was answered, as sentences. The clock was moved on before."""
        wrong = [f"refused: {error}" for error in self.refused]

        def ask(service, operation, **members):
            """The answer; what is not there any more is wrong, and as if it were empty."""
            try:
                return client.call(service, operation, **members)
            except Refused as error:
                wrong.append(str(error))
                return {}

        found = {}
        while messages := ask("sqs", "ReceiveMessage", QueueUrl=url,
                              MaxNumberOfMessages=10).get("Messages"):
            found.update((m["Body"], m["MessageId"]) for m in messages)
        for body, message_id in self.sent.items():
            if body not in self.deleting and found.get(body) != message_id:
                wrong.append(f"message {body} was answered and is not on the queue")
        wrong += [f"message {b} was deleted and is back" for b in self.deleted & found.keys()]
        for name, text in self.items.items():
            item = ask("dynamodb", "GetItem", TableName="items", Key={"id": {"S": name}},
                       ConsistentRead=True).get("Item")
            if item != {"id": {"S": name}, "text": {"S": text}}:
                wrong.append(f"item {name} was answered and is {str(item)[:80]}")
        item = ask("dynamodb", "GetItem", TableName="counters", Key=self.counter(),
                   ConsistentRead=True).get("Item", {})
        count = int(item.get("n", {"N": "0"})["N"])
        if not self.counted <= count <= self.begun:
            wrong.append(f"the counter is {count}; {self.counted} answered, {self.begun} begun")
        for arn in self.executions:
            status = ask("states", "DescribeExecution", executionArn=arn).get("status")
            item = ask("dynamodb", "GetItem", TableName="effects",
                       Key={"id": {"S": arn.split(":")[-1]}}).get("Item", {})
            if status != "SUCCEEDED" or "done" not in item:
                wrong.append(f"{arn} is {status}, its item is {item}")
        running = ask("states", "ListExecutions", stateMachineArn=self.machine,
                      statusFilter="RUNNING").get("executions", [])
        wrong += [f"{e['name']} still runs after ten minutes" for e in running]
        return wrong


def forget(data):
    """Loses what the last commits wrote, as a program would that answers before it commits."""
    for log in pathlib.Path(data).glob("*-wal"):
        log.unlink()


def run_round(snowglobe, number, seed, machine, is_forgetful=False):
    """One kill and one look: (sentences of what is wrong, what was checked)."""
    current = Round(number, seed, machine)
    client = Client(snowglobe.port)
    url = current.queue(client)
    client.close()
    writers = [threading.Thread(target=current.write, args=(snowglobe.port, url, i))
               for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    current.kill_now.wait(timeout=60)
    if snowglobe.process.poll() is not None:
        current.refused.append(f"the program ended by itself: {snowglobe.errors()[-2000:]}")
    snowglobe.kill()
    for writer in writers:
        writer.join(timeout=60)
    if is_forgetful:
        forget(snowglobe.data)
    for _ in range(current.random.choice((0, 0, 0, 1, 2))):  # crashes while it recovers
        snowglobe.start().kill()
    snowglobe.start()
    client = Client(snowglobe.port)
    snowglobe.settle()
    snowglobe.advance("10m")
    wrong = current.check(client, url)
    if not wrong:
        client.call("sqs", "DeleteQueue", QueueUrl=url)
    client.close()
    count = (len(current.sent) + len(current.items) + current.counted + len(current.executions)
             + len(current.deleted))
    return wrong, count


def report_noticed(wrong):
    """The verdict on the test itself, after one round that lost something."""
    for sentence in wrong[:3]:
        print(f"  {sentence}")
    print(f"crash: what was lost was {'noticed' if wrong else 'NOT NOTICED'}")
    print(f"{int(bool(wrong))} passed, {int(not wrong)} failed")
    return 0 if wrong else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", help="of the load (default: a new one)",
                        default=str(random.SystemRandom().randrange(10 ** 9)))
    parser.add_argument("--program", default=os.environ.get("SNOWGLOBE_PROGRAM"))
    parser.add_argument("--test", action="store_true",
                        help="lose a little after each kill: succeeds when that is noticed")
    arguments = parser.parse_args()
    started = time.monotonic()
    options = {"program": arguments.program} if arguments.program else {}
    print(f"crash: seed {arguments.seed}; the same load again: --seed {arguments.seed}", flush=True)
    failed = total = 0
    with DataDirectory() as data, Snowglobe(data=data, **options) as snowglobe:
        client = Client(snowglobe.port)
        machine = create_resources(client)
        client.close()
        for number in range(1, arguments.rounds + 1):
            wrong, count = run_round(snowglobe, number, arguments.seed, machine, arguments.test)
            total += count
            if arguments.test:
                return report_noticed(wrong)
            failed += bool(wrong)
            print(f"[{number}/{arguments.rounds}] {count} answered writes, "
                  f"{'all found' if not wrong else 'WRONG'} ({time.monotonic() - started:.0f} s)",
                  flush=True)
            for sentence in wrong[:10]:
                print(f"  {sentence}", flush=True)
    print(f"crash: {total} answered writes looked for in {time.monotonic() - started:.0f} s")
    print(f"{arguments.rounds - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
