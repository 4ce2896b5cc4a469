"""Start-up, idle memory and size of the program."""

import os
import statistics
import subprocess
import time

from .figures import Figure, table
from .servers import PROGRAM, SQS, call, free_port, running, snowglobe


def first_answer_ms():
    port = free_port()
    with running(snowglobe(port), port) as server:
        return server.start_ms


def python_ms():
    start = time.perf_counter()
    subprocess.run(["/usr/bin/python3", "-c", "pass"], check=True)
    return (time.perf_counter() - start) * 1000


def idle_memory_mb():
    port = free_port()
    with running(snowglobe(port), port) as server:
        call(port, SQS + "ListQueues", {})
        return server.memory_mb()


def measure(options):
    ours = statistics.median(first_answer_ms() for _ in range(options.starts))
    python = statistics.median(python_ms() for _ in range(options.starts))
    figures = [
        Figure("program", "first answer after exec (target: `python3 -c pass`)", ours, "ms", python,
               is_ceiling=True),
        Figure("program", "idle memory", idle_memory_mb(), "MB", 15.0, is_ceiling=True),
        Figure("program", "size of build/snowglobe", os.path.getsize(PROGRAM) / 1e6, "MB"),
    ]
    table("The program", figures)
    return figures
