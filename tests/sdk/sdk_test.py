"""What the tests with boto3 share: a Snowglobe for each class of tests, and clients for it."""
import os
import unittest

import boto3
import botocore
from botocore.config import Config
from botocore.exceptions import ClientError

from snowglobe import Snowglobe

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test",
                  AWS_DEFAULT_REGION="us-east-1", AWS_EC2_METADATA_DISABLED="true")
for variable in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
    os.environ.pop(variable, None)

ACCOUNT = "000000000000"
REGION = "us-east-1"
# Debian 12's boto3 of 2022 speaks Query to SQS; later ones speak JSON.
IS_OLD = tuple(map(int, botocore.__version__.split(".")[:2])) < (1, 31)


class SdkTest(unittest.TestCase):
    """Tests against a fresh world with a manual clock."""

    @classmethod
    def setUpClass(cls):
        cls.snowglobe = Snowglobe().start()
        cls.addClassCleanup(cls.snowglobe.__exit__)

    @classmethod
    def client(cls, service, **options):
        # One attempt: an error that a retry would hide is seen.
        config = Config(retries={"max_attempts": 0}, inject_host_prefix=False, **options)
        return boto3.client(service, endpoint_url=cls.snowglobe.endpoint, config=config)

    @classmethod
    def resource(cls, service):
        return boto3.resource(service, endpoint_url=cls.snowglobe.endpoint,
                              config=Config(retries={"max_attempts": 0}))

    def fails(self, code, function, **arguments):
        """The call must fail with AWS's code; the error's whole answer is returned."""
        with self.assertRaises(ClientError) as caught:
            function(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code, caught.exception)
        return caught.exception.response

    def advance(self, duration):
        return self.snowglobe.advance(duration)

    def settle(self):
        return self.snowglobe.settle()

    def queue(self, name, **attributes):
        """A new queue: (url, arn)."""
        sqs = self.client("sqs")
        url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url, f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def bodies(self, url, count=10):
        """The bodies of the messages that are visible now, taken off the queue."""
        sqs, found = self.client("sqs"), []
        while len(found) < count:
            messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            if not messages:
                break
            for message in messages:
                found.append(message["Body"])
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    def table(self, name, key="id"):
        """A new table with one hash key, a string."""
        dynamodb = self.client("dynamodb")
        dynamodb.create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
            KeySchema=[{"AttributeName": key, "KeyType": "HASH"}])
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 0})
        return dynamodb

    def role(self, name):
        iam = self.client("iam")
        try:
            return iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        except iam.exceptions.EntityAlreadyExistsException:
            return iam.get_role(RoleName=name)["Role"]["Arn"]
