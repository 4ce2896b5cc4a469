"""Speed as ratios: each figure beside a yardstick that ran in the same run on the same machine.

parts:
  program  start-up, idle memory and size
  load     requests over loopback, against a null handler of the same HTTP library (wrk, 8
           connections, measured before and after; the mean counts)
  flow     executions of a workflow in process, against bare SQLite writing the same rows
  bare     calls in process, against bare SQLite doing the same rows in the same transactions, with
           1,000 and with 1,000,000 items or messages
  growth   the same calls with 1,000 and with 1,000,000 items or messages, in process and over HTTP
  peers    other emulators under the same client; --peers installs them

Without --only all parts but peers run: about five minutes on a quiet machine, which it needs.
What misses its target is marked; the exit code does not depend on it. docs/performance.md says
what the figures mean.
"""

import argparse
import json
import os
import pathlib
import platform
import sys
import tempfile

from bench_parts import cases, load, peers, process, program
from bench_parts.figures import Figure


def measure_growth(options):
    return process.measure_growth(options) + load.measure_growth(options)


PARTS = {"program": program.measure, "load": load.measure, "flow": process.measure_flow,
         "bare": process.measure_bare, "growth": measure_growth, "peers": peers.measure}

QUICK = {"seconds": 1, "starts": 1, "executions": 40, "rounds": 1, "calls": 20, "small": 100,
         "large": 1000}


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in text.splitlines()
                  if line.startswith("model name")), platform.machine())
    return {"processors": os.cpu_count(), "model": model, "load": os.getloadavg()[0]}


def expected():
    """Part and name of each figure that a run without peers has."""
    names = {("program", figure) for figure in
             ("first answer after exec (target: `python3 -c pass`)", "idle memory",
              "size of build/snowglobe")}
    for world in load.TARGETS:
        names |= {("load", name) for name in load.case_names(world)}
    names.add(("flow", "breaker executions"))
    with_rows = [name for name in process.ORDER if name not in process.WITHOUT_ROWS]
    names |= {("bare", name) for name in with_rows}
    names |= {("bare", f"{name}: share") for name in with_rows}
    names |= {("growth", name) for name in process.ORDER}
    names |= {("growth", f"{name} over HTTP") for name in cases.calls_on_any()}
    names |= {("peers", f"Snowglobe: {name}") for name in
              (*peers.CASES, "start-up", "idle memory")}
    return names


def test(options):
    """Asserts that each figure is there and is one, never how large it is."""
    peers.FOLDER = pathlib.Path("/nonexistent")
    with tempfile.TemporaryDirectory() as folder:
        options.json = f"{folder}/figures.json"
        run(options, list(PARTS))
        figures = json.loads(pathlib.Path(options.json).read_text())["figures"]
    good = {(figure["part"], figure["name"]) for figure in figures if figure["reached"] > 0}
    for part, name in sorted(expected() - good):
        print(f"no figure: {part}: {name}")
    print(f"{len(expected() & good)} passed, {len(expected() - good)} failed")
    return 1 if expected() - good else 0


def run(options, parts):
    about = machine()
    print(f"{about['processors']} processors, {about['model']}, load {about['load']:.1f}")
    if about["load"] > 0.5:
        print("The machine is not quiet: ratios are less disturbed than times, but they are.")
    figures: list[Figure] = []
    for part in parts:
        figures += PARTS[part](options)
    missed = [figure for figure in figures if figure.is_missed]
    with_target = sum(figure.target is not None for figure in figures)
    if with_target:
        print(f"\n{with_target - len(missed)} of {with_target} targets reached")
    for figure in missed:
        print(f"missed: {figure.part}: {figure.name}")
    if options.json:
        text = json.dumps({"machine": about, "figures": [f.as_json() for f in figures]}, indent=1)
        pathlib.Path(options.json).write_text(text + "\n")


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, action="append", metavar="PART",
                        help="this part (may be given more than once)")
    parser.add_argument("--peers", action="store_true",
                        help="the peers as well; those that are missing are installed into "
                             "build/peers (pip, npm, mvn)")
    parser.add_argument("--dynamodb-local", metavar="FOLDER",
                        help="where DynamoDBLocal.jar and DynamoDBLocal_lib are")
    parser.add_argument("--quick", action="store_true",
                        help="small and short: shows that all works, its figures mean little")
    parser.add_argument("--json", metavar="FILE", help="writes the figures there as well")
    parser.add_argument("--test", action="store_true",
                        help="a quick run that fails when a figure is missing")
    parser.add_argument("--seconds", type=int, default=5, help="of load for each figure (5)")
    parser.add_argument("--large", type=int, default=1_000_000,
                        help="items and messages of the large size (1,000,000)")
    options = parser.parse_args()
    options.small, options.starts, options.executions = 1000, 15, 4000
    options.rounds, options.calls = 40, 50
    if options.quick or options.test:
        for name, value in QUICK.items():
            setattr(options, name, value)
    if options.test:
        return test(options)
    parts = options.only or [part for part in PARTS if part != "peers"]
    if options.peers and "peers" not in parts:
        parts.append("peers")
    run(options, parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
