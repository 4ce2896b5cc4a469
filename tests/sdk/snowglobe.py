"""Starts a Snowglobe for tests and drives its control API. Needs nothing but Python."""
import http.client
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("SNOWGLOBE_PROGRAM", str(TOP / "build/snowglobe"))
START_SECONDS_MAX = float(os.environ.get("SNOWGLOBE_START_SECONDS_MAX", "30"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Snowglobe:
    """One process of the program, on a free port. Used as a context, or with start() and stop()."""

    def __init__(self, data=None, clock="manual", seed=1, program=PROGRAM, options=()):
        self.data = data  # a directory, or None for a world in memory
        self.clock = clock
        self.seed = seed
        self.program = program
        self.options = list(options)
        self.port = free_port()
        self.process = None
        self.log = None

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        """Returns when the program says that it listens."""
        command = [self.program, "serve", "--port", str(self.port), "--clock", self.clock,
                   "--seed", str(self.seed), "--log-level", "warn", *self.options]
        if self.data is not None:
            command += ["--data", str(self.data)]
        if self.log is None:
            self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log)
        seen = b""
        while b"Ready." not in seen:
            ready, _, _ = select.select([self.process.stdout], [], [], START_SECONDS_MAX)
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not chunk:
                self.process.kill()
                raise RuntimeError(f"not ready: {command}: {seen!r} {self.errors()}")
            seen += chunk
        return self

    def errors(self):
        """What the program wrote to its error output so far."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def stop(self):
        """A graceful stop; returns the exit code."""
        self._record_operations()
        return self._end(signal.SIGTERM)

    def kill(self):
        """kill -9: as a crash is."""
        return self._end(signal.SIGKILL)

    def _record_operations(self):
        """Adds what clients called with success to the file that core_operations.py reads."""
        file = os.environ.get("SNOWGLOBE_OPERATIONS_SEEN")
        if file is None or self.process.poll() is not None:
            return
        entries = self.control("GET", "/journal?limit=100000")["entries"]
        with open(file, "a", encoding="utf-8") as seen:
            seen.writelines(f"{entry['service']} {entry['operation']}\n" for entry in entries
                            if entry["caller"] == "client" and "error" not in entry)

    def _end(self, signal_number):
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        return code

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        self.log.close()

    def request(self, method, path, body=None, headers=None):
        """One HTTP request: (status, headers, body as bytes)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def control(self, method, path, body=None):
        """A call of the control API: its answer as a value. Raises when it is refused."""
        text = None if body is None else json.dumps(body)
        status, _, answer = self.request(method, "/_snowglobe" + path, text,
                                         {"Content-Type": "application/json"})
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer!r}")
        return json.loads(answer) if answer.strip() else None

    def advance(self, duration):
        """Moves the manual clock on, as "30s" or "5m"; returns when all is quiet."""
        return self.control("POST", "/clock/advance", {"duration": duration})

    def settle(self):
        """Returns when nothing is pending at the present moment."""
        return self.control("POST", "/clock/settle", {})


class DataDirectory:
    """A directory that is gone afterwards."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="snowglobe-test-")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
