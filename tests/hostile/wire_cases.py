"""Requests that are broken as bytes: cut off, lying about their length, of no known form."""
import json

from raw import Raw, ask, call, form, head

MEGABYTE = 1 << 20
LIST_QUEUES = call("sqs", "ListQueues")


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def is_refused(reply, statuses=(400,)):
    """A refusal is an answer with a 4xx status, or the end of the connection."""
    check(reply is None or reply.status in statuses, f"expected one of {statuses}: {reply}")


def a_request_may_end_anywhere(port):
    for cut in range(len(LIST_QUEUES)):
        with Raw(port) as raw:
            raw.send(LIST_QUEUES[:cut])
        if cut % 10 == 0:
            with Raw(port) as raw:
                raw.send(LIST_QUEUES[:cut]).end_writing().waits_for_end()


def a_body_may_be_shorter_than_it_says(port):
    for service, operation in (("sqs", "CreateQueue"), ("dynamodb", "ListTables")):
        whole = call(service, operation, {"QueueName": "half"})
        with Raw(port) as raw:
            raw.send(whole[:-3]).end_writing().waits_for_end()
    queues = ask(port, LIST_QUEUES).json().get("QueueUrls", [])
    check(not any(url.endswith("/half") for url in queues), f"half a request was done: {queues}")


def a_length_may_be_nonsense(port):
    for length in ("-1", "99999999999999999999", "0x10", "1e3", "2, 2", "9" * 5000):
        data = LIST_QUEUES.replace(b"Content-Length: 2", b"Content-Length: " + length.encode())
        with Raw(port) as raw:
            is_refused(raw.send(data).reply_or_end(), (400, 413))
    twice = LIST_QUEUES.replace(b"Content-Length: 2", b"Content-Length: 2\r\nContent-Length: 9")
    both = LIST_QUEUES.replace(b"Content-Length: 2",
                               b"Content-Length: 2\r\nTransfer-Encoding: chunked")
    for data in (twice, both):
        with Raw(port) as raw:
            is_refused(raw.send(data).reply_or_end())


def a_body_may_be_no_json(port):
    bodies = (b"hello", b"{", b"}", b"[]", b'"x"', b"1", b"null", b"{}{}", b'{"a":}', b'{"a" 1}',
              b"{'a': 1}", b"\x00", b"{\x00}", b'{"a": NaN}', b'{"a": 01}', b'{"a": "\x01"}',
              b'{"a": "\\ud800"}x', b"<xml/>", b"\xef\xbb\xbfx")
    for service, operation in (("sqs", "ListQueues"), ("dynamodb", "ListTables"),
                               ("states", "ListStateMachines"), ("events", "ListRules")):
        for body in bodies:
            reply = ask(port, call(service, operation, body))
            check(reply.status == 400 and reply.code() == "SerializationException",
                  f"{service} {body!r}: {reply}")


def json_may_be_ten_thousand_levels_deep(port):
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}"), (b'{"L":[', b"]}")):
        body = b'{"Item":' + opening * 10_000 + b"1" + closing * 10_000 + b"}"
        reply = ask(port, call("dynamodb", "PutItem", body))
        check(reply.status == 400 and reply.code() == "SerializationException", reply)
        is_refused(ask(port, call("sqs", "CreateQueue", opening * 10_000)))


def json_may_have_a_hundred_thousand_keys(port):
    keys = {f"key-{i}": i for i in range(100_000)}
    reply = ask(port, call("sqs", "CreateQueue", {"QueueName": "many", **keys}))
    check(reply.status == 200, reply)
    table = {"TableName": "many", "BillingMode": "PAY_PER_REQUEST",
             "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
             "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}
    ask(port, call("dynamodb", "CreateTable", table))
    item = {"id": {"S": "1"}, **{key: {"N": "1"} for key in keys}}
    reply = ask(port, call("dynamodb", "PutItem", {"TableName": "many", "Item": item}))
    check(reply.code() == "ValidationException" and b"Item size" in reply.body, reply)
    many_names = {"TableName": "many", "Key": {"id": {"S": "1"}}, "ProjectionExpression": "#a",
                  "ExpressionAttributeNames": {"#" + key: "a" for key in keys}}
    is_refused(ask(port, call("dynamodb", "GetItem", many_names)))
    same = b"{" + b",".join(b'"QueueName":"many"' for _ in range(100_000)) + b"}"
    check(ask(port, call("sqs", "CreateQueue", same)).status == 200, "one key, many times")
    queue = {"QueueName": "tagged", "tags": {key: "v" for key in keys}}
    is_refused(ask(port, call("sqs", "CreateQueue", queue)))


def cbor_may_be_anything(port):
    def send(body):
        headers = {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"}
        target = "/service/AmazonSQS/operation/CreateQueue"
        return ask(port, head(target=target, headers=headers, length=len(body)) + body)

    lie = b"\xff" * 7 + b"\x7f"
    for body in (b"hello", b"\xa1", b"\xff", b"\xa1aa", b"\xa1\x01\x01", b"\xf6", b"\x80",
                 b"\x9f" * 1_000_000, b"\xbf\x61a" * 1_000_000, b"\xc1" * 1_000_000,
                 b"\xd9\xd9\xf7" * 1_000_000, b"\x5f" + b"\x40" * 1_000_000,
                 *(bytes([kind]) + lie + b"a" * 100 for kind in (0x5b, 0x7b, 0x9b, 0xbb)),
                 (b"\x9b" + b"\x00" * 5 + b"\x0f\xff\xff") * 500,
                 b"\x9f" + b"\xa0" * (15 * MEGABYTE) + b"\xff"):
        reply = send(body)
        check(reply.status == 400 and b"SerializationException" in reply.body,
              f"{body[:20]!r}: {reply}")
    check(send(b"\xa1\x69QueueName\x67of cbor").status == 400, "a name with a space")
    check(send(b"\xbf\x69QueueName\x7f\x61a\x61b\xff\xff").status == 200, "a queue")


def text_may_be_no_utf8(port):
    for bad in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"):
        reply = ask(port, call("sqs", "CreateQueue", b'{"QueueName": "' + bad + b'"}'))
        check(reply.status == 400 and reply.code() == "SerializationException", reply)
        reply = ask(port, call("sqs", "CreateQueue", b'{"' + bad + b'": 1, "QueueName": "utf"}'))
        is_refused(reply)
        is_refused(ask(port, form(b"Action=CreateQueue&QueueName=" + bad)))
        escaped = b"".join(b"%%%02X" % byte for byte in bad)
        is_refused(ask(port, form(b"Action=CreateQueue&QueueName=" + escaped)))
        with Raw(port) as raw:
            data = b"GET /" + bad + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
            is_refused(raw.send(data).reply_or_end(), (400, 403, 404))
        with Raw(port) as raw:
            data = LIST_QUEUES.replace(b"AmazonSQS.ListQueues", b"AmazonSQS." + bad)
            is_refused(raw.send(data).reply_or_end())


def a_target_may_be_unknown_or_missing(port):
    def code_of(headers, target="/", method="POST"):
        reply = ask(port, head(method, target, headers, 2) + b"{}")
        check(400 <= reply.status < 600, reply)
        return reply.code()

    scope = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/{}/aws4_request, Signature=0"
    json_type = {"Content-Type": "application/x-amz-json-1.0"}
    unknown = "UnknownOperationException"
    for target in ("AmazonSQS.Fly", "AmazonSQS.", "AmazonSQS", ".", "..", "Nothing.Fly",
                   "DynamoDB_20120810.fly", "AmazonSQS.listqueues", "x" * 7000):
        check(code_of({**json_type, "X-Amz-Target": target}) == unknown, target)
    for service in ("sqs", "dynamodb", "states", "events"):
        headers = {**json_type, "Authorization": scope.format(service)}
        check(code_of(headers) == unknown, service)
    for service in ("polly", "", "sqs/..", "x" * 1000):
        found = code_of({**json_type, "Authorization": scope.format(service)})
        check(found in ("NotImplemented", "MissingAuthenticationToken"), (service, found))
    check(code_of({}) == "MissingAuthenticationToken", "nothing at all")
    check(code_of({**json_type, "X-Amz-Target": "AmazonSQS.StartMessageMoveTask"})
          in ("NotImplemented", "MissingRequiredParameterException", "InvalidParameterValueException",
              "ResourceNotFoundException"), "an operation of AWS")


def an_authorization_may_be_garbled(port):
    for value in ("", "x", "Bearer abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=",
                  "AWS4-HMAC-SHA256 Credential=/////", "AWS4-HMAC-SHA256 Credential=a/b/c/d",
                  "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sqs/aws4_request, Signature",
                  "AWS4-HMAC-SHA256 Credential=" + "/" * 5000 + "aws4_request",
                  "AWS4-HMAC-SHA256 Credential=AKID/20260101/" + "r" * 5000 + "/sqs/aws4_request"):
        reply = ask(port, call("sqs", "ListQueues", headers={"Authorization": value}))
        check(reply.status == 200, f"{value[:60]!r}: {reply}")
    value = "AWS4-HMAC-SHA256 Credential=AKID/20260101/\x7f/sqs/aws4_request"
    reply = ask(port, call("sqs", "ListQueues", headers={"Authorization": value}))
    check(reply.status == 400, f"a control character: {reply}")


def headers_may_be_huge(port):
    for headers in ({"X-Long": "x" * MEGABYTE}, {"x" * MEGABYTE: "1"},
                    {f"X-{i}": "1" for i in range(100_000)},
                    {"X-Amz-Target": "AmazonSQS." + "x" * MEGABYTE}):
        with Raw(port) as raw:
            reply = raw.send_while_taken(head(headers=headers, length=0)).reply_or_end()
            is_refused(reply, (400, 403, 414, 431))
    with Raw(port) as raw:
        reply = raw.send_while_taken(head("GET", "/" + "x" * MEGABYTE)).reply_or_end()
        is_refused(reply, (400, 414))


def a_head_may_never_end(port):
    """What comes of it is thrown away: the process does not grow with it."""
    for piece in (b"x" * 65536, b"X-Header: 1\r\n" * 5000):
        with Raw(port) as raw:
            raw.send(b"POST / HTTP/1.1\r\nHost: localhost\r\n" if b"\r" in piece else b"POST /")
            for _ in range(64 * MEGABYTE // len(piece)):
                raw.send_while_taken(piece)
            raw.send_while_taken(b"\r\n\r\n")
            is_refused(raw.reply_or_end(), (400, 414, 431))


def a_body_may_be_too_large(port):
    body = b'{"QueueName": "' + b"x" * (20 * MEGABYTE) + b'"}'
    for data in (call("sqs", "CreateQueue", body), form(b"Action=CreateQueue&QueueName=" + body)):
        reply = ask(port, data)
        check(reply.status == 413, reply)
        check(b"16777216 bytes" in reply.body, reply)
    with Raw(port) as raw:
        raw.send(head(headers={"Expect": "100-continue"}, length=20 * MEGABYTE))
        check(raw.reply().status == 413, "a client that asks first is told before it sends")
    with Raw(port) as raw:
        raw.send(head(headers={"Transfer-Encoding": "chunked"}))
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        for _ in range(320):
            raw.send_while_taken(piece)
        reply = raw.reply_or_end()
        check(reply is None or reply.status == 413, reply)


def a_body_may_come_in_chunks(port):
    headers = {"X-Amz-Target": "AmazonSQS.CreateQueue", "Transfer-Encoding": "chunked",
               "Content-Type": "application/x-amz-json-1.0"}
    body = json.dumps({"QueueName": "chunked"}).encode()
    good = b"".join(b"1\r\n" + bytes([c]) + b"\r\n" for c in body) + b"0\r\n\r\n"
    extended = b"%x;name=value\r\n" % len(body) + body + b"\r\n0\r\nTrailer: 1\r\n\r\n"
    for chunks in (good, extended):
        with Raw(port) as raw:
            for _ in range(2):  # the connection goes on
                reply = raw.send(head(headers=headers) + chunks).reply()
                check(reply.status == 200, reply)
    for chunks in (b"x\r\n", b"-1\r\n\r\n", b"fffffffffffffffff\r\n", b"\r\n", b"1" * 9000,
                   b"1\r\nab\r\n0\r\n\r\n", b"5\r\nab"):
        with Raw(port) as raw:
            raw.send(head(headers=headers) + chunks).end_writing()
            is_refused(raw.reply_or_end(), (400, 413))


def a_form_may_be_large(port):
    ask(port, call("sqs", "CreateQueue", {"QueueName": "form"}))
    body = b"Action=SendMessage&QueueUrl=form&MessageBody=" + b"%41" * 100_000
    reply = ask(port, form(body))
    check(reply.status == 200 and b"<MD5OfMessageBody>" in reply.body, reply)
    for body in (b"&" * MEGABYTE, b"=" * MEGABYTE, b"a=1&" * 200_000, b"%" * MEGABYTE,
                 b"Action=SendMessage" + b"".join(b"&A.member.%d.X.Y=1" % i for i in range(49_000)),
                 b"Action=SendMessageBatch&QueueUrl=form&SendMessageBatchRequestEntry" +
                 b".1" * 100_000 + b"=1"):
        reply = ask(port, form(body))
        check(400 <= reply.status < 500, reply)
    batch = b"".join(b"&SendMessageBatchRequestEntry.%d.Id=a%d"
                     b"&SendMessageBatchRequestEntry.%d.MessageBody=b" % (i, i, i)
                     for i in (1, 2147483647, 999999999999, 0, 18446744073709551616))
    reply = ask(port, form(b"Action=SendMessageBatch&QueueUrl=form" + batch))
    check(reply.status in (200, 400), reply)


def a_path_may_be_a_trick(port):
    paths = ("/%", "/%zz", "/%00", "/%2e%2e/%2e%2e/etc/passwd", "/../../../../etc/passwd",
             "/..%2f..%2f..%2fetc%2fpasswd", "//etc/passwd", "/%5c..%5c", "/?%", "/?Action=%",
             "/?Action=%00", "/?&&&==&", "/" + "a/" * 2000, "/%25%32%65", "/;/", "/x#x", "*",
             "/000000000000/../secret", "/2015-03-31/functions/..%2f..%2fx", "/_snowglobe/../x",
             "/_snowglobe/%2e%2e/x", "/_snowglobe//health", "/_snowglobe/nothing", "/_localstack/x")
    for method in ("GET", "POST", "PUT", "DELETE"):
        for path in paths:
            with Raw(port) as raw:
                reply = raw.send(head(method, path, length=0)).reply_or_end()
                check(reply is None or 400 <= reply.status < 500, f"{method} {path}: {reply}")


def methods_may_be_unusual(port):
    with Raw(port) as raw:
        reply = raw.send(head("HEAD", "/")).reply(has_body=False)
        check(reply.status == 200 and raw.rest == b"", reply)
        check(raw.send(LIST_QUEUES).reply().status == 200, "after HEAD on one connection")
    with Raw(port) as raw:
        origin = {"Origin": "http://page", "Access-Control-Request-Headers": "x-amz-target"}
        reply = raw.send(head("OPTIONS", "/", origin)).reply()
        check(reply.status in (200, 204) and
              reply.headers.get("access-control-allow-origin") in ("*", "http://page"), reply)
        check(raw.send(LIST_QUEUES).reply().status == 200, "after OPTIONS on one connection")
    for method in ("FOO", "get", "TRACE", "CONNECT", "P" * 1000, "PRI"):
        with Raw(port) as raw:
            is_refused(raw.send(head(method, "/x", length=0)).reply_or_end(),
                       (400, 403, 404, 405, 501))
    for first in (b"GET /\r\n\r\n", b"GET / HTTP/0.9\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                  b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
                  b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b" / HTTP/1.1\r\n\r\n", b"\x00" * 100,
                  b"GET / HTTP/1.1\nHost: x\n\n", b"GET / HTTP/1.1\r\nNo colon\r\n\r\n",
                  b"GET / HTTP/1.1\r\n folded: 1\r\n: x\r\n\x00: y\r\n\r\n"):
        with Raw(port) as raw:
            raw.send(first).end_writing().waits_for_end()


def requests_may_come_before_the_replies(port):
    count = 100
    with Raw(port) as raw:
        raw.send(b"".join(call("sqs", "CreateQueue", {"QueueName": f"pipelined-{i}"})
                          for i in range(count)))
        for i in range(count):
            reply = raw.reply()
            check(reply.json()["QueueUrl"].endswith(f"/pipelined-{i}"), f"{i}: {reply}")
    with Raw(port) as raw:  # a bad one among them is answered in its place
        raw.send(LIST_QUEUES + call("sqs", "Fly") + LIST_QUEUES)
        check([raw.reply().status for _ in range(3)] == [200, 400, 200], "order of the replies")


def the_control_api_may_be_misused(port):
    for method, path, body in (
            ("POST", "/clock/advance", b"x"), ("POST", "/clock/advance", b"{}"),
            ("POST", "/clock/advance", b'{"duration": "-1s"}'),
            ("POST", "/clock/advance", b'{"duration": "99999999999999999999d"}'),
            ("POST", "/clock/advance", b'{"duration": [1]}'),
            ("POST", "/faults", b'{"effect": "explode"}'), ("POST", "/faults", b"[]"),
            ("POST", "/faults", b'{"effect": "throttle", "probability": 2}'),
            ("POST", "/faults", b'{"effect": "delay", "delay": "never"}'),
            ("DELETE", "/faults/999999999999999999999", b""), ("GET", "/faults/x", b""),
            ("GET", "/journal?id=x", b""), ("GET", "/journal/99999999999", b""),
            ("PATCH", "/health", b""), ("POST", "/" + "x" * 3000, b""),
            ("POST", "/snapshot", b'{"path": 1}'),
            ("POST", "/clock/advance", b"[" * 10_000)):
        reply = ask(port, head(method, "/_snowglobe" + path, length=len(body)) + body)
        check(400 <= reply.status < 500, f"{method} {path} {body[:60]!r}: {reply}")


CASES = [a_request_may_end_anywhere, a_body_may_be_shorter_than_it_says, a_length_may_be_nonsense,
         a_body_may_be_no_json, json_may_be_ten_thousand_levels_deep,
         json_may_have_a_hundred_thousand_keys, cbor_may_be_anything, text_may_be_no_utf8,
         a_target_may_be_unknown_or_missing, an_authorization_may_be_garbled, headers_may_be_huge,
         a_head_may_never_end, a_body_may_be_too_large, a_body_may_come_in_chunks,
         a_form_may_be_large, a_path_may_be_a_trick, methods_may_be_unusual,
         requests_may_come_before_the_replies, the_control_api_may_be_misused]
