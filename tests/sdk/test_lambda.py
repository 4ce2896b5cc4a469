"""Lambda with boto3: scripted functions, invoked by clients and by state machines."""
import json
import unittest

from sdk_test import ACCOUNT, REGION, SdkTest


class Functions(SdkTest):
    def setUp(self):
        self.functions = self.client("lambda")

    def function(self, name, *outcomes, cycle=False):
        """A new function that answers with the outcomes, one after the other; its ARN."""
        arn = self.functions.create_function(
            FunctionName=name, Role=self.role("lambda"), Runtime="provided.al2023",
            Handler="scripted", Timeout=5,
            Code={"S3Bucket": "snowglobe", "S3Key": "scripted"})["FunctionArn"]
        self.snowglobe.control("POST", "/call/lambda/SetFunctionScript", {
            "FunctionName": name, "Outcomes": list(outcomes), "Cycle": cycle})
        self.functions.get_waiter("function_active").wait(FunctionName=name,
                                                          WaiterConfig={"Delay": 0})
        return arn

    def invocations(self, name):
        return self.snowglobe.control("POST", "/call/lambda/GetFunctionScript",
                                      {"FunctionName": name})["Invocations"]

    def test_a_function_is_created_read_listed_and_deleted(self):
        arn = self.function("life")
        self.assertEqual(arn, f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:life")
        found = self.functions.get_function(FunctionName="life")["Configuration"]
        self.assertEqual((found["FunctionArn"], found["Handler"], found["Timeout"]),
                         (arn, "scripted", 5))
        listed = self.functions.list_functions()["Functions"]
        self.assertIn("life", [f["FunctionName"] for f in listed])
        self.fails("ResourceConflictException", self.function, name="life")
        self.functions.delete_function(FunctionName="life")
        self.fails("ResourceNotFoundException", self.functions.get_function, FunctionName="life")

    def test_an_invocation_answers_what_the_script_returns(self):
        self.function("returns", {"return": {"paid": True}})
        answer = self.functions.invoke(FunctionName="returns", Payload=b'{"id": 1}')
        self.assertEqual(answer["StatusCode"], 200)
        self.assertNotIn("FunctionError", answer)
        self.assertEqual(json.load(answer["Payload"]), {"paid": True})

    def test_a_function_that_throws_answers_a_function_error(self):
        self.function("throws", {"throw": {"type": "Down", "message": "503"}}, {"return": 1})
        answer = self.functions.invoke(FunctionName="throws")
        self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        error = json.load(answer["Payload"])
        self.assertEqual((error["errorType"], error["errorMessage"]), ("Down", "503"))
        self.assertEqual(json.load(self.functions.invoke(FunctionName="throws")["Payload"]), 1)

    def test_an_event_is_accepted_and_carried_out_later(self):
        self.function("event", {"return": None})
        answer = self.functions.invoke(FunctionName="event", InvocationType="Event", Payload=b"{}")
        self.assertEqual(answer["StatusCode"], 202)
        self.settle()
        self.assertEqual(self.invocations("event"), 1)

    def test_a_function_with_code_is_refused_honestly(self):
        with self.assertRaises(self.functions.exceptions.ClientError) as caught:
            self.functions.create_function(
                FunctionName="code", Role=self.role("lambda"), Runtime="python3.12",
                Handler="index.handler", Code={"ZipFile": b"PK\x05\x06" + b"\x00" * 18})
        self.assertIn("script", str(caught.exception).lower())

    def test_an_unknown_function_is_not_found(self):
        self.fails("ResourceNotFoundException", self.functions.invoke, FunctionName="nowhere")
        self.fails("InvalidRequestContentException", self.functions.invoke,
                   FunctionName=self.function("content"), Payload=b"{no json")

    def test_a_task_is_retried_until_its_function_works(self):
        away = {"throw": {"type": "Down", "message": "503"}}
        arn = self.function("downstream", away, away, {"return": "done"})
        states = self.client("stepfunctions")
        for name, task in (
                ("bare", {"Resource": arn}),
                ("invoke", {"Resource": "arn:aws:states:::lambda:invoke",
                            "Parameters": {"FunctionName": arn, "Payload.$": "$"},
                            "OutputPath": "$.Payload"})):
            self.snowglobe.control("POST", "/call/lambda/SetFunctionScript", {
                "FunctionName": "downstream", "Outcomes": [away, away, {"return": "done"}]})
            before = self.invocations("downstream")
            machine = states.create_state_machine(
                name=name, roleArn=self.role("states"), definition=json.dumps(
                    {"StartAt": "T", "States": {"T": {"Type": "Task", "End": True, **task, "Retry": [
                        {"ErrorEquals": ["Down"], "IntervalSeconds": 2, "MaxAttempts": 3}]}}}))
            execution = states.start_execution(stateMachineArn=machine["stateMachineArn"])
            self.advance("10s")
            described = states.describe_execution(executionArn=execution["executionArn"])
            self.assertEqual((described["status"], json.loads(described.get("output", "null"))),
                             ("SUCCEEDED", "done"))
            self.assertEqual(self.invocations("downstream") - before, 3)


if __name__ == "__main__":
    unittest.main()
