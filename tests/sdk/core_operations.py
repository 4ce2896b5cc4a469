#!/usr/bin/env python3
"""Tells which of the core operations a client's tests called, from what journals saw.

check FILE     fails when the run that wrote FILE lacks an operation of core_operations.txt
table FOLDER   prints the operations by client, from FOLDER/CLIENT.txt

Each line of a FILE is "service operation" for a call of a client that succeeded: every Snowglobe
of a test run adds its journal to the file that SNOWGLOBE_OPERATIONS_SEEN names.
"""
import collections
import pathlib
import sys

LIST = pathlib.Path(__file__).with_name("core_operations.txt")


def core_operations():
    lines = [line.strip() for line in LIST.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def calls_in(file):
    """How often each operation was called."""
    return collections.Counter(file.read_text().split("\n") if file.exists() else [])


def check(file):
    calls = calls_in(file)
    missing = [operation for operation in core_operations() if not calls[operation]]
    for operation in missing:
        print(f"not called with success: {operation}")
    print(f"{len(core_operations()) - len(missing)} of {len(core_operations())} core operations"
          " were called with success")
    return not missing


def table(folder):
    clients = {file.stem: calls_in(file) for file in sorted(folder.glob("*.txt"))}
    print(f"{'operation':<40}" + "".join(f"{client:>12}" for client in clients))
    for operation in core_operations():
        print(f"{operation:<40}" + "".join(f"{calls[operation]:>12}" for calls in clients.values()))
    return True


def main():
    commands = {"check": check, "table": table}
    if len(sys.argv) != 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(not commands[sys.argv[1]](pathlib.Path(sys.argv[2])))


if __name__ == "__main__":
    main()
