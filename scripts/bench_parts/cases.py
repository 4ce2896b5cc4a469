"""What is asked of every server that is compared: tables, queues, and the requests on them."""

import http.client
import json

from .servers import DYNAMODB, EVENTS, SQS, call, headers_of

PARTITIONS = 100
ITEM = {"name": {"S": "x" * 100}, "count": {"N": "0"}, "tags": {"SS": ["a", "b"]}}


def make_tables(port):
    call(port, DYNAMODB + "CreateTable", {
        "TableName": "items", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]})
    call(port, DYNAMODB + "CreateTable", {
        "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"},
                      {"AttributeName": "number", "KeyType": "RANGE"}],
        "AttributeDefinitions": [{"AttributeName": "customer", "AttributeType": "S"},
                                 {"AttributeName": "number", "AttributeType": "N"}]})
    for table in ("items", "orders"):
        wait_for_table(port, table)
    call(port, DYNAMODB + "PutItem", {"TableName": "items", "Item": {"id": {"S": "one"}, **ITEM}})
    for customer in range(PARTITIONS):
        puts = [{"PutRequest": {"Item": {"customer": {"S": f"customer-{customer}"},
                                         "number": {"N": str(number)}, **ITEM}}}
                for number in range(10)]
        call(port, DYNAMODB + "BatchWriteItem", {"RequestItems": {"orders": puts}})


def wait_for_table(port, table):
    """Some take a while to make one."""
    for _ in range(10_000):
        answer = call(port, DYNAMODB + "DescribeTable", {"TableName": table})
        if answer["Table"]["TableStatus"] == "ACTIVE":
            return
    raise RuntimeError(f"the table {table} does not become ACTIVE")


def make_queue(port, name):
    return call(port, SQS + "CreateQueue", {"QueueName": name})["QueueUrl"]


def make_rule(port):
    """A rule that sends what the bench puts to a queue."""
    url = make_queue(port, "target")
    arn = call(port, SQS + "GetQueueAttributes",
               {"QueueUrl": url, "AttributeNames": ["QueueArn"]})["Attributes"]["QueueArn"]
    call(port, EVENTS + "PutRule",
         {"Name": "all", "EventPattern": json.dumps({"source": ["bench"]})})
    call(port, EVENTS + "PutTargets", {"Rule": "all", "Targets": [{"Id": "1", "Arn": arn}]})


BATCH = 25


def batch_of(name):
    """A BatchWriteItem of the items NAME-0 to NAME-24."""
    return {"RequestItems": {"items": [
        {"PutRequest": {"Item": {"id": {"S": f"{name}-{i}"}, **ITEM}}} for i in range(BATCH)]}}


def fill_items(port, size):
    """Puts `size` items, the batches 0, 1, 2 and so on."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = headers_of(DYNAMODB + "BatchWriteItem")
    for number in range(size // BATCH):
        connection.request("POST", "/", json.dumps(batch_of(number)), headers)
        reply = connection.getresponse()
        if reply.status != 200:
            raise RuntimeError(f"BatchWriteItem: {reply.status} {reply.read()[:300]!r}")
        reply.read()
    connection.close()


def calls_on_any():
    """Calls on items that are there, of batches that wrk draws."""
    return {
        "PutItem": [(DYNAMODB + "PutItem",
                     {"TableName": "items", "Item": {"id": {"S": "@ANY@-7"}, **ITEM}})],
        "GetItem": [(DYNAMODB + "GetItem", {"TableName": "items", "Key": {"id": {"S": "@ANY@-7"}}})],
        "BatchWriteItem of 25": [(DYNAMODB + "BatchWriteItem", batch_of("@ANY@"))],
    }


def put_item():
    return [(DYNAMODB + "PutItem",
             {"TableName": "items", "Item": {"id": {"S": "put-@N@"}, **ITEM}})]


def get_item():
    return [(DYNAMODB + "GetItem", {"TableName": "items", "Key": {"id": {"S": "one"}}})]


def query():
    return [(DYNAMODB + "Query",
             {"TableName": "orders", "KeyConditionExpression": "customer = :c",
              "ExpressionAttributeValues": {":c": {"S": "customer-7"}}})]


def update_item():
    return [(DYNAMODB + "UpdateItem", {
        "TableName": "items",
        "Key": {"id": {"S": "one"}},
        "UpdateExpression": "SET #c = #c + :one, seen = :now",
        "ExpressionAttributeNames": {"#c": "count"},
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":now": {"S": "2026-01-01T00:00:00Z"}}})]


def send_message(url):
    return [(SQS + "SendMessage", {"QueueUrl": url, "MessageBody": "x" * 200})]


def receive_and_delete(url):
    return [(SQS + "ReceiveMessage", {"QueueUrl": url}),
            (SQS + "DeleteMessage", {"QueueUrl": url, "ReceiptHandle": "@RECEIPT@"})]


def put_events():
    event = {"Source": "bench", "DetailType": "load",
             "Detail": json.dumps({"order": 1, "amount": 5})}
    return [(EVENTS + "PutEvents", {"Entries": [event]})]
