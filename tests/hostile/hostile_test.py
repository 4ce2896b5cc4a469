#!/usr/bin/env python3
"""Sends Snowglobe what no honest client sends, and looks whether it still stands.

After each case the next request must be answered, and the process must not have grown beyond
--memory-max-mb, nor by half of that in one case. (The C library keeps much of what is freed, in an
arena for every few threads, so that some growth is no leak.) Everything stays on the loopback
interface.
"""
import argparse
import os
import pathlib
import resource
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "sdk"))
import crowd_cases  # noqa: E402
import service_cases  # noqa: E402
import wire_cases  # noqa: E402
from raw import ask, call  # noqa: E402
from snowglobe import Snowglobe  # noqa: E402


def resident_mb(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def run(name, case, snowglobe, memory_max_mb):
    """Why the case failed; None when it did not."""
    started = time.monotonic()
    before = resident_mb(snowglobe.process)
    try:
        case(snowglobe.port)
        if ask(snowglobe.port, call("sqs", "ListQueues")).status != 200:
            raise AssertionError("the next request is refused")
        resident = resident_mb(snowglobe.process)
        if resident > memory_max_mb:
            raise AssertionError(f"{resident:.0f} MB resident, more than {memory_max_mb}")
        if resident - before > memory_max_mb / 2:
            raise AssertionError(f"{resident - before:.0f} MB more than before the case")
        print(f"ok    {name} ({time.monotonic() - started:.1f} s, {resident:.0f} MB)", flush=True)
        return None
    except Exception as error:  # a test fails in any way it likes
        print(f"WRONG {name} ({time.monotonic() - started:.1f} s): {error!r}"[:600], flush=True)
        trace = traceback.extract_tb(error.__traceback__)
        print("".join(f"  {frame.filename}:{frame.lineno} {frame.line}\n" for frame in trace),
              flush=True)
        return str(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.environ.get("SNOWGLOBE_PROGRAM"))
    parser.add_argument("--memory-max-mb", type=int, default=512)
    parser.add_argument("cases", nargs="*", help="a part of a case's name; all when none is given")
    arguments = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    options = {"program": arguments.program} if arguments.program else {}
    cases = [case for module in (wire_cases, service_cases, crowd_cases) for case in module.CASES]

    def is_wanted(case):
        return not arguments.cases or any(part in case.__name__ for part in arguments.cases)

    passed = failed = 0
    snowglobe = Snowglobe(**options).start()
    try:
        print(f"hostile: {resident_mb(snowglobe.process):.0f} MB resident at the start")
        for case in filter(is_wanted, cases):
            wrong = run(case.__name__, case, snowglobe, arguments.memory_max_mb)
            passed, failed = passed + (wrong is None), failed + (wrong is not None)
            if snowglobe.process.poll() is not None:
                print(f"  the program ended: {snowglobe.process.returncode}\n"
                      f"{snowglobe.errors()[-3000:]}")
                snowglobe.start()
        if is_wanted(crowd_cases.LAST):
            started = time.monotonic()
            try:
                crowd_cases.LAST(snowglobe)
                passed += 1
                print(f"ok    {crowd_cases.LAST.__name__} ({time.monotonic() - started:.1f} s)")
            except Exception as error:  # as above
                failed += 1
                print(f"WRONG {crowd_cases.LAST.__name__}: {error!r}"[:600])
    finally:
        if snowglobe.process.poll() is None:
            snowglobe.stop()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
