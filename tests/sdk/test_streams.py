"""DynamoDB Streams, read by boto3's client of that service."""
from sdk_test import SdkTest


class Streams(SdkTest):
    def enabled(self, name, view="NEW_AND_OLD_IMAGES"):
        """A new table with a stream: its client, the streams' client, the stream's ARN."""
        dynamodb = self.table(name)
        answer = dynamodb.update_table(
            TableName=name,
            StreamSpecification={"StreamEnabled": True, "StreamViewType": view})
        return dynamodb, self.client("dynamodbstreams"), answer["TableDescription"]["LatestStreamArn"]

    @staticmethod
    def follow(streams, arn):
        """All records, as consumers read them: parents first, each shard to its end."""
        records = []
        for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
            at = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"],
                                            ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
            while at:
                page = streams.get_records(ShardIterator=at, Limit=2)
                records += page["Records"]
                at = page.get("NextShardIterator") if page["Records"] else None
        return records

    def test_records_come_in_order_with_their_images(self):
        dynamodb, streams, arn = self.enabled("streamed")
        dynamodb.put_item(TableName="streamed", Item={"id": {"S": "a"}, "b": {"B": b"\x00\xff"}})
        dynamodb.update_item(TableName="streamed", Key={"id": {"S": "a"}},
                             UpdateExpression="SET n = :n",
                             ExpressionAttributeValues={":n": {"N": "1"}})
        dynamodb.delete_item(TableName="streamed", Key={"id": {"S": "a"}})
        records = self.follow(streams, arn)
        self.assertEqual([r["eventName"] for r in records], ["INSERT", "MODIFY", "REMOVE"])
        first = records[0]["dynamodb"]
        self.assertEqual(first["NewImage"], {"id": {"S": "a"}, "b": {"B": b"\x00\xff"}})
        self.assertEqual(first["Keys"], {"id": {"S": "a"}})
        self.assertEqual(first["ApproximateCreationDateTime"].microsecond, 0)
        self.assertEqual(records[1]["dynamodb"]["OldImage"], first["NewImage"])
        self.assertNotIn("NewImage", records[2]["dynamodb"])

    def test_a_stream_is_found_by_its_table(self):
        _, streams, arn = self.enabled("found", "KEYS_ONLY")
        found = streams.list_streams(TableName="found")["Streams"]
        self.assertEqual([stream["StreamArn"] for stream in found], [arn])
        description = streams.describe_stream(StreamArn=arn)["StreamDescription"]
        self.assertEqual(description["StreamStatus"], "ENABLED")
        self.assertEqual(description["StreamViewType"], "KEYS_ONLY")
        self.assertEqual(description["KeySchema"], [{"AttributeName": "id", "KeyType": "HASH"}])

    def test_a_closed_shard_ends_in_no_iterator(self):
        dynamodb, streams, arn = self.enabled("closed")
        dynamodb.put_item(TableName="closed", Item={"id": {"S": "a"}})
        dynamodb.update_table(TableName="closed", StreamSpecification={"StreamEnabled": False})
        shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]
        at = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"],
                                        ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        page = streams.get_records(ShardIterator=at)
        self.assertEqual(len(page["Records"]), 1)
        self.assertNotIn("NextShardIterator", page)

    def test_errors_are_the_clients_own_classes(self):
        _, streams, arn = self.enabled("wrong")
        with self.assertRaises(streams.exceptions.ResourceNotFoundException):
            streams.describe_stream(StreamArn=arn + "0")
        with self.assertRaises(streams.exceptions.ResourceNotFoundException):
            streams.get_shard_iterator(StreamArn=arn, ShardId="shardId-0000000000000000000000",
                                       ShardIteratorType="LATEST")
