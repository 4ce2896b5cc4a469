"""The program's own commands, the fault scripts and the data directory, from outside."""
import json
import os
import subprocess
import unittest

from botocore.exceptions import ClientError

from sdk_test import SdkTest
from snowglobe import DataDirectory, PROGRAM, Snowglobe, TOP


class Commands(SdkTest):
    def run_program(self, *arguments, status=0):
        result = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60,
                                env={"SNOWGLOBE_ENDPOINT": self.snowglobe.endpoint,
                                     "PATH": os.environ["PATH"]})
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        return result.stdout

    def test_every_command_explains_itself(self):
        for command in ("serve", "clock", "faults", "journal", "lambda", "health", "info", "reset",
                        "snapshot", "call", "shapes", "version"):
            self.assertIn("Usage:", self.run_program(command, "--help"), command)
        self.assertRegex(self.run_program("version"), r"\d+\.\d+\.\d+")

    def test_health_says_by_its_exit_code_whether_it_runs(self):
        self.run_program("health")
        gone = subprocess.run([PROGRAM, "--endpoint", "http://127.0.0.1:1", "health"],
                              capture_output=True, timeout=60)
        self.assertNotEqual(gone.returncode, 0)

    def test_a_call_and_its_effects_are_in_the_journal(self):
        answer = self.run_program("call", "sqs", "CreateQueue", '{"QueueName": "called"}')
        self.assertTrue(json.loads(answer)["QueueUrl"].endswith("/called"))
        self.assertIn("CreateQueue", self.run_program("journal", "--service", "sqs"))
        entries = self.run_program("journal", "--json", "--operation", "CreateQueue")
        self.assertIn("called", entries)

    def test_the_clock_is_shown_and_moved(self):
        before = self.snowglobe.control("GET", "/clock")["now"]
        self.run_program("clock", "advance", "1h")
        after = self.snowglobe.control("GET", "/clock")["now"]
        self.assertNotEqual(before, after)
        self.assertIn(str(after)[:13], self.run_program("clock"))

    def test_a_command_that_makes_no_sense_says_so(self):
        for wrong in (["nonsense"], ["serve", "--port", "99999999"], ["clock", "advance", "soon"],
                      ["call", "sqs", "Nonsense"]):
            result = subprocess.run([PROGRAM, *wrong], capture_output=True, text=True, timeout=60,
                                    env={"SNOWGLOBE_ENDPOINT": self.snowglobe.endpoint})
            self.assertNotEqual(result.returncode, 0, wrong)
            self.assertTrue(result.stderr.strip(), wrong)


class Faults(SdkTest):
    def storm(self, name, *command):
        """What a script of scripts/faults printed while the command ran under it."""
        result = subprocess.run([TOP / "scripts/faults" / name, *command], text=True, timeout=60,
                                env=dict(os.environ, SNOWGLOBE=PROGRAM,
                                         SNOWGLOBE_ENDPOINT=self.snowglobe.endpoint),
                                capture_output=True)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout

    def calls(self, count, service, operation, text):
        """A command that makes a call `count` times, whatever comes of it."""
        return ["bash", "-c", f"for i in {{1..{count}}}; do {PROGRAM} call {service} {operation} "
                f"'{text}' >/dev/null 2>&1 || true; done"]

    def test_the_fault_scripts_strike_and_leave_no_rule_behind(self):
        self.table("struck")
        url, _ = self.queue("struck")
        key = json.dumps({"TableName": "struck", "Key": {"id": {"S": "a"}}})
        for name, command in (
                ("throttle-dynamodb", self.calls(30, "dynamodb", "GetItem", key)),
                ("lose-sqs-replies", self.calls(10, "sqs", "SendMessage", json.dumps(
                    {"QueueUrl": url, "MessageBody": "m"})))):
            self.assertRegex(self.storm(name, *command), r"struck [1-9]\d* of \d+", name)
            self.assertEqual(self.snowglobe.control("GET", "/faults"), {"faults": []}, name)
        # What was lost is the reply, not the message.
        self.assertEqual(len(self.bodies(url, 20)), 10)

    def test_a_throttled_call_is_an_error_that_sdks_retry(self):
        self.table("throttled")
        rule = {"service": "dynamodb", "operation": "GetItem", "effect": "throttle", "count": 1}
        self.snowglobe.control("POST", "/faults", rule)
        self.addCleanup(self.snowglobe.control, "DELETE", "/faults")
        dynamodb = self.client("dynamodb")
        arguments = {"TableName": "throttled", "Key": {"id": {"S": "a"}}}
        with self.assertRaises(ClientError) as caught:
            dynamodb.get_item(**arguments)
        self.assertIn(caught.exception.response["Error"]["Code"],
                      ("ThrottlingException", "ProvisionedThroughputExceededException"))
        dynamodb.get_item(**arguments)


class Durability(unittest.TestCase):
    def test_the_clock_and_what_was_answered_survive_a_kill(self):
        with DataDirectory() as data, Snowglobe(data=data) as snowglobe:
            body = json.dumps({"QueueName": "kept"})
            snowglobe.control("POST", "/call/sqs/CreateQueue", json.loads(body))
            snowglobe.advance("3h")
            before = snowglobe.control("GET", "/clock")
            snowglobe.kill()
            snowglobe.start()
            self.assertEqual(snowglobe.control("GET", "/clock")["now"], before["now"])
            queues = snowglobe.control("POST", "/call/sqs/ListQueues", {})["QueueUrls"]
            self.assertTrue(queues[0].endswith("/kept"))

    def test_a_reset_empties_the_world(self):
        with Snowglobe() as snowglobe:
            snowglobe.control("POST", "/call/sqs/CreateQueue", {"QueueName": "gone"})
            snowglobe.control("POST", "/reset")
            self.assertFalse(snowglobe.control("POST", "/call/sqs/ListQueues", {}).get("QueueUrls"))


if __name__ == "__main__":
    unittest.main()
