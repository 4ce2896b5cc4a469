"""Other local emulators in the same run, under the same client."""

import json
import pathlib
import re
import shutil
import statistics
import subprocess

from . import cases
from .figures import Figure
from .servers import PROGRAM, ROOT, Server, free_port, snowglobe, wrk

FOLDER = ROOT / "build" / "peers"
DYNAMODB_CASES = ["PutItem", "GetItem", "Query of 10"]
SQS_CASES = ["SendMessage", "Receive+Delete"]
CASES = DYNAMODB_CASES + SQS_CASES


class Missing(Exception):
    """Why a peer cannot be run here."""


class Peer:
    """How one emulator is found and started. `cases` are those that it knows."""

    def __init__(self, name, known, find):
        self.name, self.cases, self.find = name, known, find


def version_of(*command):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                            check=True)
    return re.search(r"\d+(\.\d+)+", result.stdout + result.stderr)[0]


def need(path):
    if not path.exists():
        raise Missing("not installed: scripts/bench --peers installs it")
    return path


def need_java():
    if shutil.which("java") is None:
        raise Missing("no Java runtime here")
    return version_of("java", "-version")


def find_snowglobe(_):
    return f"Snowglobe {version_of(PROGRAM, 'version')}", snowglobe


def find_moto(_):
    program = need(FOLDER / "moto" / "bin" / "moto_server")
    python = FOLDER / "moto" / "bin" / "python3"
    moto = version_of(python, "-c",
                      "from importlib.metadata import version; print(version('moto'))")
    return (f"moto {moto}, Python {version_of(python, '--version')}",
            lambda port: [program, "-H", "127.0.0.1", "-p", port])


def find_dynalite(_):
    package = need(FOLDER / "dynalite" / "node_modules" / "dynalite")
    version = json.loads((package / "package.json").read_text())["version"]
    return (f"dynalite {version}, Node.js {version_of('node', '--version')}",
            lambda port: ["node", package / "cli.js", "--host", "127.0.0.1", "--port", port,
                          "--createTableMs", 0, "--deleteTableMs", 0, "--updateTableMs", 0])


def find_elasticmq(_):
    java = need_java()
    folder = need(FOLDER / "elasticmq")
    jars = sorted(folder.glob("elasticmq-server_*.jar"))
    version = re.search(r"-(\d+(\.\d+)+)\.jar$", jars[0].name)[1]
    return (f"ElasticMQ {version}, Java {java}",
            lambda port: ["java", "-Drest-sqs.bind-hostname=127.0.0.1",
                          f"-Drest-sqs.bind-port={port}", "-Dnode-address.host=127.0.0.1",
                          f"-Dnode-address.port={port}", "-Drest-stats.enabled=false",
                          "-cp", f"{folder}/*", "org.elasticmq.server.Main"])


def find_dynamodb_local(options):
    java = need_java()
    if options.dynamodb_local is None:
        raise Missing("its licence is its vendor's: fetch it and name its folder, --dynamodb-local")
    folder = pathlib.Path(options.dynamodb_local).resolve()
    jar = need(folder / "DynamoDBLocal.jar")
    version = version_of("java", "-jar", jar, "-version")
    return (f"DynamoDB Local {version}, Java {java}",
            lambda port: ["java", f"-Djava.library.path={folder}/DynamoDBLocal_lib", "-jar", jar,
                          "-inMemory", "-port", port])


PEERS = [
    Peer("Snowglobe", CASES, find_snowglobe),
    Peer("moto", CASES, find_moto),
    Peer("dynalite", DYNAMODB_CASES, find_dynalite),
    Peer("DynamoDB Local", DYNAMODB_CASES, find_dynamodb_local),
    Peer("ElasticMQ", SQS_CASES, find_elasticmq),
]


def start_and_idle(command, starts):
    """(median ms from exec to the first answer, MB after it)"""
    times, memory = [], []
    for _ in range(starts):
        port = free_port()
        server = Server(command(port), port)
        times.append(server.start_ms)
        memory.append(server.memory_mb())
        server.stop()
    return statistics.median(times), statistics.median(memory)


def rates_of(peer, command, seconds):
    """Each case runs for a while before it is measured: some compile while they run."""
    rates = {}

    def rate(calls):
        wrk(port, calls, max(seconds // 2, 1))
        return wrk(port, calls, seconds)

    port = free_port()
    server = Server(command(port), port)
    try:
        if "GetItem" in peer.cases:
            cases.make_tables(port)
            rates["GetItem"] = rate(cases.get_item())
            rates["Query of 10"] = rate(cases.query())
            rates["PutItem"] = rate(cases.put_item())
        if "SendMessage" in peer.cases:
            url = cases.make_queue(port, "load")
            rates["SendMessage"] = rate(cases.send_message(url))
            rates["Receive+Delete"] = wrk(port, cases.receive_and_delete(url), seconds)
    finally:
        server.stop()
    return rates


WIDTHS = [32, *(max(len(case), 7) for case in CASES), 8, 6]


def print_row(cells):
    first, *rest = cells
    cells = [first.ljust(WIDTHS[0])] + [cell.rjust(w) for cell, w in zip(rest, WIDTHS[1:])]
    print("  ".join(cells).rstrip(), flush=True)


def measure(options):
    print("\nOther emulators, requests/s (wrk, 8 connections; Receive+Delete: pairs/s)")
    print_row(["", *CASES, "start-up", "idle"])
    figures = []
    for peer in PEERS:
        try:
            title, command = peer.find(options)
            start_ms, idle_mb = start_and_idle(command, min(options.starts, 3))
            rates = rates_of(peer, command, options.seconds)
        except Missing as why:
            print(f"{peer.name.ljust(WIDTHS[0])}  skipped: {why}")
            continue
        except RuntimeError as why:
            print(f"{peer.name.ljust(WIDTHS[0])}  failed: {why}")
            continue
        print_row([title, *(f"{rates[case]:,.0f}" if case in rates else "-" for case in CASES),
                   f"{start_ms:,.0f} ms", f"{idle_mb:,.0f} MB"])
        figures += [Figure("peers", f"{peer.name}: {case}", rates[case], "/s",
                           details={"version": title}) for case in CASES if case in rates]
        figures += [Figure("peers", f"{peer.name}: start-up", start_ms, "ms",
                           details={"version": title}),
                    Figure("peers", f"{peer.name}: idle memory", idle_mb, "MB",
                           details={"version": title})]
    return figures
