"""RPC v2 CBOR as today's boto3 speaks it to services that list the protocol.

AWS's models give it to some services only, so the tests put it into the models of others.
"""
import datetime
import unittest

import boto3
import botocore.serialize
from botocore.config import Config

from sdk_test import REGION, SdkTest

PROTOCOL = "smithy-rpc-v2-cbor"


def session_over_cbor():
    """A session in whose models every service speaks RPC v2 CBOR alone."""
    session = boto3.Session(region_name=REGION)
    loader = session._session.get_component("data_loader")
    load = loader.load_service_model

    def load_service_model(service_name, type_name, api_version=None):
        model = load(service_name, type_name, api_version)
        if type_name == "service-2":
            model["metadata"].update(protocol=PROTOCOL, protocols=[PROTOCOL])
        return model

    loader.load_service_model = load_service_model
    return session


@unittest.skipUnless(PROTOCOL in botocore.serialize.SERIALIZERS, "this botocore has no CBOR")
class Cbor(SdkTest):
    def cbor(self, service):
        client = session_over_cbor().client(
            service, endpoint_url=self.snowglobe.endpoint,
            config=Config(retries={"max_attempts": 0}, inject_host_prefix=False))
        requests = []
        client.meta.events.register("before-send.*", lambda request, **_: requests.append(request))
        self.addCleanup(lambda: self.assertEqual(
            {request.headers["smithy-protocol"] for request in requests}, {b"rpc-v2-cbor"}))
        return client

    def test_dynamodb_keeps_bytes_numbers_and_moments(self):
        dynamodb = self.cbor("dynamodb")
        self.table("cbor")
        item = {"id": {"S": "ä"}, "bytes": {"B": b"\x00\xff"}, "number": {"N": "1.5"},
                "set": {"BS": [b"a", b""]}, "list": {"L": [{"NULL": True}, {"BOOL": False}]},
                "map": {"M": {"deep": {"B": b"x" * 300}}}}
        dynamodb.put_item(TableName="cbor", Item=item)
        for client in (dynamodb, self.client("dynamodb")):  # over JSON it is the same item
            found = client.get_item(TableName="cbor", Key={"id": {"S": "ä"}})["Item"]
            found["set"]["BS"].sort(reverse=True)  # a set has no order
            self.assertEqual(found, item)
        table = dynamodb.describe_table(TableName="cbor")["Table"]
        self.assertIsInstance(table["CreationDateTime"], datetime.datetime)
        self.assertEqual(table["CreationDateTime"],
                         self.client("dynamodb").describe_table(TableName="cbor")["Table"]
                         ["CreationDateTime"])
        dynamodb.tag_resource(ResourceArn=table["TableArn"], Tags=[{"Key": "k", "Value": "v"}])

    def test_an_error_has_its_code_and_its_members(self):
        dynamodb = self.cbor("dynamodb")
        self.table("cbor-errors")
        dynamodb.put_item(TableName="cbor-errors", Item={"id": {"S": "a"}, "b": {"B": b"\x01"}})
        answer = self.fails("ConditionalCheckFailedException", dynamodb.put_item,
                            TableName="cbor-errors", Item={"id": {"S": "a"}},
                            ConditionExpression="attribute_not_exists(id)",
                            ReturnValuesOnConditionCheckFailure="ALL_OLD")
        self.assertEqual(answer["Error"]["Message"], "The conditional request failed")
        self.assertEqual(answer["Item"], {"id": {"S": "a"}, "b": {"B": b"\x01"}})
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_sqs_sends_and_receives(self):
        sqs = self.cbor("sqs")
        url = sqs.create_queue(QueueName="cbor")["QueueUrl"]
        attributes = {"bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
                      "text": {"DataType": "String", "StringValue": "t"}}
        sent = sqs.send_message(QueueUrl=url, MessageBody="b", MessageAttributes=attributes)
        received = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"][0]
        self.assertEqual(received["MessageAttributes"], attributes)
        self.assertEqual(received["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        sqs.delete_message(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"])
        # Whoever knew the error by Query's name finds it.
        self.fails("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="none")

    def test_other_services_of_JSON_speak_it_as_well(self):
        events = self.cbor("events")
        events.put_rule(Name="cbor", EventPattern='{"source": ["a"]}')
        self.assertEqual(events.list_rules()["Rules"][0]["Name"], "cbor")
        states = self.cbor("stepfunctions")
        machine = states.create_state_machine(
            name="cbor", roleArn="arn:aws:iam::000000000000:role/r",
            definition='{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
        self.assertIsInstance(machine["creationDate"], datetime.datetime)


if __name__ == "__main__":
    unittest.main()
