"""A client of bare sockets, for requests that no HTTP library would send."""
import json
import socket

PREFIX = {"sqs": "AmazonSQS", "dynamodb": "DynamoDB_20120810", "states": "AWSStepFunctions",
          "events": "AWSEvents"}
FORM = "application/x-www-form-urlencoded"


class Closed(Exception):
    """The server ended the connection before the reply was whole."""


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def code(self):
        """The error's code, without its namespace, whatever protocol it came in."""
        try:
            answer = self.json()
        except ValueError:
            text = self.body.decode(errors="replace")
            return text.partition("<Code>")[2].partition("</Code>")[0]
        kind = answer.get("__type") or answer.get("code") or self.headers.get("x-amzn-errortype")
        return (kind or "").rpartition("#")[2]

    def __repr__(self):
        return f"{self.status} {self.body[:200]!r}"


class Raw:
    """One connection. Bytes go as they are; replies are read one by one."""

    def __init__(self, port, timeout=60):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)
        return self

    def send_while_taken(self, data):
        """The server may have closed; then it is silent about the rest."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return self

    def end_writing(self):
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def _more(self):
        try:
            data = self.socket.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if not data:
            raise Closed()
        self.rest += data

    def reply(self, has_body=True):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip()
                   for name, _, value in (line.partition(":") for line in lines)}
        size = int(headers.get("content-length", 0)) if has_body else 0
        while len(self.rest) < size:
            self._more()
        body, self.rest = self.rest[:size], self.rest[size:]
        return Reply(int(first.split()[1]), headers, body)

    def reply_or_end(self):
        """The reply; None when the connection was ended without one."""
        try:
            return self.reply()
        except Closed:
            return None

    def waits_for_end(self):
        """Reads until the server closes."""
        try:
            while True:
                self._more()
        except Closed:
            return self


def head(method="POST", target="/", headers=(), length=None):
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost:4566"]
    lines += [f"{name}: {value}" for name, value in dict(headers).items()]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def call(service, operation, body=b"{}", headers=()):
    """The bytes of a call in AWS JSON; the body as a value or as bytes."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    all_headers = {"X-Amz-Target": f"{PREFIX[service]}.{operation}",
                   "Content-Type": "application/x-amz-json-1.0", **dict(headers)}
    return head(headers=all_headers, length=len(body)) + body


def form(body, target="/"):
    return head(target=target, headers={"Content-Type": FORM}, length=len(body)) + body


def ask(port, data, timeout=60):
    """One request on a connection of its own."""
    with Raw(port, timeout) as raw:
        return raw.send_while_taken(data).reply()
