"""SQS with boto3."""
import hashlib
import json
import struct
import threading
import time
import unittest

from sdk_test import ACCOUNT, SdkTest


def md5_of_attributes(attributes):
    """As AWS documents it: names in order, each of name, type and value with its length."""
    digest = hashlib.md5()
    for name in sorted(attributes):
        value = attributes[name]
        is_binary = "BinaryValue" in value
        data = value["BinaryValue"] if is_binary else value["StringValue"].encode()
        for part in (name.encode(), value["DataType"].encode()):
            digest.update(struct.pack(">I", len(part)) + part)
        digest.update(bytes([2 if is_binary else 1]) + struct.pack(">I", len(data)) + data)
    return digest.hexdigest()


class Queues(SdkTest):
    def setUp(self):
        self.sqs = self.client("sqs")

    def test_a_queue_is_created_found_listed_and_deleted(self):
        url, arn = self.queue("life", VisibilityTimeout="45")
        self.assertTrue(url.endswith(f"/{ACCOUNT}/life"), url)
        self.assertEqual(self.sqs.get_queue_url(QueueName="life")["QueueUrl"], url)
        attributes = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        self.assertEqual(attributes["Attributes"]["QueueArn"], arn)
        self.assertEqual(attributes["Attributes"]["VisibilityTimeout"], "45")
        self.assertEqual(self.sqs.list_queues(QueueNamePrefix="lif")["QueueUrls"], [url])
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "7"})
        attributes = self.sqs.get_queue_attributes(QueueUrl=url,
                                                   AttributeNames=["VisibilityTimeout"])
        self.assertEqual(attributes["Attributes"], {"VisibilityTimeout": "7"})
        self.sqs.delete_queue(QueueUrl=url)
        self.assertEqual(self.sqs.list_queues(QueueNamePrefix="lif").get("QueueUrls", []), [])

    def test_creating_the_same_queue_again_returns_it_and_another_one_is_refused(self):
        url, _ = self.queue("twice", DelaySeconds="3")
        self.assertEqual(self.queue("twice", DelaySeconds="3")[0], url)
        self.fails("QueueAlreadyExists", self.sqs.create_queue, QueueName="twice",
                   Attributes={"DelaySeconds": "4"})

    def test_listing_goes_page_by_page(self):
        urls = sorted(self.queue(f"page-{i}")[0] for i in range(5))
        pages = list(self.sqs.get_paginator("list_queues").paginate(
            QueueNamePrefix="page-", PaginationConfig={"PageSize": 2}))
        self.assertEqual(len(pages), 3)
        self.assertEqual(sorted(u for page in pages for u in page["QueueUrls"]), urls)

    def test_tags_are_set_listed_and_removed(self):
        url, _ = self.queue("tags")
        self.sqs.tag_queue(QueueUrl=url, Tags={"team": "orders", "stage": "test"})
        self.sqs.untag_queue(QueueUrl=url, TagKeys=["stage"])
        self.assertEqual(self.sqs.list_queue_tags(QueueUrl=url)["Tags"], {"team": "orders"})

    def test_purging_empties_a_queue(self):
        url, _ = self.queue("purge")
        self.sqs.send_message(QueueUrl=url, MessageBody="a")
        self.sqs.purge_queue(QueueUrl=url)
        self.advance("60s")
        self.assertEqual(self.bodies(url), [])


class Messages(SdkTest):
    def setUp(self):
        self.sqs = self.client("sqs")

    def test_a_message_comes_back_with_its_attributes_and_digests(self):
        url, _ = self.queue("digests")
        attributes = {"color": {"DataType": "String", "StringValue": "blå"},
                      "count": {"DataType": "Number.int", "StringValue": "12"},
                      "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
        body = "gr\u00fc\u00df <&> \U0001f600"
        sent = self.sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes)
        self.assertEqual(sent["MD5OfMessageBody"], hashlib.md5(body.encode()).hexdigest())
        self.assertEqual(sent["MD5OfMessageAttributes"], md5_of_attributes(attributes))
        message, = self.sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"],
                                            AttributeNames=["All"])["Messages"]
        self.assertEqual(message["Body"], body)
        self.assertEqual(message["MessageId"], sent["MessageId"])
        self.assertEqual(message["MD5OfBody"], sent["MD5OfMessageBody"])
        self.assertEqual(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        self.assertEqual(message["MessageAttributes"], attributes)
        self.assertEqual(message["Attributes"]["ApproximateReceiveCount"], "1")

    def test_a_digest_covers_only_the_attributes_that_were_asked_for(self):
        url, _ = self.queue("some-attributes")
        attributes = {"a": {"DataType": "String", "StringValue": "1"},
                      "b.x": {"DataType": "String", "StringValue": "2"}}
        self.sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=attributes)
        message, = self.sqs.receive_message(QueueUrl=url,
                                            MessageAttributeNames=["b.*"])["Messages"]
        wanted = {"b.x": attributes["b.x"]}
        self.assertEqual(message["MessageAttributes"], wanted)
        self.assertEqual(message["MD5OfMessageAttributes"], md5_of_attributes(wanted))

    def test_a_message_is_invisible_until_its_timeout_ends_or_is_changed(self):
        url, _ = self.queue("visibility", VisibilityTimeout="30")
        self.sqs.send_message(QueueUrl=url, MessageBody="m")
        first = self.sqs.receive_message(QueueUrl=url)["Messages"][0]
        self.advance("29s")
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))
        self.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"],
                                           VisibilityTimeout=60)
        self.advance("59s")
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))
        self.advance("1s")
        self.assertEqual(len(self.sqs.receive_message(QueueUrl=url)["Messages"]), 1)

    def test_a_delayed_message_comes_when_its_delay_is_over(self):
        url, _ = self.queue("delay")
        self.sqs.send_message(QueueUrl=url, MessageBody="late", DelaySeconds=900)
        self.advance("899s")
        self.assertEqual(self.bodies(url), [])
        self.advance("1s")
        self.assertEqual(self.bodies(url), ["late"])

    def test_a_long_poll_is_answered_by_a_message_that_comes(self):
        url, _ = self.queue("poll")
        answers = []
        poll = threading.Thread(target=lambda: answers.append(
            self.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=20)))
        started = time.monotonic()
        poll.start()
        self.sqs.send_message(QueueUrl=url, MessageBody="here")
        poll.join(timeout=30)
        self.assertEqual([m["Body"] for m in answers[0]["Messages"]], ["here"])
        self.assertLess(time.monotonic() - started, 10)

    # An SDK must not hang on a clock that stands still.
    def test_a_long_poll_ends_empty_after_the_real_time_on_a_manual_clock(self):
        url, _ = self.queue("empty-poll")
        started = time.monotonic()
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1))
        self.assertGreater(time.monotonic() - started, 0.9)
        self.assertLess(time.monotonic() - started, 10)

    def test_a_batch_is_sent_changed_and_deleted(self):
        url, _ = self.queue("batch")
        entries = [{"Id": f"e{i}", "MessageBody": f"m{i}"} for i in range(10)]
        sent = self.sqs.send_message_batch(QueueUrl=url, Entries=entries)
        self.assertEqual(len(sent["Successful"]), 10)
        self.assertEqual({e["Id"]: e["MD5OfMessageBody"] for e in sent["Successful"]}["e3"],
                         hashlib.md5(b"m3").hexdigest())
        messages = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        self.assertEqual(sorted(m["Body"] for m in messages), [f"m{i}" for i in range(10)])
        handles = [{"Id": str(i), "ReceiptHandle": m["ReceiptHandle"]}
                   for i, m in enumerate(messages)]
        changed = self.sqs.change_message_visibility_batch(
            QueueUrl=url, Entries=[dict(h, VisibilityTimeout=0) for h in handles])
        self.assertEqual(len(changed["Successful"]), 10)
        messages = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        self.assertEqual(len(messages), 10)
        handles = [{"Id": str(i), "ReceiptHandle": m["ReceiptHandle"]}
                   for i, m in enumerate(messages)]
        deleted = self.sqs.delete_message_batch(QueueUrl=url, Entries=handles)
        self.assertEqual(len(deleted["Successful"]), 10)
        self.advance("1h")
        self.assertEqual(self.bodies(url), [])


class Fifo(SdkTest):
    def setUp(self):
        self.sqs = self.client("sqs")

    def test_a_group_keeps_its_order_and_waits_for_its_first_message(self):
        url, _ = self.queue("order.fifo", FifoQueue="true")
        for i in range(3):
            self.sqs.send_message(QueueUrl=url, MessageBody=f"a{i}", MessageGroupId="a",
                                  MessageDeduplicationId=f"a{i}")
        self.sqs.send_message(QueueUrl=url, MessageBody="b0", MessageGroupId="b",
                              MessageDeduplicationId="b0")
        first = self.sqs.receive_message(QueueUrl=url)["Messages"][0]
        self.assertEqual(first["Body"], "a0")
        rest = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        self.assertEqual([m["Body"] for m in rest], ["b0"])
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
        rest = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10,
                                        AttributeNames=["All"])["Messages"]
        self.assertEqual([m["Body"] for m in rest], ["a1", "a2"])
        self.assertEqual(rest[0]["Attributes"]["MessageGroupId"], "a")
        self.assertLess(int(rest[0]["Attributes"]["SequenceNumber"]),
                        int(rest[1]["Attributes"]["SequenceNumber"]))

    def test_a_duplicate_within_five_minutes_is_accepted_and_dropped(self):
        url, _ = self.queue("once.fifo", FifoQueue="true", ContentBasedDeduplication="true")
        send = lambda: self.sqs.send_message(QueueUrl=url, MessageBody="m", MessageGroupId="g")
        first, second = send(), send()
        self.assertEqual(first["MessageId"], second["MessageId"])
        self.assertEqual(self.bodies(url), ["m"])
        self.advance("301s")
        send()
        self.assertEqual(self.bodies(url), ["m"])

    def test_a_fifo_queue_wants_a_group(self):
        url, _ = self.queue("group.fifo", FifoQueue="true")
        self.fails("MissingParameter", self.sqs.send_message, QueueUrl=url, MessageBody="m")


class DeadLetters(SdkTest):
    def test_a_message_moves_to_the_dead_letter_queue_after_its_last_receive(self):
        sqs = self.client("sqs")
        dead_url, dead_arn = self.queue("dead")
        policy = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 2})
        url, _ = self.queue("work", RedrivePolicy=policy, VisibilityTimeout="30")
        sqs.send_message(QueueUrl=url, MessageBody="poison")
        for count in ("1", "2"):
            message, = sqs.receive_message(QueueUrl=url, AttributeNames=["All"])["Messages"]
            self.assertEqual(message["Attributes"]["ApproximateReceiveCount"], count)
            self.advance("30s")
        self.assertNotIn("Messages", sqs.receive_message(QueueUrl=url))
        self.assertEqual(self.bodies(dead_url), ["poison"])


class Errors(SdkTest):
    def setUp(self):
        self.sqs = self.client("sqs")

    # Code that catches the exception's class and code that compares the old code both exist.
    def test_an_unknown_queue_has_the_same_code_in_old_and_new_clients(self):
        with self.assertRaises(self.sqs.exceptions.QueueDoesNotExist):
            self.sqs.get_queue_url(QueueName="nowhere")
        answer = self.fails("AWS.SimpleQueueService.NonExistentQueue", self.sqs.send_message,
                            QueueUrl=f"{self.snowglobe.endpoint}/{ACCOUNT}/nowhere",
                            MessageBody="m")
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertTrue(answer["ResponseMetadata"]["RequestId"])
        self.assertEqual(answer["Error"]["Message"], "The specified queue does not exist.")

    def test_a_forged_receipt_handle_is_refused(self):
        url, _ = self.queue("forged")
        self.fails("ReceiptHandleIsInvalid", self.sqs.delete_message, QueueUrl=url,
                   ReceiptHandle="forged")

    def test_batches_have_rules(self):
        url, _ = self.queue("rules")
        entry = lambda i: {"Id": str(i), "MessageBody": "m"}
        send = self.sqs.send_message_batch
        prefix = "AWS.SimpleQueueService."
        self.fails(prefix + "TooManyEntriesInBatchRequest", send, QueueUrl=url,
                   Entries=[entry(i) for i in range(11)])
        self.fails(prefix + "BatchEntryIdsNotDistinct", send, QueueUrl=url,
                   Entries=[entry(1), entry(1)])
        self.fails(prefix + "EmptyBatchRequest", send, QueueUrl=url, Entries=[])

    def test_an_entry_that_is_wrong_fails_alone(self):
        url, _ = self.queue("partly")
        answer = self.sqs.send_message_batch(QueueUrl=url, Entries=[
            {"Id": "good", "MessageBody": "m"},
            {"Id": "bad", "MessageBody": "m", "DelaySeconds": 901}])
        self.assertEqual([e["Id"] for e in answer["Successful"]], ["good"])
        self.assertEqual([(e["Id"], e["SenderFault"]) for e in answer["Failed"]], [("bad", True)])

    def test_an_attribute_out_of_range_is_refused(self):
        self.fails("InvalidAttributeValue", self.sqs.create_queue, QueueName="range",
                   Attributes={"VisibilityTimeout": "43201"})

    def test_characters_that_xml_cannot_hold_are_refused(self):
        url, _ = self.queue("characters")
        self.fails("InvalidMessageContents", self.sqs.send_message, QueueUrl=url,
                   MessageBody="a\u0001b")


if __name__ == "__main__":
    unittest.main()
