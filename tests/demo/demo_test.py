#!/usr/bin/python3
"""The demo must pass on its fixture, and must notice when the fixture is broken.

A demo that always prints a good verdict would show nothing. Needs build/snowglobe and python3-boto3.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "fixtures" / "storage-first-circuit-breaker"


def run_demo(fixture):
    command = ["/usr/bin/python3", str(ROOT / "scripts" / "demo.py"), "--fixture", str(fixture)]
    return subprocess.run(command, capture_output=True, text=True)


def broken(folder, change):
    """A copy of the fixture with its breaker changed."""
    copy = pathlib.Path(folder) / "fixture"
    shutil.copytree(FIXTURE, copy)
    path = copy / "breaker.asl.json"
    definition = json.loads(path.read_text())
    change(definition["States"])
    path.write_text(json.dumps(definition))
    return copy


def without_idempotency(states):
    del states["Charge"]["Parameters"]["ConditionExpression"]


def without_breaker(states):
    states["IsOpen"]["Default"] = "Work"


CASES = [
    ("the demo passes", None, 0, "VERDICT: all 500 orders charged exactly once"),
    ("without idempotency an order is charged twice", without_idempotency, 1, "charged more than once"),
    ("without the breaker calls reach the downstream", without_breaker, 1, "let calls through"),
]


def main():
    failed = 0
    for name, change, wanted_exit, wanted_text in CASES:
        with tempfile.TemporaryDirectory() as folder:
            run = run_demo(FIXTURE if change is None else broken(folder, change))
        is_good = run.returncode == wanted_exit and wanted_text in run.stdout
        print(("ok: " if is_good else "FAILED: ") + name, flush=True)
        if not is_good:
            failed += 1
            print(f"  exit {run.returncode}, wanted {wanted_exit} and the text: {wanted_text}")
            print(run.stdout[-3000:] + run.stderr[-3000:])
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
