"""Core operations that the other tests with boto3 do not come by: see core_operations.txt."""
import json
import unittest

from sdk_test import ACCOUNT, REGION, SdkTest


class SqsSettings(SdkTest):
    def test_permissions_are_statements_of_the_policy(self):
        url, arn = self.queue("permissions")
        sqs = self.client("sqs")
        sqs.add_permission(QueueUrl=url, Label="send", AWSAccountIds=["111122223333"],
                           Actions=["SendMessage"])
        policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]
        statement, = json.loads(policy["Policy"])["Statement"]
        self.assertEqual((statement["Sid"], statement["Resource"]), ("send", arn))
        sqs.remove_permission(QueueUrl=url, Label="send")
        left = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
        self.assertNotIn('"send"', left.get("Attributes", {}).get("Policy", ""))

    def test_a_dead_letter_queue_knows_its_sources(self):
        dead, arn = self.queue("dead")
        policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
        urls = {self.queue(f"source-{i}", RedrivePolicy=policy)[0] for i in range(3)}
        pages = self.client("sqs").get_paginator("list_dead_letter_source_queues").paginate(
            QueueUrl=dead, PaginationConfig={"PageSize": 2})
        # In the Query protocol the member is called queueUrls too.
        self.assertEqual({url for page in pages for url in page["queueUrls"]}, urls)


class DynamoDbSettings(SdkTest):
    def test_time_to_live_is_described(self):
        dynamodb = self.table("expiring")
        dynamodb.update_time_to_live(TableName="expiring", TimeToLiveSpecification={
            "Enabled": True, "AttributeName": "expires"})
        self.advance("1h")
        described = dynamodb.describe_time_to_live(TableName="expiring")
        self.assertEqual(described["TimeToLiveDescription"],
                         {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"})

    def test_a_table_has_tags(self):
        dynamodb = self.table("tagged")
        arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/tagged"
        dynamodb.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "orders"},
                                                     {"Key": "stage", "Value": "test"}])
        dynamodb.untag_resource(ResourceArn=arn, TagKeys=["stage"])
        self.assertEqual(dynamodb.list_tags_of_resource(ResourceArn=arn)["Tags"],
                         [{"Key": "team", "Value": "orders"}])


class Transactions(SdkTest):
    def test_a_transaction_is_whole_and_says_why_it_was_cancelled(self):
        dynamodb = self.table("transactions")
        key = lambda name: {"id": {"S": name}}
        put = lambda name: {"Put": {"TableName": "transactions", "Item": key(name)}}
        dynamodb.transact_write_items(TransactItems=[put("a"), put("b")])
        check = {"ConditionCheck": {"TableName": "transactions", "Key": key("a"),
                                    "ConditionExpression": "attribute_not_exists(id)"}}
        answer = self.fails("TransactionCanceledException", dynamodb.transact_write_items,
                            TransactItems=[put("c"), check])
        self.assertEqual([reason["Code"] for reason in answer["CancellationReasons"]],
                         ["None", "ConditionalCheckFailed"])
        get = lambda name: {"Get": {"TableName": "transactions", "Key": key(name)}}
        found = dynamodb.transact_get_items(TransactItems=[get("b"), get("c")])["Responses"]
        self.assertEqual(found, [{"Item": key("b")}, {}])


if __name__ == "__main__":
    unittest.main()
