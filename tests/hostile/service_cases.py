"""Well-formed calls whose values are meant to do harm: enormous, endless, exponential."""
import json

from raw import ask, call, head

MEGABYTE = 1 << 20
ROLE = "arn:aws:iam::000000000000:role/r"


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def do(port, service, operation, **members):
    return ask(port, call(service, operation, members))


def must(port, service, operation, **members):
    reply = do(port, service, operation, **members)
    check(reply.status == 200, f"{operation}: {reply}")
    return reply.json()


def is_refused(reply):
    check(400 <= reply.status < 500, reply)
    check(len(reply.body) < 8 * MEGABYTE, f"an answer of {len(reply.body)} bytes")


def names_may_be_a_megabyte_long(port):
    for text in ("x" * MEGABYTE, "\u00e9" * MEGABYTE, "\x00" * 1000, "../" * 1000, "", " "):
        for service, operation, member in (
                ("sqs", "CreateQueue", "QueueName"), ("sqs", "GetQueueUrl", "QueueName"),
                ("sqs", "SendMessage", "QueueUrl"), ("sqs", "ReceiveMessage", "QueueUrl"),
                ("dynamodb", "DescribeTable", "TableName"), ("dynamodb", "GetItem", "TableName"),
                ("states", "DescribeStateMachine", "stateMachineArn"),
                ("states", "StartExecution", "stateMachineArn"),
                ("events", "DescribeRule", "Name"), ("events", "CreateEventBus", "Name")):
            is_refused(do(port, service, operation, **{member: text}))


def table(port, name="hostile"):
    do(port, "dynamodb", "CreateTable", TableName=name, BillingMode="PAY_PER_REQUEST",
       KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
       AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    return name


def numbers_may_be_enormous(port):
    name = table(port)
    for number in ("1e999999999999", "1" + "0" * MEGABYTE, "0." + "0" * MEGABYTE + "1", "-",
                   "1e", "9" * 39, "1e126", "1e-131", "NaN", "Infinity", "0x10", " 1", "1 ",
                   "1e" + "0" * MEGABYTE + "1e"):
        is_refused(do(port, "dynamodb", "PutItem", TableName=name,
                      Item={"id": {"S": "1"}, "n": {"N": number}}))
    queue = must(port, "sqs", "CreateQueue", QueueName="numbers")["QueueUrl"]
    for value in (-1, 901, 1e300, 2**63, -2**63, 2**64, 10**400, 1.5, "1", True, [], {}):
        for member in ("DelaySeconds",):
            reply = do(port, "sqs", "SendMessage", QueueUrl=queue, MessageBody="x",
                       **{member: value})
            check(reply.status in (200, 400), f"{value!r}: {reply}")


def values_may_be_nested_or_many(port):
    name = table(port)
    value = {"S": "x"}
    for _ in range(100):
        value = {"L": [value]}
    is_refused(do(port, "dynamodb", "PutItem", TableName=name, Item={"id": {"S": "1"}, "v": value}))
    is_refused(do(port, "dynamodb", "BatchWriteItem", RequestItems={
        name: [{"PutRequest": {"Item": {"id": {"S": str(i)}}}} for i in range(10_000)]}))
    is_refused(do(port, "dynamodb", "BatchGetItem", RequestItems={
        name: {"Keys": [{"id": {"S": str(i)}} for i in range(10_000)]}}))
    is_refused(do(port, "dynamodb", "PutItem", TableName=name, Item={
        "id": {"S": "1"}, "s": {"SS": [str(i) for i in range(200_000)]}}))
    queue = must(port, "sqs", "CreateQueue", QueueName="batches")["QueueUrl"]
    is_refused(do(port, "sqs", "SendMessageBatch", QueueUrl=queue, Entries=[
        {"Id": str(i), "MessageBody": "x"} for i in range(50_000)]))
    is_refused(do(port, "sqs", "SendMessage", QueueUrl=queue, MessageBody="x", MessageAttributes={
        f"a{i}": {"DataType": "String", "StringValue": "x"} for i in range(50_000)}))
    is_refused(do(port, "events", "PutEvents", Entries=[
        {"Source": "s", "DetailType": "d", "Detail": "{}"} for _ in range(50_000)]))


def expressions_may_be_long_or_deep(port):
    name = table(port)

    def scan(expression, **more):
        return do(port, "dynamodb", "Scan", TableName=name, FilterExpression=expression, **more)

    for expression in ("(" * 2000 + "a = b" + ")" * 2000, "NOT " * 1000 + "attribute_exists(a)",
                       " OR ".join(["attribute_exists(a)"] * 200) + " OR " + "a" * 100_000,
                       "a" + "[0]" * 1300 + " = b", "a" + ".b" * 2000 + " = c",
                       "size(" * 1000, "a IN (" + "b," * 2000 + "b)", "\u0000", "a = :v" * 600):
        is_refused(scan(expression))
    is_refused(do(port, "dynamodb", "UpdateItem", TableName=name, Key={"id": {"S": "1"}},
                  UpdateExpression="SET " + ", ".join(f"a{i} = b" for i in range(100_000))))


def patterns_may_be_slow(port):
    """A pattern of many wildcards against text that almost fits, ten thousand times over."""
    event = json.dumps({"id": "1", "source": "s", "detail-type": "d", "account": "1", "region": "r",
                        "time": "2026-01-01T00:00:00Z", "resources": [],
                        "detail": {"a": "a" * 200_000}})
    for rule in ([{"wildcard": "*a" * 200 + "b"}], [{"suffix": "a" * 100_000}],
                 [{"anything-but": {"wildcard": "*a*a*a*a*a*b"}}],
                 [{"wildcard": "*" * 10_000}], ["x"] * 50_000, [{"numeric": [">", 1e400]}]):
        reply = do(port, "events", "TestEventPattern", Event=event,
                   EventPattern=json.dumps({"detail": {"a": rule}}))
        check(reply.status in (200, 400), reply)
    either = {"$or": [{f"k{i}": ["v"]} for i in range(1000)]}
    pattern = {"detail": {"a": either, "b": either, "c": either, "d": either}}
    reply = do(port, "events", "TestEventPattern", Event=event, EventPattern=json.dumps(pattern))
    check(reply.status in (200, 400), reply)


def machine(port, name, states, **more):
    definition = json.dumps({"StartAt": next(iter(states)), "States": states})
    return do(port, "states", "CreateStateMachine", name=name, roleArn=ROLE,
              definition=definition, **more)


def ending(port, name, states, **more):
    """Starts an execution, settles, and tells how it stands."""
    reply = machine(port, name, states, **more)
    check(reply.status == 200, reply)
    arn = reply.json()["stateMachineArn"]
    started = must(port, "states", "StartExecution", stateMachineArn=arn)
    check(ask(port, head("POST", "/_snowglobe/clock/settle", length=2) + b"{}").status == 200,
          "settle")
    return must(port, "states", "DescribeExecution", executionArn=started["executionArn"])


def again(state):
    """Back to the state, as far as anyone can tell who looks at the definition alone."""
    return {"Type": "Choice", "Default": state,
            "Choices": [{"Variable": "$.never", "IsPresent": True, "Next": "End"}]}


def a_state_machine_may_never_end(port):
    """A loop without a wait ends at its 25,000th event and holds nobody up meanwhile."""
    loop = {"A": {"Type": "Pass", "Next": "B"}, "B": again("A"), "End": {"Type": "Succeed"}}
    found = ending(port, "endless", loop)
    check(found["status"] == "FAILED" and "(25000)" in found["cause"], found)


def a_state_machine_may_grow_its_data(port):
    double = {"A": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "Next": "B"},
              "B": again("A"), "End": {"Type": "Succeed"}}
    found = ending(port, "doubling", double)
    check(found["error"] == "States.DataLimitExceeded", found)
    for number, call_text in enumerate((
            "States.ArrayRange(0, 999999999, 1)", "States.ArrayRange(0, 1000, 0)",
            "States.ArrayPartition(States.ArrayRange(0, 999, 1), -1)",
            "States.Format('" + "{}" * 5000 + "', 1)", "States.Array(" * 500 + ")" * 500,
            "States.MathRandom(0, 99999999999999999999)", "States.Base64Decode('%')",
            "States.Hash('x', 'MD4')", "States.StringToJson('" + "[" * 9000 + "')")):
        state = {"P": {"Type": "Pass", "Parameters": {"x.$": call_text}, "End": True}}
        reply = machine(port, f"intrinsic-{number}", state)
        check(reply.status in (200, 400), reply)
        if reply.status == 200:
            found = must(port, "states", "StartExecution",
                         stateMachineArn=reply.json()["stateMachineArn"])
            found = must(port, "states", "DescribeExecution", executionArn=found["executionArn"])
            check(found["status"] == "FAILED", f"{call_text[:80]}: {found}")


def a_state_machine_may_fan_out(port):
    """A Map of a thousand in a Map of a thousand: work for a million, one turn at a time."""
    inner = {"Type": "Map", "ItemsPath": "$.all", "End": True, "ItemProcessor": {
        "StartAt": "I", "States": {"I": {"Type": "Wait", "Seconds": 99999999, "End": True}}}}
    outer = {"R": {"Type": "Pass", "Parameters": {"all.$": "States.ArrayRange(1, 1000, 1)"},
                   "Next": "M"},
             "M": {"Type": "Map", "ItemsPath": "$.all", "End": True, "ItemSelector": {
                 "all.$": "$.all"}, "ItemProcessor": {"StartAt": "N", "States": {"N": inner}}}}
    found = ending(port, "fan-out", outer)
    check(found["status"] == "RUNNING", found)
    must(port, "states", "StopExecution", executionArn=found["executionArn"])


def a_definition_may_be_hostile(port):
    def create(name, definition, **more):
        return do(port, "states", "CreateStateMachine", name=name, roleArn=ROLE,
                  definition=definition, **more)

    deep = '{"Type":"Pass","End":true}'
    for _ in range(200):
        deep = ('{"Type":"Parallel","End":true,"Branches":[{"StartAt":"S","States":{"S":' + deep +
                "}}]}")
    reply = create("deep", '{"StartAt":"S","States":{"S":' + deep + "}}")
    check(reply.status in (200, 400), reply)
    many = {f"s{i}": {"Type": "Pass", "Next": f"s{i + 1}"} for i in range(10_000)}
    is_refused(create("dangling", json.dumps({"StartAt": "s0", "States": many})))
    choices = [{"Variable": "$.a", "IsPresent": True, "Next": f"n{i}"} for i in range(20_000)]
    is_refused(create("choices", json.dumps({"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": choices}}})))
    for path in ("$" + ".a" * 5000, "$" + "[0]" * 5000, "$" + "..a" * 2000, "$[?(" + "(" * 5000,
                 "$[?(@.a" + " && @.a" * 5000 + ")]", "$['" + "x" * 100_000 + "']", "$[" + "9" * 5000):
        reply = create("paths", json.dumps({"StartAt": "P", "States": {
            "P": {"Type": "Pass", "InputPath": path, "End": True}}}))
        check(reply.status in (200, 400), reply)
    is_refused(create("large", '{"StartAt":"S"' + " " * (2 * MEGABYTE) + "}"))


CASES = [names_may_be_a_megabyte_long, numbers_may_be_enormous, values_may_be_nested_or_many,
         expressions_may_be_long_or_deep, patterns_may_be_slow, a_state_machine_may_never_end,
         a_state_machine_may_grow_its_data, a_state_machine_may_fan_out,
         a_definition_may_be_hostile]
