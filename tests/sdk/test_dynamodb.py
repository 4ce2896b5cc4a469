"""DynamoDB with boto3."""
import unittest
import zlib
from datetime import timedelta
from decimal import Decimal

from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary

from sdk_test import ACCOUNT, IS_OLD, REGION, SdkTest


class Tables(SdkTest):
    def test_a_table_is_created_described_listed_updated_and_deleted(self):
        dynamodb = self.client("dynamodb")
        created = dynamodb.create_table(
            TableName="life",
            AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"},
                                  {"AttributeName": "s", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "p", "KeyType": "HASH"},
                       {"AttributeName": "s", "KeyType": "RANGE"}],
            ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
        self.assertEqual(created["TableDescription"]["TableArn"],
                         f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/life")
        dynamodb.get_waiter("table_exists").wait(TableName="life", WaiterConfig={"Delay": 0})
        table = dynamodb.describe_table(TableName="life")["Table"]
        self.assertEqual(table["TableStatus"], "ACTIVE")
        self.assertEqual([k["AttributeName"] for k in table["KeySchema"]], ["p", "s"])
        self.assertIn("life", dynamodb.list_tables()["TableNames"])
        dynamodb.update_table(TableName="life", BillingMode="PAY_PER_REQUEST")
        dynamodb.delete_table(TableName="life")
        dynamodb.get_waiter("table_not_exists").wait(TableName="life", WaiterConfig={"Delay": 0})
        self.fails("ResourceNotFoundException", dynamodb.describe_table, TableName="life")

    def test_a_table_is_restored_as_it_was_at_a_moment(self):
        dynamodb = self.table("past")
        dynamodb.update_continuous_backups(
            TableName="past", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        dynamodb.put_item(TableName="past", Item={"id": {"S": "a"}, "n": {"N": "1"}})
        recovery = dynamodb.describe_continuous_backups(TableName="past")[
            "ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        self.advance("1m")
        dynamodb.put_item(TableName="past", Item={"id": {"S": "a"}, "n": {"N": "2"}})
        dynamodb.put_item(TableName="past", Item={"id": {"S": "b"}})
        self.advance("5m")
        dynamodb.restore_table_to_point_in_time(
            SourceTableName="past", TargetTableName="then",
            RestoreDateTime=recovery["LatestRestorableDateTime"] + timedelta(seconds=30))
        dynamodb.get_waiter("table_exists").wait(TableName="then", WaiterConfig={"Delay": 0})
        self.assertEqual(dynamodb.scan(TableName="then")["Items"],
                         [{"id": {"S": "a"}, "n": {"N": "1"}}])
        self.fails("InvalidRestoreTimeException", dynamodb.restore_table_to_point_in_time,
                   SourceTableName="past", TargetTableName="never",
                   RestoreDateTime=recovery["EarliestRestorableDateTime"] - timedelta(hours=1))

    @unittest.skipIf(IS_OLD, "the SDK of 2022 does not know the period")
    def test_the_period_of_recovery_is_told(self):
        dynamodb = self.table("period")
        dynamodb.update_continuous_backups(
            TableName="period", PointInTimeRecoverySpecification={
                "PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 3})
        recovery = dynamodb.describe_continuous_backups(TableName="period")[
            "ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        self.assertEqual(recovery["RecoveryPeriodInDays"], 3)

    def test_a_table_is_restored_in_another_region_when_its_encryption_is_said(self):
        dynamodb = self.table("far")
        dynamodb.put_item(TableName="far", Item={"id": {"S": "a"}})
        arn = dynamodb.create_backup(TableName="far", BackupName="far")["BackupDetails"]["BackupArn"]
        there = self.client("dynamodb", region_name="eu-west-1")
        self.fails("BackupNotFoundException", there.describe_backup, BackupArn=arn)
        self.fails("ValidationException", there.restore_table_from_backup,
                   BackupArn=arn, TargetTableName="far")
        made = there.restore_table_from_backup(
            BackupArn=arn, TargetTableName="far",
            SSESpecificationOverride={"Enabled": True, "SSEType": "KMS"})["TableDescription"]
        self.assertEqual(made["TableArn"], f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/far")
        self.assertEqual(there.scan(TableName="far")["Count"], 1)

    def test_a_table_that_exists_is_not_created_again(self):
        self.table("twice")
        self.fails("ResourceInUseException", self.table, name="twice")


class Items(SdkTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dynamodb = cls().table("items")
        cls.items = cls.resource("dynamodb").Table("items")

    def test_every_type_comes_back_as_it_was_put(self):
        item = {"id": "types", "text": "gr\u00fc\u00df", "number": Decimal("-12345678901234567890.5"),
                "small": Decimal("1E-130"), "yes": True, "no": False, "nothing": None,
                "bytes": Binary(b"\x00\xff"), "list": ["a", Decimal(1), [True]],
                "map": {"a": {"b": [None]}}, "strings": {"x", "y"},
                "numbers": {Decimal(1), Decimal("2.5")}, "blobs": {Binary(b"1"), Binary(b"2")},
                "empty": "", "empty list": [], "empty map": {}}
        self.items.put_item(Item=item)
        self.assertEqual(self.items.get_item(Key={"id": "types"}, ConsistentRead=True)["Item"], item)

    def test_an_item_that_is_not_there_has_no_answer(self):
        self.assertNotIn("Item", self.items.get_item(Key={"id": "nobody"}))

    def test_a_condition_that_fails_changes_nothing(self):
        self.items.put_item(Item={"id": "once", "n": 1})
        self.fails("ConditionalCheckFailedException", self.items.put_item,
                   Item={"id": "once", "n": 2}, ConditionExpression=Attr("id").not_exists())
        with self.assertRaises(self.dynamodb.exceptions.ConditionalCheckFailedException):
            self.dynamodb.delete_item(TableName="items", Key={"id": {"S": "once"}},
                                      ConditionExpression="n = :n",
                                      ExpressionAttributeValues={":n": {"N": "7"}})
        self.assertEqual(self.items.get_item(Key={"id": "once"})["Item"]["n"], 1)

    def test_an_update_sets_adds_removes_and_answers_what_was_asked(self):
        self.items.put_item(Item={"id": "update", "n": 1, "list": ["a"], "gone": 1, "set": {"x"}})
        answer = self.items.update_item(
            Key={"id": "update"},
            UpdateExpression="SET #l = list_append(#l, :more), fresh = if_not_exists(fresh, :one), "
                             "n = n + :one REMOVE gone ADD amount :ten DELETE #s :x",
            ExpressionAttributeNames={"#l": "list", "#s": "set"},
            ExpressionAttributeValues={":more": ["b"], ":one": 1, ":ten": 10, ":x": {"x"}},
            ReturnValues="ALL_NEW")
        self.assertEqual(answer["Attributes"], {"id": "update", "n": 2, "list": ["a", "b"],
                                                "fresh": 1, "amount": 10})
        answer = self.items.update_item(
            Key={"id": "update"}, UpdateExpression="SET n = :n",
            ExpressionAttributeValues={":n": 9}, ReturnValues="UPDATED_OLD")
        self.assertEqual(answer["Attributes"], {"n": 2})
        answer = self.items.delete_item(Key={"id": "update"}, ReturnValues="ALL_OLD")
        self.assertEqual(answer["Attributes"]["n"], 9)

    def test_consumed_capacity_is_reported_when_asked_for(self):
        answer = self.dynamodb.put_item(TableName="items", Item={"id": {"S": "capacity"}},
                                        ReturnConsumedCapacity="TOTAL")
        self.assertEqual(answer["ConsumedCapacity"], {"TableName": "items", "CapacityUnits": 1.0})

    def test_a_batch_is_written_and_read(self):
        with self.items.batch_writer() as batch:
            for i in range(60):
                batch.put_item(Item={"id": f"batch-{i}", "n": i})
            batch.delete_item(Key={"id": "batch-7"})
        answer = self.dynamodb.batch_get_item(RequestItems={"items": {
            "Keys": [{"id": {"S": f"batch-{i}"}} for i in range(5, 10)],
            "ProjectionExpression": "n"}})
        self.assertEqual(sorted(int(i["n"]["N"]) for i in answer["Responses"]["items"]),
                         [5, 6, 8, 9])
        self.assertEqual(answer["UnprocessedKeys"], {})

    def test_errors_have_awss_codes(self):
        self.fails("ResourceNotFoundException", self.dynamodb.get_item, TableName="nowhere",
                   Key={"id": {"S": "x"}})
        self.fails("ValidationException", self.dynamodb.get_item, TableName="items",
                   Key={"wrong": {"S": "x"}})
        self.fails("ValidationException", self.dynamodb.update_item, TableName="items",
                   Key={"id": {"S": "x"}}, UpdateExpression="SET SET SET")
        self.fails("ValidationException", self.dynamodb.put_item, TableName="items",
                   Item={"id": {"S": "big"}, "text": {"S": "x" * 410_000}})


class Queries(SdkTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dynamodb = cls.client("dynamodb")
        cls.dynamodb.create_table(
            TableName="events", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"},
                                  {"AttributeName": "s", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "p", "KeyType": "HASH"},
                       {"AttributeName": "s", "KeyType": "RANGE"}])
        cls.dynamodb.get_waiter("table_exists").wait(TableName="events", WaiterConfig={"Delay": 0})
        cls.events = cls.resource("dynamodb").Table("events")
        with cls.events.batch_writer() as batch:
            for partition in "ab":
                for i in range(20):
                    batch.put_item(Item={"p": partition, "s": i, "odd": i % 2 == 1})

    def test_a_query_returns_a_range_in_order_and_backwards(self):
        condition = Key("p").eq("a") & Key("s").between(3, 6)
        found = self.events.query(KeyConditionExpression=condition)
        self.assertEqual([i["s"] for i in found["Items"]], [3, 4, 5, 6])
        found = self.events.query(KeyConditionExpression=condition, ScanIndexForward=False, Limit=2)
        self.assertEqual([i["s"] for i in found["Items"]], [6, 5])
        self.assertEqual(found["LastEvaluatedKey"], {"p": "a", "s": 5})

    def test_a_query_goes_page_by_page_through_a_filter(self):
        pages = list(self.dynamodb.get_paginator("query").paginate(
            TableName="events", KeyConditionExpression="p = :p", FilterExpression="odd = :yes",
            ExpressionAttributeValues={":p": {"S": "b"}, ":yes": {"BOOL": True}},
            PaginationConfig={"PageSize": 6}))
        self.assertGreaterEqual(len(pages), 4)
        self.assertEqual([int(i["s"]["N"]) for page in pages for i in page["Items"]],
                         list(range(1, 20, 2)))
        self.assertEqual(sum(page["ScannedCount"] for page in pages), 20)

    def test_a_scan_sees_everything_once(self):
        pages = list(self.dynamodb.get_paginator("scan").paginate(
            TableName="events", PaginationConfig={"PageSize": 7}))
        keys = [(i["p"]["S"], i["s"]["N"]) for page in pages for i in page["Items"]]
        self.assertEqual(len(keys), 40)
        self.assertEqual(len(set(keys)), 40)

    def test_a_parallel_scan_shares_the_table_out(self):
        keys = []
        for segment in range(3):
            answer = self.events.scan(TotalSegments=3, Segment=segment)
            keys += [(i["p"], i["s"]) for i in answer["Items"]]
        self.assertEqual(len(keys), 40)
        self.assertEqual(len(set(keys)), 40)


class KeysOfSeveralAttributes(SdkTest):
    def test_an_index_is_queried_from_left_to_right(self):
        dynamodb = self.client("dynamodb")
        names = {"tenant": "S", "site": "S", "floor": "N", "door": "S"}
        schema = [{"AttributeName": name, "KeyType": "HASH" if name in ("tenant", "site") else "RANGE"}
                  for name in names]
        dynamodb.create_table(
            TableName="visits", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind}
                                  for name, kind in {"id": "S", **names}.items()],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            GlobalSecondaryIndexes=[{"IndexName": "by-site", "KeySchema": schema,
                                     "Projection": {"ProjectionType": "ALL"}}])
        described = dynamodb.describe_table(TableName="visits")["Table"]
        self.assertEqual(described["GlobalSecondaryIndexes"][0]["KeySchema"], schema)
        visits = self.resource("dynamodb").Table("visits")
        for i, (floor, door) in enumerate([(10, "a"), (9, "b"), (9, "a"), (-1, "c")]):
            visits.put_item(Item={"id": str(i), "tenant": "t", "site": "s", "floor": floor,
                                  "door": door})
        visits.put_item(Item={"id": "sparse", "tenant": "t", "site": "s", "floor": 1})
        partition = Key("tenant").eq("t") & Key("site").eq("s")

        def ids(condition, **more):
            found = []
            while True:
                page = visits.query(IndexName="by-site", KeyConditionExpression=condition, **more)
                found += [item["id"] for item in page["Items"]]
                if "LastEvaluatedKey" not in page:
                    return found
                self.assertEqual(set(page["LastEvaluatedKey"]), {"id", *names})
                more["ExclusiveStartKey"] = page["LastEvaluatedKey"]

        self.assertEqual(ids(partition), ["3", "2", "1", "0"])
        self.assertEqual(ids(partition, Limit=1, ScanIndexForward=False), ["0", "1", "2", "3"])
        self.assertEqual(ids(partition & Key("floor").eq(9) & Key("door").gt("a")), ["1"])
        self.assertEqual(ids(partition & Key("floor").between(-5, 9)), ["3", "2", "1"])
        self.fails("ValidationException", visits.query, IndexName="by-site",
                   KeyConditionExpression=partition & Key("door").eq("a"))
        self.fails("ValidationException", visits.query, IndexName="by-site",
                   KeyConditionExpression=Key("tenant").eq("t"))


class Partiql(SdkTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dynamodb = cls().table("statements")

    def run_statement(self, statement, *parameters, **more):
        if parameters:
            more["Parameters"] = list(parameters)
        return self.dynamodb.execute_statement(Statement=statement, **more)

    def test_a_statement_inserts_updates_selects_and_deletes(self):
        self.run_statement("INSERT INTO statements VALUE {'id': ?, 'n': 1, 'b': ?}",
                           {"S": "life"}, {"B": b"\x00"})
        with self.assertRaises(self.dynamodb.exceptions.DuplicateItemException):
            self.run_statement("INSERT INTO statements VALUE {'id': 'life'}")
        changed = self.run_statement("UPDATE statements SET n = n + 1 WHERE id = 'life' "
                                     "RETURNING ALL NEW *")
        self.assertEqual(changed["Items"], [{"id": {"S": "life"}, "n": {"N": "2"},
                                             "b": {"B": b"\x00"}}])
        found = self.run_statement('SELECT n FROM "statements" WHERE id = ?', {"S": "life"})
        self.assertEqual(found["Items"], [{"n": {"N": "2"}}])
        self.run_statement("DELETE FROM statements WHERE id = 'life'")
        self.assertEqual(self.run_statement("SELECT * FROM statements WHERE id = 'life'")["Items"], [])

    def test_pages_follow_the_token(self):
        for i in range(12):
            self.run_statement("INSERT INTO statements VALUE {'id': ?}", {"S": f"page{i}"})
        seen, more = [], {}
        while True:
            page = self.run_statement("SELECT id FROM statements WHERE begins_with(id, 'page')",
                                      Limit=5, **more)
            seen += [item["id"]["S"] for item in page["Items"]]
            if "NextToken" not in page:
                break
            more = {"NextToken": page["NextToken"]}
        self.assertEqual(sorted(seen), sorted(f"page{i}" for i in range(12)))

    def test_a_batch_answers_each_statement(self):
        answers = self.dynamodb.batch_execute_statement(Statements=[
            {"Statement": "INSERT INTO statements VALUE {'id': 'batch'}"},
            {"Statement": "UPDATE statements SET n = 1 WHERE id = 'nobody'"}])["Responses"]
        self.assertNotIn("Error", answers[0])
        self.assertEqual(answers[1]["Error"]["Code"], "ConditionalCheckFailed")

    def test_a_transaction_is_all_or_nothing(self):
        write = [{"Statement": "INSERT INTO statements VALUE {'id': 'both'}"},
                 {"Statement": "EXISTS(SELECT * FROM statements WHERE id = 'other' AND n = 1)"}]
        with self.assertRaises(self.dynamodb.exceptions.TransactionCanceledException) as caught:
            self.dynamodb.execute_transaction(TransactStatements=write)
        self.assertEqual([r["Code"] for r in caught.exception.response["CancellationReasons"]],
                         ["None", "ConditionalCheckFailed"])
        # A member of the shape, which a client finds only when it is spelt as AWS spells it.
        self.assertEqual(caught.exception.response["Message"],
                         caught.exception.response["Error"]["Message"])
        self.run_statement("INSERT INTO statements VALUE {'id': 'other', 'n': 1}")
        self.dynamodb.execute_transaction(TransactStatements=write)
        read = self.dynamodb.execute_transaction(TransactStatements=[
            {"Statement": "SELECT id FROM statements WHERE id = 'both'"}])
        self.assertEqual(read["Responses"], [{"Item": {"id": {"S": "both"}}}])


class Checksum(SdkTest):
    # SDKs compare it and retry for ever when it is wrong.
    def test_the_crc32_header_is_that_of_the_body(self):
        for target, body, wanted in (("ListTables", b"{}", 200), ("GetItem", b"{}", 400)):
            status, headers, answer = self.snowglobe.request("POST", "/", body, {
                "X-Amz-Target": "DynamoDB_20120810." + target,
                "Content-Type": "application/x-amz-json-1.0"})
            headers = {name.lower(): value for name, value in headers.items()}
            self.assertEqual(status, wanted)
            self.assertEqual(int(headers["x-amz-crc32"]), zlib.crc32(answer))


if __name__ == "__main__":
    unittest.main()
