"""A client as small and fast as it gets: AWS JSON 1.0 over one kept connection, no SDK."""
import http.client
import json

PREFIX = {"sqs": "AmazonSQS", "dynamodb": "DynamoDB_20120810", "states": "AWSStepFunctions"}


class Refused(Exception):
    """The program answered with an error: (status, text)."""


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, service, operation, **members):
        """The answer as a value. Refused for an error, OSError or HTTPException for no answer."""
        self.connection.request("POST", "/", json.dumps(members), {
            "X-Amz-Target": f"{PREFIX[service]}.{operation}",
            "Content-Type": "application/x-amz-json-1.0"})
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise Refused(f"{service} {operation}: {response.status} {body[:300]!r}")
        return json.loads(body or b"{}")  # some operations have no output

    def close(self):
        self.connection.close()


# One task that writes and one that waits: an execution that a crash can hit at many points.
DEFINITION = json.dumps({"StartAt": "Write", "States": {
    "Write": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
              "Parameters": {"TableName": "effects", "Item": {"id": {"S.$": "$$.Execution.Name"}}},
              "ResultPath": None, "Next": "Rest",
              "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 5}]},
    "Rest": {"Type": "Wait", "Seconds": 3, "Next": "Count"},
    "Count": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:updateItem",
              "Parameters": {"TableName": "effects", "Key": {"id": {"S.$": "$$.Execution.Name"}},
                             "UpdateExpression": "SET done = :yes",
                             "ExpressionAttributeValues": {":yes": {"BOOL": True}}},
              "End": True}}})


def create_resources(client):
    """What the load writes to; returns the state machine's ARN."""
    for table in ("items", "counters", "effects"):
        client.call("dynamodb", "CreateTable", TableName=table, BillingMode="PAY_PER_REQUEST",
                    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])
    return client.call("states", "CreateStateMachine", name="crash", definition=DEFINITION,
                       roleArn="arn:aws:iam::000000000000:role/crash")["stateMachineArn"]
