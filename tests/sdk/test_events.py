"""EventBridge with boto3."""
import json
import unittest

from sdk_test import ACCOUNT, REGION, SdkTest


class Rules(SdkTest):
    def setUp(self):
        self.events = self.client("events")

    def test_a_bus_is_created_described_listed_and_deleted(self):
        arn = self.events.create_event_bus(Name="orders")["EventBusArn"]
        self.assertEqual(arn, f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/orders")
        self.assertEqual(self.events.describe_event_bus(Name="orders")["Arn"], arn)
        names = [bus["Name"] for bus in self.events.list_event_buses()["EventBuses"]]
        self.assertIn("default", names)
        self.assertIn("orders", names)
        self.events.delete_event_bus(Name="orders")
        self.fails("ResourceNotFoundException", self.events.describe_event_bus, Name="orders")

    def test_a_rule_is_put_described_listed_switched_and_deleted(self):
        pattern = json.dumps({"source": ["shop"]})
        arn = self.events.put_rule(Name="life", EventPattern=pattern)["RuleArn"]
        self.assertEqual(arn, f"arn:aws:events:{REGION}:{ACCOUNT}:rule/life")
        rule = self.events.describe_rule(Name="life")
        self.assertEqual((rule["State"], rule["EventPattern"]), ("ENABLED", pattern))
        self.events.disable_rule(Name="life")
        self.assertEqual(self.events.describe_rule(Name="life")["State"], "DISABLED")
        self.events.enable_rule(Name="life")
        self.assertEqual([r["Name"] for r in self.events.list_rules(NamePrefix="life")["Rules"]],
                         ["life"])
        _, queue_arn = self.queue("rule-life")
        self.events.put_targets(Rule="life", Targets=[{"Id": "q", "Arn": queue_arn}])
        self.assertEqual(self.events.list_targets_by_rule(Rule="life")["Targets"],
                         [{"Id": "q", "Arn": queue_arn}])
        # AWS keeps a rule as long as it has targets.
        self.fails("ValidationException", self.events.delete_rule, Name="life")
        self.events.remove_targets(Rule="life", Ids=["q"])
        self.events.delete_rule(Name="life")
        self.fails("ResourceNotFoundException", self.events.describe_rule, Name="life")

    def test_a_pattern_that_is_none_is_refused(self):
        self.fails("InvalidEventPatternException", self.events.put_rule, Name="bad",
                   EventPattern="{no json")
        self.fails("InvalidEventPatternException", self.events.put_rule, Name="bad",
                   EventPattern=json.dumps({"source": "not a list"}))

    def test_a_pattern_can_be_tried(self):
        event = {"id": "1", "detail-type": "t", "source": "shop", "account": ACCOUNT,
                 "time": "2026-01-01T00:00:00Z", "region": REGION, "resources": [],
                 "detail": {"total": 120, "city": "Oslo"}}
        for pattern, wanted in (
                ({"source": ["shop"]}, True),
                ({"detail": {"total": [{"numeric": [">", 100, "<=", 120]}]}}, True),
                ({"detail": {"city": [{"prefix": "Ber"}]}}, False),
                ({"detail": {"city": [{"anything-but": ["Rome"]}]}}, True),
                ({"detail": {"coupon": [{"exists": False}]}}, True),
                ({"$or": [{"source": ["x"]}, {"detail": {"city": ["Oslo"]}}]}, True)):
            answer = self.events.test_event_pattern(EventPattern=json.dumps(pattern),
                                                    Event=json.dumps(event))
            self.assertEqual(answer["Result"], wanted, pattern)


class Delivery(SdkTest):
    def setUp(self):
        self.events = self.client("events")

    def rule(self, name, pattern, **target):
        """A rule with a new queue of the same name as its target; the queue's url."""
        url, arn = self.queue(name)
        self.events.put_rule(Name=name, EventPattern=json.dumps(pattern))
        answer = self.events.put_targets(Rule=name, Targets=[{"Id": "q", "Arn": arn, **target}])
        self.assertEqual(answer["FailedEntryCount"], 0)
        return url

    def put(self, detail, source="shop"):
        answer = self.events.put_events(Entries=[{
            "Source": source, "DetailType": "order", "Detail": json.dumps(detail)}])
        self.assertEqual(answer["FailedEntryCount"], 0)
        self.settle()
        return answer["Entries"][0]["EventId"]

    def test_an_event_reaches_the_queue_of_the_rule_it_matches(self):
        url = self.rule("match", {"source": ["shop"], "detail": {"kind": ["a"]}})
        event_id = self.put({"kind": "a", "n": 1.0})
        self.put({"kind": "b"})
        body, = self.bodies(url)
        event = json.loads(body)
        self.assertEqual(event["id"], event_id)
        self.assertEqual((event["detail-type"], event["source"], event["account"],
                          event["region"], event["detail"]),
                         ("order", "shop", ACCOUNT, REGION, {"kind": "a", "n": 1.0}))

    def test_a_target_can_have_an_input_a_path_or_a_transformer(self):
        with_input = self.rule("input", {"source": ["inputs"]}, Input='{"fixed":true}')
        with_path = self.rule("path", {"source": ["inputs"]}, InputPath="$.detail.order")
        transformed = self.rule("transformer", {"source": ["inputs"]}, InputTransformer={
            "InputPathsMap": {"id": "$.detail.order.id", "order": "$.detail.order"},
            "InputTemplate": '{"text":"order <id>","order":<order>}'})
        self.put({"order": {"id": "o-1"}}, source="inputs")
        self.assertEqual([json.loads(b) for b in self.bodies(with_input)], [{"fixed": True}])
        self.assertEqual([json.loads(b) for b in self.bodies(with_path)], [{"id": "o-1"}])
        self.assertEqual([json.loads(b) for b in self.bodies(transformed)],
                         [{"text": "order o-1", "order": {"id": "o-1"}}])

    def test_a_disabled_rule_delivers_nothing(self):
        url = self.rule("off", {"source": ["off"]})
        self.events.disable_rule(Name="off")
        self.put({}, source="off")
        self.assertEqual(self.bodies(url), [])

    def test_an_event_starts_an_execution(self):
        states = self.client("stepfunctions")
        machine = states.create_state_machine(
            name="from-event", roleArn=self.role("events"),
            definition=json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}))
        self.events.put_rule(Name="start", EventPattern=json.dumps({"source": ["starter"]}))
        self.events.put_targets(Rule="start", Targets=[
            {"Id": "m", "Arn": machine["stateMachineArn"], "RoleArn": self.role("events"),
             "InputPath": "$.detail"}])
        self.put({"n": 7}, source="starter")
        execution, = states.list_executions(
            stateMachineArn=machine["stateMachineArn"])["executions"]
        described = states.describe_execution(executionArn=execution["executionArn"])
        self.assertEqual(described["status"], "SUCCEEDED")
        self.assertEqual(json.loads(described["input"]), {"n": 7})

    def test_an_entry_that_is_wrong_fails_alone(self):
        answer = self.events.put_events(Entries=[
            {"Source": "shop", "DetailType": "order", "Detail": "{}"},
            {"Source": "shop", "DetailType": "order", "Detail": "no json"}])
        self.assertEqual(answer["FailedEntryCount"], 1)
        self.assertIn("EventId", answer["Entries"][0])
        self.assertEqual(answer["Entries"][1]["ErrorCode"], "MalformedDetail")


if __name__ == "__main__":
    unittest.main()
