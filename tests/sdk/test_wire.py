"""What no SDK lets one send: raw HTTP in both protocols, bad requests, the host prefix."""
import hashlib
import json
import re
import socket
import unittest
import urllib.parse

from sdk_test import ACCOUNT, SdkTest

SCOPE = "AWS4-HMAC-SHA256 Credential={}/20260101/{}/{}/aws4_request, SignedHeaders=host, Signature=0"


class Wire(SdkTest):
    def json_call(self, target, body, version="1.0", **headers):
        if not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        return self.post(body, {"X-Amz-Target": target,
                                "Content-Type": f"application/x-amz-json-{version}", **headers})

    def query_call(self, service="sqs", **parameters):
        return self.post(urllib.parse.urlencode(parameters), {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "Authorization": SCOPE.format("test", "us-east-1", service)})

    def post(self, body, headers):
        """(status, headers in lower case, body as text)"""
        status, answered, text = self.snowglobe.request("POST", "/", body, headers)
        return status, {k.lower(): v for k, v in answered.items()}, text.decode()

    def works(self):
        """The next request after a bad one is served."""
        status, _, _ = self.json_call("DynamoDB_20120810.ListTables", {})
        self.assertEqual(status, 200)

    def test_health_is_answered(self):
        for path in ("/_snowglobe/health", "/_localstack/health", "/_localstack/info"):
            status, _, body = self.snowglobe.request("GET", path)
            self.assertEqual(status, 200, path)
            self.assertIsInstance(json.loads(body), dict)

    def test_every_answer_has_a_request_id(self):
        for target, wanted in (("AmazonSQS.ListQueues", 200), ("AmazonSQS.GetQueueUrl", 400)):
            status, headers, _ = self.json_call(target, {})
            self.assertEqual(status, wanted)
            self.assertRegex(headers["x-amzn-requestid"], r"^[0-9A-Za-z-]{20,}$")

    # The API reference: "an HTTP 200 response with an empty HTTP body".
    def test_sqs_answers_nothing_without_a_body(self):
        _, _, body = self.json_call("AmazonSQS.CreateQueue", {"QueueName": "nothing"})
        status, headers, body = self.json_call("AmazonSQS.PurgeQueue", json.loads(body))
        self.assertEqual((status, body, headers["content-length"]), (200, "", "0"))

    def test_query_and_json_see_the_same_queue(self):
        status, headers, body = self.query_call(Action="CreateQueue", Version="2012-11-05",
                                                QueueName="both")
        self.assertEqual((status, headers["content-type"].split(";")[0]), (200, "text/xml"))
        url = re.search(r"<QueueUrl>(.*?)</QueueUrl>", body).group(1)
        self.assertIn('xmlns="http://queue.amazonaws.com/doc/2012-11-05/"', body)
        self.assertRegex(body, r"<ResponseMetadata><RequestId>[^<]+</RequestId></ResponseMetadata>")
        status, _, body = self.json_call("AmazonSQS.SendMessage",
                                         {"QueueUrl": url, "MessageBody": "a<b"})
        self.assertEqual(json.loads(body)["MD5OfMessageBody"], hashlib.md5(b"a<b").hexdigest())
        status, _, body = self.query_call(Action="ReceiveMessage", QueueUrl=url)
        self.assertIn("<Body>a&lt;b</Body>", body)

    def test_an_error_has_its_protocols_form(self):
        url = f"{self.snowglobe.endpoint}/{ACCOUNT}/nowhere"
        status, headers, body = self.json_call("AmazonSQS.SendMessage",
                                               {"QueueUrl": url, "MessageBody": "m"})
        self.assertEqual(status, 400)
        self.assertEqual(json.loads(body)["__type"], "com.amazonaws.sqs#QueueDoesNotExist")
        self.assertEqual(headers["x-amzn-query-error"],
                         "AWS.SimpleQueueService.NonExistentQueue;Sender")
        status, _, body = self.query_call(Action="SendMessage", QueueUrl=url, MessageBody="m")
        self.assertEqual(status, 400)
        self.assertIn("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>", body)
        self.assertIn("<Type>Sender</Type>", body)

    # A gap must be seen as one: never a pretended success.
    def test_an_operation_that_is_not_done_is_named(self):
        for target, operation in (("DynamoDB_20120810.CreateGlobalTable", "CreateGlobalTable"),
                                  ("AWSEvents.CreateArchive", "CreateArchive")):
            status, _, body = self.json_call(target, {}, version="1.1")
            self.assertGreaterEqual(status, 400, target)
            self.assertIn(operation, body)
        status, _, body = self.query_call("iam", Action="CreateSAMLProvider", Version="2010-05-08")
        self.assertGreaterEqual(status, 400)
        self.assertIn("CreateSAMLProvider", body)
        self.works()

    def test_bad_requests_are_answered_and_the_next_one_works(self):
        dynamodb = "DynamoDB_20120810.GetItem"
        deep = '{"TableName":' + "[" * 10_000 + "]" * 10_000 + "}"
        for body in ("", "{", "[]", "null", '"x"', deep, b"\xff\xfe", '{"TableName": 7}',
                     '{"TableName": "t", "Key": "x"}'):
            status, _, answer = self.json_call(dynamodb, body)
            self.assertEqual(status, 400, (body[:40], answer[:200]))
            self.assertIn("__type", json.loads(answer))
            self.works()
        for target in ("", "Nonsense", "DynamoDB_20120810.", "DynamoDB_20120810.Nonsense", "x" * 5000):
            status, _, answer = self.json_call(target, {})
            self.assertTrue(400 <= status < 500, (target[:40], status, answer[:200]))
            self.works()
        status, _, _ = self.post("x", {})
        self.assertTrue(400 <= status < 500)
        status, _, _ = self.snowglobe.request("GET", "/no/such/path")
        self.assertTrue(400 <= status < 500)
        self.works()

    def test_a_body_that_is_too_big_is_refused_clearly(self):
        status, _, answer = self.json_call("AmazonSQS.SendMessage", b"x" * (20 << 20))
        self.assertEqual(status, 413, answer[:200])
        self.works()

    def test_an_access_key_of_twelve_digits_is_the_account_and_the_scope_is_the_region(self):
        authorization = SCOPE.format("123456789012", "eu-north-1", "sqs")
        _, _, body = self.json_call("AmazonSQS.CreateQueue", {"QueueName": "scoped"},
                                    Authorization=authorization)
        url = json.loads(body)["QueueUrl"]
        self.assertIn("123456789012", url)
        _, _, body = self.json_call("AmazonSQS.GetQueueAttributes",
                                    {"QueueUrl": url, "AttributeNames": ["QueueArn"]},
                                    Authorization=authorization)
        self.assertEqual(json.loads(body)["Attributes"]["QueueArn"],
                         "arn:aws:sqs:eu-north-1:123456789012:scoped")
        status, _, _ = self.json_call("AmazonSQS.GetQueueUrl", {"QueueName": "scoped"})
        self.assertEqual(status, 400)

    # The name does not resolve everywhere, but a client that reaches us by it must be served.
    def test_a_host_with_the_sync_prefix_is_served(self):
        for host in ("sync-localhost", "sync-127.0.0.1"):
            status, _, body = self.json_call("AWSStepFunctions.StartSyncExecution",
                                             {"stateMachineArn": "nonsense"}, Host=host)
            self.assertEqual(status, 400)
            self.assertIn("InvalidArn", body)

    def test_broken_http_does_not_stop_the_program(self):
        for data in (b"\r\n\r\n", b"GET\r\n\r\n", b"\x00" * 100, b"POST / HTTP/1.1\r\nContent-Length"
                     b": 99999999999999999999\r\n\r\n", b"POST / HTTP/1.1\r\nTransfer-Encoding: "
                     b"chunked\r\n\r\nzz\r\n", b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 100_000):
            with socket.create_connection(("127.0.0.1", self.snowglobe.port), timeout=30) as sock:
                try:
                    sock.sendall(data)
                    sock.shutdown(socket.SHUT_WR)
                    while sock.recv(65536):
                        pass
                except OSError:
                    pass  # cut off is an answer too
            self.works()


class Restart(SdkTest):
    def test_sigterm_ends_a_parked_poll_and_the_program(self):
        url, _ = self.queue("parked")
        with socket.create_connection(("127.0.0.1", self.snowglobe.port), timeout=30) as sock:
            body = json.dumps({"QueueUrl": url, "WaitTimeSeconds": 20}).encode()
            sock.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: "
                         b"AmazonSQS.ReceiveMessage\r\nContent-Type: application/x-amz-json-1.0\r\n"
                         b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
            self.client("sqs").list_queues()
            self.assertEqual(self.snowglobe.stop(), 0)


if __name__ == "__main__":
    unittest.main()
