"""Core operations that the other tests with boto3 do not come by: see core_operations.txt."""
import json
import unittest

from sdk_test import ACCOUNT, IS_OLD, REGION, SdkTest


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


    @unittest.skipIf(IS_OLD, "the SDK of 2022 does not know the operations")
    def test_a_task_moves_dead_letters_back(self):
        dead, arn = self.queue("moved-dead")
        url, _ = self.queue("moved", VisibilityTimeout="0", RedrivePolicy=json.dumps(
            {"deadLetterTargetArn": arn, "maxReceiveCount": 1}))
        sqs = self.client("sqs")
        for body in "abc":
            sqs.send_message(QueueUrl=url, MessageBody=body)
        for _ in range(2):
            sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        handle = sqs.start_message_move_task(
            SourceArn=arn, MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
        self.advance("1s")
        cancelled = sqs.cancel_message_move_task(TaskHandle=handle)
        self.assertIn(cancelled["ApproximateNumberOfMessagesMoved"], (1, 2))
        sqs.start_message_move_task(SourceArn=arn)
        self.advance("5s")
        tasks = sqs.list_message_move_tasks(SourceArn=arn, MaxResults=2)["Results"]
        self.assertEqual([task["Status"] for task in tasks], ["COMPLETED", "CANCELLED"])
        self.assertEqual(sorted(self.bodies(url)), ["a", "b", "c"])


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


class Streams(SdkTest):
    def test_a_stream_tells_every_write_in_order(self):
        dynamodb = self.table("streamed")
        arn = dynamodb.update_table(TableName="streamed", StreamSpecification={
            "StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES",
        })["TableDescription"]["LatestStreamArn"]
        for n in "12":
            dynamodb.put_item(TableName="streamed", Item={"id": {"S": "a"}, "n": {"N": n}})
        dynamodb.delete_item(TableName="streamed", Key={"id": {"S": "a"}})

        streams = self.client("dynamodbstreams")
        listed = streams.list_streams(TableName="streamed")["Streams"]
        self.assertEqual([stream["StreamArn"] for stream in listed], [arn])
        described = streams.describe_stream(StreamArn=arn)["StreamDescription"]
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=described["Shards"][0]["ShardId"],
            ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        records = streams.get_records(ShardIterator=iterator)["Records"]
        self.assertEqual([record["eventName"] for record in records],
                         ["INSERT", "MODIFY", "REMOVE"])
        self.assertEqual(records[1]["dynamodb"]["OldImage"], {"id": {"S": "a"}, "n": {"N": "1"}})
        self.fails("ResourceNotFoundException", streams.describe_stream, StreamArn=arn + "x")


class Statements(SdkTest):
    def test_statements_read_and_write(self):
        dynamodb = self.table("statements")
        insert = lambda table, name: {
            "Statement": f"INSERT INTO \"{table}\" VALUE {{'id': '{name}'}}"}
        answer = dynamodb.batch_execute_statement(Statements=[
            insert("statements", "a"), insert("statements", "b"), insert("nowhere", "c")])
        codes = [response.get("Error", {}).get("Code") for response in answer["Responses"]]
        self.assertEqual(codes, [None, None, "ResourceNotFound"])
        dynamodb.execute_transaction(TransactStatements=[
            {"Statement": 'UPDATE "statements" SET n = ? WHERE id = ?',
             "Parameters": [{"N": "5"}, {"S": "a"}]},
            {"Statement": 'DELETE FROM "statements" WHERE id = ?', "Parameters": [{"S": "b"}]}])
        found = dynamodb.execute_statement(Statement='SELECT * FROM "statements"')["Items"]
        self.assertEqual(found, [{"id": {"S": "a"}, "n": {"N": "5"}}])
        self.fails("DuplicateItemException", dynamodb.execute_statement,
                   **insert("statements", "a"))


if __name__ == "__main__":
    unittest.main()
