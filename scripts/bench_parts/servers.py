"""Servers on loopback, one call to them, and load on them by wrk."""

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "build" / "snowglobe"
BENCH = ROOT / "build" / "tests" / "bench"
START_SECONDS_MAX = 60

DYNAMODB = "DynamoDB_20120810."
SQS = "AmazonSQS."
EVENTS = "AWSEvents."


def scope_of(target):
    return {DYNAMODB: "dynamodb", SQS: "sqs", EVENTS: "events"}[target[:target.index(".") + 1]]


def headers_of(target):
    scope = scope_of(target)
    return {
        "X-Amz-Target": target,
        "X-Amz-Date": "20260101T000000Z",
        "Content-Type": "application/x-amz-json-1.0",
        "Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{scope}/aws4_request, "
                         "SignedHeaders=host;x-amz-date, Signature=0",
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def snowglobe(port, data=None):
    command = [PROGRAM, "serve", "--port", str(port), "--log-level", "warn"]
    return command + (["--data", data] if data else [])


def answers(port):
    """Whether something at the port answers HTTP, be it an error."""
    request = b"GET /_snowglobe/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(request)
            return bool(connection.recv(100))
    except OSError:
        return False


class Server:
    """A process that answers at a port; `start_ms` is how long after exec it first did."""

    def __init__(self, command, port):
        self.port = port
        start = time.perf_counter()
        self.process = subprocess.Popen([str(word) for word in command], cwd=ROOT,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        while not answers(port):
            if self.process.poll() is not None or time.perf_counter() - start > START_SECONDS_MAX:
                self.stop()
                raise RuntimeError(f"{pathlib.Path(str(command[0])).name} did not start")
        self.start_ms = (time.perf_counter() - start) * 1000

    def memory_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def running(command, port):
    server = Server(command, port)
    try:
        yield server
    finally:
        server.stop()


def call(port, target, body):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", json.dumps(body).encode(),
                                     headers_of(target))
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.loads(reply.read() or b"{}")
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{target}: {error.code} {error.read()[:300]!r}") from error


# @N@ in a body is another number in each request, @ANY@ one drawn from those below `any_below`;
# @RECEIPT@ is the receipt of a message that was
# received and not yet deleted: while there is one, the second body is sent, else the first.
WRK_SCRIPT = """
local bodies, targets, headers = {{ {bodies} }}, {{ {targets} }}, {{ {headers} }}
local receipts, number = {{}}, 0
deleted = 0
function request()
  number = number + 1
  local receipt = table.remove(receipts)
  local which = receipt and 2 or 1
  headers["X-Amz-Target"] = targets[which]
  local body = bodies[which]
  if {is_numbered} then body = body:gsub("@N@", number) end
  if {any_below} > 0 then body = body:gsub("@ANY@", math.random(0, {any_below} - 1)) end
  if receipt then
    deleted = deleted + 1
    body = body:gsub("@RECEIPT@", function() return receipt end)
  end
  return wrk.format("POST", "/", headers, body)
end
{response}
local threads = {{}}
function setup(thread) table.insert(threads, thread) end
function done(summary)
  print("Deleted: " .. threads[1]:get("deleted") .. " in " .. summary.duration)
end
"""

WRK_RESPONSE = """
function response(status, headers, body)
  local receipt = body:match('"ReceiptHandle"%s*:%s*"([^"]+)"')
  if receipt then receipts[#receipts + 1] = receipt end
end
"""


def wrk(port, calls, seconds, any_below=0):
    """Requests a second at 8 connections; with a pair of calls, pairs a second."""
    bodies = [json.dumps(body) for _, body in calls]
    headers = headers_of(calls[0][0])
    script_text = WRK_SCRIPT.format(
        bodies=", ".join(f"[==[{body}]==]" for body in bodies),
        targets=", ".join(f'"{target}"' for target, _ in calls),
        headers=", ".join(f'["{name}"] = "{value}"' for name, value in headers.items()),
        is_numbered="true" if "@N@" in bodies[0] else "false",
        any_below=any_below,
        response=WRK_RESPONSE if len(calls) > 1 else "")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(script_text)
        script.flush()
        command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--timeout", "10s", "-s", script.name,
                   f"http://127.0.0.1:{port}/"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{calls[0][0]} failed under load:\n{text}")
    if len(calls) > 1:
        deleted, microseconds = re.search(r"Deleted: (\d+) in (\d+)", text).groups()
        return int(deleted) / (int(microseconds) / 1e6)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
