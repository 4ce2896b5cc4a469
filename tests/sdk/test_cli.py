"""The AWS command line of PyPI, as an unmodified program."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

from snowglobe import Snowglobe

AWS = pathlib.Path(sys.executable).parent / "aws"


class Cli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.snowglobe = Snowglobe().start()
        cls.addClassCleanup(cls.snowglobe.__exit__)

    def run_aws(self, *arguments, **environment):
        variables = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWS_PAGER": "",
                     "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
                     "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
                     "AWS_MAX_ATTEMPTS": "1",
                     **environment}
        # Given as an option: for SQS version 1 of the command line overrides AWS_ENDPOINT_URL with
        # the service's old host name.
        endpoint = ["--endpoint-url", self.snowglobe.endpoint]
        return subprocess.run([sys.executable, AWS, *endpoint, *arguments], env=variables,
                              capture_output=True, text=True, timeout=60)

    def aws(self, *arguments, **environment):
        result = self.run_aws(*arguments, **environment)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout) if result.stdout.strip() else None

    def test_sqs(self):
        url = self.aws("sqs", "create-queue", "--queue-name", "cli")["QueueUrl"]
        self.aws("sqs", "send-message", "--queue-url", url, "--message-body", "hello")
        message, = self.aws("sqs", "receive-message", "--queue-url", url)["Messages"]
        self.assertEqual(message["Body"], "hello")
        failed = self.run_aws("sqs", "get-queue-url", "--queue-name", "nowhere")
        self.assertNotEqual(failed.returncode, 0)
        self.assertIn("AWS.SimpleQueueService.NonExistentQueue", failed.stderr)

    def test_dynamodb(self):
        self.aws("dynamodb", "create-table", "--table-name", "cli", "--billing-mode",
                 "PAY_PER_REQUEST", "--attribute-definitions", "AttributeName=id,AttributeType=S",
                 "--key-schema", "AttributeName=id,KeyType=HASH")
        self.aws("dynamodb", "wait", "table-exists", "--table-name", "cli")
        self.aws("dynamodb", "put-item", "--table-name", "cli", "--item",
                 '{"id": {"S": "a"}, "n": {"N": "1"}}')
        item = self.aws("dynamodb", "get-item", "--table-name", "cli", "--key",
                        '{"id": {"S": "a"}}')["Item"]
        self.assertEqual(item, {"id": {"S": "a"}, "n": {"N": "1"}})

    def test_events(self):
        self.aws("events", "put-rule", "--name", "cli", "--event-pattern", '{"source": ["x"]}')
        self.assertEqual([r["Name"] for r in self.aws("events", "list-rules")["Rules"]], ["cli"])
        answer = self.aws("events", "put-events", "--entries",
                          '[{"Source": "x", "DetailType": "t", "Detail": "{}"}]')
        self.assertEqual(answer["FailedEntryCount"], 0)

    def test_step_functions(self):
        definition = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
        create = lambda name, kind: self.aws(
            "stepfunctions", "create-state-machine", "--name", name, "--type", kind, "--role-arn",
            "arn:aws:iam::000000000000:role/cli", "--definition", definition)["stateMachineArn"]
        started = self.aws("stepfunctions", "start-execution", "--state-machine-arn",
                           create("cli", "STANDARD"), "--input", '{"n": 1}')
        self.snowglobe.settle()
        described = self.aws("stepfunctions", "describe-execution", "--execution-arn",
                             started["executionArn"])
        self.assertEqual((described["status"], json.loads(described["output"])),
                         ("SUCCEEDED", {"n": 1}))
        # Without this the command line asks for the host "sync-127.0.0.1".
        answer = self.aws("stepfunctions", "start-sync-execution", "--state-machine-arn",
                          create("cli-express", "EXPRESS"), "--input", '{"n": 2}',
                          AWS_DISABLE_HOST_PREFIX_INJECTION="true")
        self.assertEqual(json.loads(answer["output"]), {"n": 2})

    def test_identity(self):
        answer = self.aws("sts", "get-caller-identity")
        self.assertEqual(answer["Account"], "000000000000")
        self.aws("iam", "create-role", "--role-name", "cli", "--assume-role-policy-document", "{}")
        self.assertEqual([r["RoleName"] for r in self.aws("iam", "list-roles")["Roles"]], ["cli"])


if __name__ == "__main__":
    unittest.main()
