"""EventBridge Pipes with boto3."""
import json
import unittest

from sdk_test import ACCOUNT, REGION, SdkTest


class Pipes(SdkTest):
    def setUp(self):
        self.pipes = self.client("pipes")
        self.states = self.client("stepfunctions")
        self.sqs = self.client("sqs")

    def machine(self, name, state, type="STANDARD"):
        return self.states.create_state_machine(
            name=name, type=type, roleArn=self.role("pipes"),
            definition=json.dumps({"StartAt": "S", "States": {"S": state}}))["stateMachineArn"]

    def pipe(self, name, machine, invocation="FIRE_AND_FORGET", batch=1, filters=(), **attributes):
        """A pipe from a new queue of the same name; the queue's url."""
        url, arn = self.queue(name, **attributes)
        source = {"SqsQueueParameters": {"BatchSize": batch}}
        if filters:
            source["FilterCriteria"] = {"Filters": [{"Pattern": json.dumps(f)} for f in filters]}
        self.pipes.create_pipe(
            Name=name, RoleArn=self.role("pipes"), Source=arn, SourceParameters=source,
            Target=machine, TargetParameters={"StepFunctionStateMachineParameters":
                                              {"InvocationType": invocation}})
        self.settle()
        self.assertEqual(self.pipes.describe_pipe(Name=name)["CurrentState"], "RUNNING")
        return url

    def inputs(self, machine):
        """The bodies that the machine's executions were started with."""
        found = []
        for execution in self.states.list_executions(stateMachineArn=machine)["executions"]:
            described = self.states.describe_execution(executionArn=execution["executionArn"])
            found += [record["body"] for record in json.loads(described["input"])]
        return sorted(found)

    def count(self, url):
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        attributes = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)
        return sum(int(attributes["Attributes"][name]) for name in names)

    def test_a_pipe_is_created_described_listed_stopped_started_and_deleted(self):
        machine = self.machine("life", {"Type": "Succeed"})
        url = self.pipe("life", machine)
        described = self.pipes.describe_pipe(Name="life")
        self.assertEqual(described["Arn"], f"arn:aws:pipes:{REGION}:{ACCOUNT}:pipe/life")
        self.assertEqual((described["Target"], described["DesiredState"]), (machine, "RUNNING"))
        self.assertIn("life", [p["Name"] for p in self.pipes.list_pipes()["Pipes"]])
        self.fails("ConflictException", self.pipes.create_pipe, Name="life",
                   RoleArn=self.role("pipes"), Source=described["Source"], Target=machine)
        self.pipes.stop_pipe(Name="life")
        self.settle()
        self.assertEqual(self.pipes.describe_pipe(Name="life")["CurrentState"], "STOPPED")
        self.sqs.send_message(QueueUrl=url, MessageBody="kept")
        self.advance("1h")
        self.assertEqual(self.count(url), 1)
        self.pipes.start_pipe(Name="life")
        self.settle()
        self.assertEqual(self.count(url), 0)
        self.assertEqual(self.inputs(machine), ["kept"])
        self.pipes.delete_pipe(Name="life")
        self.settle()
        self.fails("NotFoundException", self.pipes.describe_pipe, Name="life")

    def test_every_message_starts_an_execution_and_leaves_the_queue(self):
        machine = self.machine("each", {"Type": "Succeed"})
        url = self.pipe("each", machine)
        for i in range(5):
            self.sqs.send_message(QueueUrl=url, MessageBody=f"m{i}")
        self.settle()
        self.assertEqual(self.inputs(machine), [f"m{i}" for i in range(5)])
        self.assertEqual(self.count(url), 0)

    # AWS removes what its filter does not let through.
    def test_a_filter_lets_only_matching_messages_through(self):
        machine = self.machine("filtered", {"Type": "Succeed"})
        url = self.pipe("filtered", machine, filters=[{"body": {"kind": ["good"]}}])
        bodies = [json.dumps({"kind": kind}) for kind in ("good", "bad")]
        for body in bodies:
            self.sqs.send_message(QueueUrl=url, MessageBody=body)
        self.settle()
        self.assertEqual(self.inputs(machine), bodies[:1])
        self.assertEqual(self.count(url), 0)

    def test_a_failed_express_execution_leaves_the_message_until_it_succeeds_or_is_dead(self):
        dead_url, dead_arn = self.queue("pipe-dead")
        machine = self.machine("failing", {"Type": "Fail", "Error": "Away"}, type="EXPRESS")
        policy = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 3})
        url = self.pipe("failing", machine, invocation="REQUEST_RESPONSE",
                        RedrivePolicy=policy, VisibilityTimeout="30")
        self.sqs.send_message(QueueUrl=url, MessageBody="m")
        self.settle()
        self.assertEqual(self.count(url), 1)
        self.advance("10m")
        self.assertEqual(self.count(url), 0)
        self.assertEqual(self.bodies(dead_url), ["m"])

    def test_an_express_execution_that_succeeds_takes_the_message_off_the_queue(self):
        machine = self.machine("working", {"Type": "Succeed"}, type="EXPRESS")
        url = self.pipe("working", machine, invocation="REQUEST_RESPONSE", batch=10)
        for i in range(3):
            self.sqs.send_message(QueueUrl=url, MessageBody=f"m{i}")
        self.settle()
        self.assertEqual(self.count(url), 0)

    def test_unknown_pipes_are_not_found(self):
        self.fails("NotFoundException", self.pipes.describe_pipe, Name="nowhere")


if __name__ == "__main__":
    unittest.main()
