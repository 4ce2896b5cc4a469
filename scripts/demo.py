"""Runs 500 orders through queue, pipe, circuit breaker and downstream, with two outages and a kill -9.

Starts `snowglobe serve` on a free port with a data directory and a manual clock, creates everything with an
unmodified AWS SDK (boto3), and tells phase by phase what became of the orders. Ends with a verdict: every order
charged exactly once, none lost, none dead-lettered. Exits non-zero when any of that is not so.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = ["stored", "charged", "waiting", "dead", "calls", "saved", "circuit", "changed", "by"]


class Snowglobe:
    """The program as a child process."""

    def __init__(self, data):
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [
                str(ROOT / "build" / "snowglobe"), "serve", "--port", str(self.port),
                "--data", str(self.data), "--clock", "manual=2026-01-01T00:00:00Z",
                "--log-level", "warn",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in self.process.stdout:
            if line.startswith("Ready."):
                return
        raise SystemExit("snowglobe did not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_snowglobe/{path}", data)
        with urllib.request.urlopen(request, timeout=120) as reply:
            return json.load(reply)

    def advance(self, duration):
        return self.control("clock/advance", {"duration": duration})


class Flow:
    """The deployed flow, seen from outside."""

    def __init__(self, snowglobe, folder):
        spec = importlib.util.spec_from_file_location("deploy", folder / "deploy.py")
        self.deploy = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.deploy)
        self.snowglobe = snowglobe
        self.names = self.deploy.deploy(snowglobe.url, folder)
        self.sqs = self.deploy.client("sqs", snowglobe.url)
        self.dynamodb = self.deploy.client("dynamodb", snowglobe.url)
        self.events = self.deploy.client("events", snowglobe.url)
        self.sent = 0

    def script(self, *outcomes):
        self.snowglobe.control(
            "call/lambda/SetFunctionScript",
            {"FunctionName": "charge", "Outcomes": list(outcomes), "Cycle": True},
        )

    def downstream_works(self):
        self.script({"return": {"paid": True}})

    def downstream_fails(self):
        self.script({"throw": {"type": "PaymentProviderDown", "message": "503 from the provider"}})

    def send(self, count):
        for _ in range(count):
            self.sent += 1
            order = {"orderId": f"order-{self.sent:04}", "amount": 5 + self.sent % 90}
            while True:
                try:
                    self.sqs.send_message(
                        QueueUrl=self.names["queue_url"], MessageBody=json.dumps(order)
                    )
                    break
                except Exception as error:  # the server is away: a real client would try again, too
                    if "Connect" not in str(error) and "Connection" not in str(error):
                        raise

    def set_health(self, status):
        entry = {
            "EventBusName": "health",
            "Source": "payments.health",
            "DetailType": "Health changed",
            "Detail": json.dumps({"status": status}),
        }
        assert self.events.put_events(Entries=[entry])["FailedEntryCount"] == 0

    def messages(self, url):
        names = [
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ]
        counts = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return sum(int(counts[name]) for name in names)

    def orders(self):
        pages = self.dynamodb.get_paginator("scan").paginate(TableName="orders")
        return {
            item["orderId"]["S"]: int(item["charges"]["N"]) for page in pages for item in page["Items"]
        }

    def downstream_calls(self):
        script = self.snowglobe.control("call/lambda/GetFunctionScript", {"FunctionName": "charge"})
        return script["Invocations"]

    def row(self):
        circuit = self.dynamodb.get_item(TableName="circuits", Key={"service": {"S": "payments"}})
        circuit = circuit.get("Item", {})
        return {
            "stored": self.sent,
            "charged": len(self.orders()),
            "waiting": self.messages(self.names["queue_url"]),
            "dead": self.messages(self.names["dead_url"]),
            "calls": self.downstream_calls(),
            "saved": int(circuit.get("savedCalls", {"N": "0"})["N"]),
            "circuit": circuit.get("status", {"S": "CLOSED"})["S"],
            "changed": circuit.get("updatedAt", {"S": "-"})["S"][11:19],
            "by": circuit.get("updatedBy", {"S": "-"})["S"],
        }


class Story:
    """The phases, each told in a line as it happens and in a row at the end."""

    def __init__(self, flow):
        self.flow = flow
        self.rows = []

    def phase(self, name, act):
        print(f"{name} ...", end="", flush=True)
        act()
        row = self.flow.row()
        self.rows.append((name, row))
        print(f" {row['charged']} charged, {row['waiting']} waiting, circuit {row['circuit']}", flush=True)
        return row

    def table(self):
        width = max(len(name) for name, _ in self.rows) + 2
        print("\n" + "phase".ljust(width) + "".join(column.rjust(14) for column in COLUMNS))
        for name, row in self.rows:
            print(name.ljust(width) + "".join(str(row[column]).rjust(14) for column in COLUMNS))
        print("calls: to the downstream, retries included; saved: executions that failed fast")


def kill_while_sending(snowglobe, flow, count):
    sender = threading.Thread(target=flow.send, args=(count,))
    begin = flow.sent
    sender.start()
    while flow.sent < begin + count // 2:
        pass
    snowglobe.kill()
    snowglobe.start()
    sender.join()


def tell(snowglobe, flow):
    story = Story(flow)
    problems = []

    def expect(condition, problem):
        if not condition:
            problems.append(problem)

    def healthy():
        flow.downstream_works()
        # Every 40th reply is lost after its message was stored, so the SDK sends that order again.
        snowglobe.control("faults", {"service": "sqs", "operation": "SendMessage", "every": 40,
                                     "effect": "lose_reply"})
        flow.send(150)
        snowglobe.advance("10s")

    def outage():
        flow.downstream_fails()
        flow.send(100)
        snowglobe.advance("20s")

    def fast_failure():
        flow.send(100)
        snowglobe.advance("30s")

    def killed():
        kill_while_sending(snowglobe, flow, 50)
        snowglobe.advance("60s")

    def healing():
        flow.downstream_works()
        snowglobe.advance("2m")

    def second_outage():
        flow.downstream_fails()
        flow.send(100)
        snowglobe.advance("20s")

    def health_event():
        flow.downstream_works()
        flow.set_health("HEALTHY")
        snowglobe.advance("15s")

    def drain():
        snowglobe.advance("5m")

    row = story.phase("1 healthy", healthy)
    expect(row["waiting"] == 0, "orders wait although the downstream is healthy")
    before = story.phase("2 outage", outage)
    expect(before["circuit"] == "OPEN", "the outage did not open the circuit")
    row = story.phase("3 fast failure", fast_failure)
    expect(row["calls"] == before["calls"], "an open circuit let calls through to the downstream")
    before = row
    row = story.phase("4 kill -9, restart", killed)
    expect(0 < row["calls"] - before["calls"] <= 3, "not one execution tried again after 60 s")
    row = story.phase("5 healed by time-out", healing)
    expect(row["circuit"] == "CLOSED", "the circuit did not close by itself")
    row = story.phase("6 second outage", second_outage)
    expect(row["circuit"] == "OPEN", "the second outage did not open the circuit")
    row = story.phase("7 health event", health_event)
    expect(row["by"] == "health event", "the health event did not close the circuit")
    row = story.phase("8 drained", drain)
    story.table()

    charges = flow.orders()
    wanted = {f"order-{number:04}" for number in range(1, flow.sent + 1)}
    lost = wanted - charges.keys()
    twice = [order for order, count in charges.items() if count != 1]
    expect(row["waiting"] == 0, f"{row['waiting']} messages still wait")
    expect(row["dead"] == 0, f"{row['dead']} orders were dead-lettered")
    expect(not lost, f"{len(lost)} orders were lost: {sorted(lost)[:5]}")
    expect(not twice, f"{len(twice)} orders were charged more than once: {sorted(twice)[:5]}")
    print()
    for problem in problems:
        print("PROBLEM: " + problem)
    if not problems:
        print(f"VERDICT: all {flow.sent} orders charged exactly once, none lost, none dead-lettered.")
    return not problems


def print_how_to_look(snowglobe, flow, data):
    print(f"""
It is still running (process {snowglobe.process.pid}, data in {data}). Look around:
  export AWS_ENDPOINT_URL={snowglobe.url} AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test SNOWGLOBE_ENDPOINT={snowglobe.url}
  aws dynamodb get-item --table-name circuits --key '{{"service": {{"S": "payments"}}}}' --endpoint-url {snowglobe.url}
  aws stepfunctions list-executions --state-machine-arn {flow.names['heal']} --endpoint-url {snowglobe.url}
  build/snowglobe journal --limit 20
  build/snowglobe clock advance 60s
Stop it with: kill {snowglobe.process.pid}""")


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/demo", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", action="store_true", help="leave it running, and print how to look at it")
    parser.add_argument(
        "--fixture", type=pathlib.Path, default=ROOT / "fixtures" / "storage-first-circuit-breaker",
        help="the folder of the flow (deploy.py and its definitions)",
    )
    parser.add_argument("--test", action="store_true",
                        help="test that the demo passes, and that it notices a broken flow")
    options = parser.parse_args()
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    data = pathlib.Path(tempfile.mkdtemp(prefix="snowglobe-demo-"))
    snowglobe = Snowglobe(data)
    snowglobe.start()
    try:
        print(f"snowglobe serves {snowglobe.url}; creating the flow ...", flush=True)
        flow = Flow(snowglobe, options.fixture)
        is_good = tell(snowglobe, flow)
        if options.keep:
            print_how_to_look(snowglobe, flow, data)
    finally:
        if not options.keep:
            snowglobe.stop()
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
