"""Measures Snowglobe against a null handler of the same HTTP library, and against bare SQLite.

Every figure is a ratio taken in this run on this machine: load over loopback by wrk at 8 connections, the
null handler measured before and after (the mean counts). Also: executions and receives in process, start-up,
idle memory and the size of the program. Nothing here is a test; the targets are printed beside the figures.
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "snowglobe"
BENCH = ROOT / "build" / "tests" / "bench"

WRK_SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
wrk.headers["X-Amz-Target"] = "{target}"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{scope}/aws4_request, SignedHeaders=host, Signature=0"
wrk.body = [==[{body}]==]
"""

TABLE = {
    "TableName": "items",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
}
ITEM = {"id": {"S": "one"}, "name": {"S": "x" * 100}, "count": {"N": "0"}, "tags": {"SS": ["a", "b"]}}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command):
    """Runs a server until the block ends; it is ready when it prints Ready."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout:
            if line.startswith("Ready."):
                break
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def call(port, scope, target, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/",
        json.dumps(body).encode(),
        {
            "X-Amz-Target": target,
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{scope}/aws4_request",
        },
    )
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def wrk(port, scope, target, body, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WRK_SCRIPT.format(target=target, scope=scope, body=json.dumps(body)))
        script.flush()
        command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-s", script.name, f"http://127.0.0.1:{port}/"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise SystemExit(f"{target} failed under load:\n{text}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def set_up(port):
    call(port, "dynamodb", "DynamoDB_20120810.CreateTable", TABLE)
    call(port, "dynamodb", "DynamoDB_20120810.PutItem", {"TableName": "items", "Item": ITEM})
    queue = call(port, "sqs", "AmazonSQS.CreateQueue", {"QueueName": "load"})["QueueUrl"]
    target = call(port, "sqs", "AmazonSQS.CreateQueue", {"QueueName": "events"})["QueueUrl"]
    arn = call(port, "sqs", "AmazonSQS.GetQueueAttributes",
               {"QueueUrl": target, "AttributeNames": ["QueueArn"]})["Attributes"]["QueueArn"]
    call(port, "events", "AWSEvents.PutRule",
         {"Name": "all", "EventPattern": json.dumps({"source": ["bench"]})})
    call(port, "events", "AWSEvents.PutTargets", {"Rule": "all", "Targets": [{"Id": "1", "Arn": arn}]})
    return queue


def load_cases(queue):
    update = {
        "TableName": "items",
        "Key": {"id": {"S": "one"}},
        "UpdateExpression": "SET #c = #c + :one, seen = :now",
        "ExpressionAttributeNames": {"#c": "count"},
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":now": {"S": "2026-01-01T00:00:00Z"}},
    }
    event = {"Source": "bench", "DetailType": "load", "Detail": json.dumps({"order": 1, "amount": 5})}
    return [
        ("GetItem", "dynamodb", "DynamoDB_20120810.GetItem",
         {"TableName": "items", "Key": {"id": {"S": "one"}}}),
        ("UpdateItem", "dynamodb", "DynamoDB_20120810.UpdateItem", update),
        ("SendMessage", "sqs", "AmazonSQS.SendMessage", {"QueueUrl": queue, "MessageBody": "x" * 200}),
        ("PutEvents, one rule", "events", "AWSEvents.PutEvents", {"Entries": [event]}),
    ]


def null_rate(seconds):
    port = free_port()
    with running([BENCH / "bench_null", str(port)]):
        body = {"TableName": "items", "Key": {"id": {"S": "one"}}}
        return wrk(port, "dynamodb", "DynamoDB_20120810.GetItem", body, seconds)


def measure_load(seconds):
    rows = []
    before = null_rate(seconds)
    for world in ("memory", "disk"):
        data = tempfile.mkdtemp(prefix="snowglobe-bench-")
        for index in range(4):
            port = free_port()
            command = [PROGRAM, "serve", "--port", str(port), "--log-level", "warn"]
            if world == "disk":
                command += ["--data", f"{data}/{index}"]
            with running(command):
                name, scope, target, body = load_cases(set_up(port))[index]
                rows.append((name, world, wrk(port, scope, target, body, seconds)))
        shutil.rmtree(data)
    after = null_rate(seconds)
    null = (before + after) / 2
    print(f"null handler: {before:,.0f} and {after:,.0f} requests/s (wrk, 8 connections)")
    print(f"{'':24}{'world':>8}{'requests/s':>12}{'of null':>9}{'target':>8}")
    for name, world, rate in rows:
        target = "50%" if world == "memory" else "30%"
        print(f"{name:24}{world:>8}{rate:>12,.0f}{rate / null:>8.0%}{target:>8}")


def measure_in_process(messages):
    output = subprocess.run([BENCH / "bench_world", "4000", str(messages)], capture_output=True,
                            text=True, check=True).stdout
    receive = []
    for line in map(json.loads, output.splitlines()):
        if line["bench"] == "breaker":
            print(f"breaker executions, {line['world']}: {line['executionsPerSecond']:,.0f}/s in process, "
                  f"bare SQLite {line['bareSqlitePerSecond']:,.0f}/s with the same "
                  f"{line['rowsPerExecution']:.1f} rows in {line['transactionsPerExecution']:.1f} "
                  f"transactions each: {line['ratio']:.0%} (target 30%)")
        else:
            receive.append(line)
    factor = receive[1]["microseconds"] / receive[0]["microseconds"]
    for line in receive:
        print(f"ReceiveMessage from {line['messages']:,} messages: {line['microseconds']:.1f} us")
    print(f"  factor {factor:.2f} (target at most 2)")


def median(values):
    return sorted(values)[len(values) // 2]


def first_answer_ms():
    port = free_port()
    request = b"GET /_snowglobe/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    start = time.perf_counter()
    process = subprocess.Popen([PROGRAM, "serve", "--port", str(port), "--log-level", "warn"],
                               stdout=subprocess.DEVNULL)
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(request)
                if connection.recv(100):
                    break
        except ConnectionRefusedError:
            pass
    took = (time.perf_counter() - start) * 1000
    process.kill()
    process.wait()
    return took


def python_ms():
    start = time.perf_counter()
    subprocess.run(["/usr/bin/python3", "-c", "pass"], check=True)
    return (time.perf_counter() - start) * 1000


def idle_memory_mb():
    port = free_port()
    with running([PROGRAM, "serve", "--port", str(port), "--log-level", "warn"]) as process:
        call(port, "sqs", "AmazonSQS.ListQueues", {})
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def measure_program():
    ours = median([first_answer_ms() for _ in range(15)])
    python = median([python_ms() for _ in range(15)])
    print(f"first answer {ours:.1f} ms after exec; `python3 -c pass` takes {python:.1f} ms (target: sooner)")
    print(f"idle memory {idle_memory_mb():.1f} MB (target at most 15 MB); "
          f"build/snowglobe {os.path.getsize(PROGRAM) / 1e6:.1f} MB")


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5, help="of load for each figure (default 5)")
    parser.add_argument("--messages", type=int, default=1_000_000,
                        help="in the large queue (default 1,000,000)")
    parser.add_argument("--only", choices=["load", "process", "program"], help="one part")
    options = parser.parse_args()
    if options.only in (None, "program"):
        measure_program()
    if options.only in (None, "load"):
        measure_load(options.seconds)
    if options.only in (None, "process"):
        measure_in_process(options.messages)


if __name__ == "__main__":
    sys.exit(main())
