"""Requests a second over loopback, as a share of what a null handler of the same library does."""

import shutil
import tempfile

from . import cases
from .figures import Figure, table
from .servers import BENCH, free_port, running, snowglobe, wrk

TARGETS = {"memory": 0.50, "disk": 0.30}


def null_rate(seconds):
    port = free_port()
    with running([BENCH / "bench_null", port], port):
        return wrk(port, cases.get_item(), seconds)


def prepare(port, name):
    """Makes what the case needs; returns its calls."""
    if name == "SendMessage":
        return cases.send_message(cases.make_queue(port, "load"))
    if name == "PutEvents, one rule":
        cases.make_rule(port)
        return cases.put_events()
    cases.make_tables(port)
    return {"GetItem": cases.get_item, "PutItem": cases.put_item, "Query of 10": cases.query,
            "UpdateItem": cases.update_item}[name]()


def case_names(world):
    names = ["GetItem", "UpdateItem", "SendMessage", "PutEvents, one rule"]
    return names + (["PutItem", "Query of 10"] if world == "memory" else [])


def measure(options):
    rates = []
    before = null_rate(options.seconds)
    data = tempfile.mkdtemp(prefix="snowglobe-bench-")
    try:
        for world in TARGETS:
            for index, name in enumerate(case_names(world)):
                port = free_port()
                folder = f"{data}/{index}" if world == "disk" else None
                with running(snowglobe(port, folder), port):
                    rates.append((name, world, wrk(port, prepare(port, name), options.seconds)))
    finally:
        shutil.rmtree(data)
    after = null_rate(options.seconds)
    null = (before + after) / 2
    figures = [Figure("load", name, rate / null, "ratio", TARGETS[world],
                      details={"world": world, "requests/s": rate})
               for name, world, rate in rates]
    table(f"Share of a null handler's {before:,.0f} and {after:,.0f} requests/s "
          "(wrk, 8 connections)", figures)
    return figures


def measure_growth(options):
    """The same requests on a table of few and of many items."""
    rates = {}
    for size in (options.small, options.large):
        port = free_port()
        with running(snowglobe(port), port):
            cases.make_tables(port)
            cases.fill_items(port, size)
            for name, calls in cases.calls_on_any().items():
                rates.setdefault(name, []).append(
                    wrk(port, calls, options.seconds, any_below=size // cases.BATCH))
    figures = [Figure("growth", f"{name} over HTTP", few / many, "factor", 2.0, is_ceiling=True,
                      details={f"requests/s at {options.small:,}": few,
                               f"at {options.large:,}": many})
               for name, (few, many) in rates.items()]
    table("The same requests with few and with many items, over loopback", figures)
    return figures
