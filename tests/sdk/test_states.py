"""Step Functions with boto3."""
import json
import unittest
from datetime import timedelta

from sdk_test import ACCOUNT, REGION, SdkTest


def machine_of(**states):
    """A definition that starts at its first state."""
    return json.dumps({"StartAt": next(iter(states)), "States": states})


class StatesTest(SdkTest):
    def setUp(self):
        self.states = self.client("stepfunctions")

    def machine(self, name, definition, type="STANDARD"):
        return self.states.create_state_machine(
            name=name, definition=definition, roleArn=self.role("states"),
            type=type)["stateMachineArn"]

    def run_to_end(self, arn, value=None, **arguments):
        """Starts an execution, settles, and describes it."""
        started = self.states.start_execution(stateMachineArn=arn, input=json.dumps(value or {}),
                                              **arguments)
        self.settle()
        return self.states.describe_execution(executionArn=started["executionArn"])


class Machines(StatesTest):
    def test_a_state_machine_is_created_described_listed_updated_and_deleted(self):
        definition = machine_of(End={"Type": "Succeed"})
        arn = self.machine("life", definition)
        self.assertEqual(arn, f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:life")
        described = self.states.describe_state_machine(stateMachineArn=arn)
        self.assertEqual((described["definition"], described["type"], described["status"]),
                         (definition, "STANDARD", "ACTIVE"))
        arns = [m["stateMachineArn"]
                for m in self.states.list_state_machines()["stateMachines"]]
        self.assertIn(arn, arns)
        changed = machine_of(Stop={"Type": "Fail", "Error": "E"})
        self.states.update_state_machine(stateMachineArn=arn, definition=changed)
        described = self.states.describe_state_machine(stateMachineArn=arn)
        self.assertEqual(described["definition"], changed)
        self.states.delete_state_machine(stateMachineArn=arn)
        self.settle()
        self.fails("StateMachineDoesNotExist", self.states.describe_state_machine,
                   stateMachineArn=arn)

    def test_a_definition_is_checked_when_it_is_created(self):
        for definition in ("no json", "{}", machine_of(A={"Type": "Pass", "Next": "Nowhere"}),
                           machine_of(A={"Type": "Nonsense", "End": True})):
            answer = self.fails("InvalidDefinition", self.states.create_state_machine, name="bad",
                                definition=definition, roleArn=self.role("states"))
            self.assertIn("Invalid State Machine Definition", answer["Error"]["Message"])


class Executions(StatesTest):
    def test_an_execution_computes_its_output(self):
        arn = self.machine("compute", machine_of(
            Shape={"Type": "Pass", "Parameters": {"n.$": "$.n", "text.$":
                   "States.Format('order {}', $.id)"}, "ResultPath": "$.made", "Next": "Is"},
            Is={"Type": "Choice", "Choices": [
                {"Variable": "$.made.n", "NumericGreaterThan": 10, "Next": "Big"}],
                "Default": "Small"},
            Big={"Type": "Pass", "Result": "big", "ResultPath": "$.size", "End": True},
            Small={"Type": "Pass", "Result": "small", "ResultPath": "$.size", "End": True}))
        described = self.run_to_end(arn, {"id": "o-1", "n": 11})
        self.assertEqual(described["status"], "SUCCEEDED")
        self.assertEqual(json.loads(described["output"]),
                         {"id": "o-1", "n": 11, "size": "big",
                          "made": {"n": 11, "text": "order o-1"}})

    def test_a_wait_of_a_day_passes_when_the_clock_is_moved(self):
        arn = self.machine("patient", machine_of(
            Day={"Type": "Wait", "Seconds": 86400, "Next": "End"}, End={"Type": "Succeed"}))
        described = self.run_to_end(arn)
        self.assertEqual(described["status"], "RUNNING")
        self.advance("86399s")
        described = self.states.describe_execution(executionArn=described["executionArn"])
        self.assertEqual(described["status"], "RUNNING")
        self.advance("1s")
        described = self.states.describe_execution(executionArn=described["executionArn"])
        self.assertEqual(described["status"], "SUCCEEDED")
        self.assertEqual(described["stopDate"] - described["startDate"], timedelta(days=1))

    def test_the_history_tells_what_happened(self):
        arn = self.machine("history", machine_of(
            A={"Type": "Pass", "Next": "B"}, B={"Type": "Fail", "Error": "Sad", "Cause": "why"}))
        described = self.run_to_end(arn)
        self.assertEqual((described["status"], described["error"], described["cause"]),
                         ("FAILED", "Sad", "why"))
        events = [event for page in self.states.get_paginator("get_execution_history").paginate(
            executionArn=described["executionArn"], PaginationConfig={"PageSize": 2})
            for event in page["events"]]
        self.assertEqual([e["type"] for e in events],
                         ["ExecutionStarted", "PassStateEntered", "PassStateExited",
                          "FailStateEntered", "ExecutionFailed"])
        self.assertEqual([e["id"] for e in events], [1, 2, 3, 4, 5])
        self.assertEqual(events[4]["executionFailedEventDetails"],
                         {"error": "Sad", "cause": "why"})

    def test_a_name_is_taken_once_and_the_same_start_is_the_same_execution(self):
        arn = self.machine("named", machine_of(W={"Type": "Wait", "Seconds": 9, "End": True}))
        start = lambda value: self.states.start_execution(
            stateMachineArn=arn, name="one", input=json.dumps(value))
        first = start({"n": 1})
        self.assertEqual(start({"n": 1})["executionArn"], first["executionArn"])
        self.fails("ExecutionAlreadyExists", self.states.start_execution, stateMachineArn=arn,
                   name="one", input='{"n": 2}')

    def test_a_stopped_execution_is_aborted(self):
        arn = self.machine("stopped", machine_of(W={"Type": "Wait", "Seconds": 9, "End": True}))
        described = self.run_to_end(arn)
        self.states.stop_execution(executionArn=described["executionArn"], error="E", cause="c")
        described = self.states.describe_execution(executionArn=described["executionArn"])
        self.assertEqual((described["status"], described["error"]), ("ABORTED", "E"))
        aborted = self.states.list_executions(stateMachineArn=arn, statusFilter="ABORTED")
        self.assertEqual(len(aborted["executions"]), 1)

    def test_tasks_call_the_other_services(self):
        url, _ = self.queue("from-states")
        dynamodb = self.table("from-states")
        arn = self.machine("tasks", machine_of(
            Put={"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
                 "Parameters": {"TableName": "from-states", "Item": {"id": {"S.$": "$.id"}}},
                 "ResultPath": None, "Next": "Get"},
            Get={"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
                 "Parameters": {"TableName": "from-states", "Key": {"id": {"S.$": "$.id"}}},
                 "ResultSelector": {"found.$": "$.Item.id.S"}, "Next": "Send"},
            Send={"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
                  "Parameters": {"QueueUrl": url, "MessageBody.$": "$"}, "End": True}))
        described = self.run_to_end(arn, {"id": "o-2"})
        self.assertEqual(described["status"], "SUCCEEDED", described)
        self.assertIn("Item", dynamodb.get_item(TableName="from-states", Key={"id": {"S": "o-2"}}))
        self.assertEqual([json.loads(b) for b in self.bodies(url)], [{"found": "o-2"}])

    def test_a_failing_task_is_retried_and_then_caught(self):
        arn = self.machine("retry", machine_of(
            Get={"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
                 "Parameters": {"TableName": "nowhere", "Key": {"id": {"S": "x"}}},
                 "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10,
                            "MaxAttempts": 2, "BackoffRate": 2}],
                 "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error",
                            "Next": "Caught"}], "End": True},
            Caught={"Type": "Pass", "End": True}))
        described = self.run_to_end(arn)
        self.assertEqual(described["status"], "RUNNING")
        self.advance("29s")
        described = self.states.describe_execution(executionArn=described["executionArn"])
        self.assertEqual(described["status"], "RUNNING")
        self.advance("1s")
        described = self.states.describe_execution(executionArn=described["executionArn"])
        self.assertEqual(described["status"], "SUCCEEDED")
        self.assertEqual(json.loads(described["output"])["error"]["Error"],
                         "DynamoDB.ResourceNotFoundException")

    def test_maps_and_parallels_run(self):
        arn = self.machine("many", machine_of(
            Each={"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "ResultPath":
                  "$.items", "ItemProcessor": {"StartAt": "Double", "States": {"Double": {
                      "Type": "Pass", "Parameters": {"twice.$": "States.MathAdd($, $)"},
                      "End": True}}}, "Next": "Both"},
            Both={"Type": "Parallel", "Branches": [
                {"StartAt": "L", "States": {"L": {"Type": "Pass", "End": True}}},
                {"StartAt": "R", "States": {"R": {"Type": "Pass", "Result": "r", "End": True}}}],
                "End": True}))
        described = self.run_to_end(arn, {"items": [1, 2, 3]})
        self.assertEqual(json.loads(described["output"]),
                         [{"items": [{"twice": 2}, {"twice": 4}, {"twice": 6}]}, "r"])

    def test_unknown_things_are_refused(self):
        self.fails("StateMachineDoesNotExist", self.states.start_execution,
                   stateMachineArn=f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:nowhere")
        self.fails("InvalidArn", self.states.describe_execution, executionArn="nonsense")
        arn = self.machine("input", machine_of(End={"Type": "Succeed"}))
        self.fails("InvalidExecutionInput", self.states.start_execution, stateMachineArn=arn,
                   input="no json")


class Express(StatesTest):
    def test_an_express_execution_answers_at_once(self):
        arn = self.machine("sync", machine_of(
            A={"Type": "Pass", "Parameters": {"hello.$": "$.name"}, "End": True}), type="EXPRESS")
        answer = self.states.start_sync_execution(stateMachineArn=arn, input='{"name": "you"}')
        self.assertEqual(answer["status"], "SUCCEEDED")
        self.assertEqual(json.loads(answer["output"]), {"hello": "you"})

    def test_a_failing_express_execution_says_why(self):
        arn = self.machine("sync-fail", machine_of(
            A={"Type": "Fail", "Error": "Sad", "Cause": "why"}), type="EXPRESS")
        answer = self.states.start_sync_execution(stateMachineArn=arn)
        self.assertEqual((answer["status"], answer["error"], answer["cause"]),
                         ("FAILED", "Sad", "why"))

    def test_a_standard_machine_is_not_started_synchronously(self):
        arn = self.machine("standard", machine_of(End={"Type": "Succeed"}))
        self.fails("StateMachineTypeNotSupported", self.states.start_sync_execution,
                   stateMachineArn=arn)


if __name__ == "__main__":
    unittest.main()
