#!/usr/bin/env python3
"""Many clients at once, long polls among them, and a graceful stop: for a sanitizer's program.

The program's exit code and its error output decide: ThreadSanitizer and AddressSanitizer end a
program that has a finding with a code other than 0.
"""
import argparse
import http.client
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "sdk"))
from load import Client, Refused, create_resources  # noqa: E402
from snowglobe import DataDirectory, Snowglobe  # noqa: E402

CLIENTS = 12
POLLERS = 12


class Load:
    def __init__(self, snowglobe, machine, url, requests):
        self.snowglobe, self.machine, self.url = snowglobe, machine, url
        self.requests = requests
        self.wrong, self.received = [], []

    def guard(self, function, *arguments):
        """A thread that ends with an exception is a finding."""
        try:
            function(*arguments)
        except Exception as error:  # noqa: BLE001
            self.wrong.append(f"{function.__name__}: {error!r}")

    def write(self, number):
        client = Client(self.snowglobe.port)
        for i in range(self.requests):
            name = f"{number}-{i}"
            client.call("sqs", "SendMessage", QueueUrl=self.url, MessageBody=name)
            client.call("dynamodb", "PutItem", TableName="items", Item={"id": {"S": name}})
            client.call("dynamodb", "GetItem", TableName="items", Key={"id": {"S": name}})
            if i % 4 == 0:
                client.call("states", "StartExecution", name=name, stateMachineArn=self.machine)
            if i % 8 == 0:
                self.snowglobe.control("GET", "/journal")
            if i % 16 == 0:
                client.close()  # the next request opens a new connection

    def poll(self):
        """Takes messages until the last one is taken."""
        client = Client(self.snowglobe.port)
        while len(self.received) < CLIENTS * self.requests:
            answer = client.call("sqs", "ReceiveMessage", QueueUrl=self.url, WaitTimeSeconds=1,
                                 MaxNumberOfMessages=10)
            self.received += [message["Body"] for message in answer.get("Messages", [])]

    def move_clock(self):
        for _ in range(self.requests // 4):
            self.snowglobe.advance("1s")
            self.snowglobe.settle()

    def run(self):
        threads = [threading.Thread(target=self.guard, args=(self.write, i))
                   for i in range(CLIENTS)]
        threads += [threading.Thread(target=self.guard, args=(self.poll,)) for _ in range(POLLERS)]
        threads.append(threading.Thread(target=self.guard, args=(self.move_clock,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=300)
        if any(thread.is_alive() for thread in threads):
            self.wrong.append("a client still waits for an answer after five minutes")
        if len(set(self.received)) != CLIENTS * self.requests:
            self.wrong.append(f"{len(set(self.received))} messages of {CLIENTS * self.requests}")


def park(snowglobe, url):
    """Polls that the stop must end."""
    def wait():
        try:
            Client(snowglobe.port).call("sqs", "ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
        except (OSError, http.client.HTTPException, Refused):
            pass
    threads = [threading.Thread(target=wait) for _ in range(POLLERS)]
    for thread in threads:
        thread.start()
    return threads


def run(clock, arguments):
    """What is wrong with one run, as sentences."""
    options = {"program": arguments.program} if arguments.program else {}
    with DataDirectory() as data:
        snowglobe = Snowglobe(data=data, clock=clock, **options).start()
        client = Client(snowglobe.port)
        machine = create_resources(client)
        url = client.call("sqs", "CreateQueue", QueueName="load",
                          Attributes={"VisibilityTimeout": "43200"})["QueueUrl"]
        load = Load(snowglobe, machine, url, arguments.requests)
        if clock == "real":
            load.move_clock = snowglobe.settle
        load.run()
        parked = park(snowglobe, url)
        client.call("sqs", "ListQueues")
        code = snowglobe.stop()
        for thread in parked:
            thread.join(timeout=30)
        errors = snowglobe.errors()
        if code:
            load.wrong.append(f"the program ended with {code}")
        if code or "Sanitizer" in errors:
            load.wrong.append(errors[:5000])
        return load.wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", help="default: build/snowglobe")
    parser.add_argument("--requests", type=int, default=40, help="rounds of each client")
    arguments = parser.parse_args()
    failed = 0
    for clock in ("manual", "real"):
        wrong = run(clock, arguments)
        failed += bool(wrong)
        print(f"{clock} clock, {CLIENTS} clients, {POLLERS} polls: {'WRONG' if wrong else 'good'}")
        for sentence in wrong:
            print(f"  {sentence}")
    print(f"{2 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
