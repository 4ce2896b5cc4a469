"""Worlds in process: against bare SQLite, and with little and much data in them."""

import json
import subprocess

from .figures import Figure, table
from .servers import BENCH

BARE_TARGET = 0.40
BARE_TARGETS = {"BatchWriteItem of 25", "TransactWriteItems of 4", "Query of 10 by GSI",
                "SendMessageBatch of 10", "ReceiveMessage of 10", "DeleteMessageBatch of 10",
                "SendMessageBatch of 10, FIFO", "ReceiveMessage of 10, FIFO",
                "DeleteMessageBatch of 10, FIFO"}
# In the order of the table; what only tells of counts and descriptions has no bare counterpart.
ORDER = ["PutItem", "GetItem", "Query of 10", "BatchWriteItem of 25", "TransactWriteItems of 4",
         "Query of 10 by GSI", "DescribeTable",
         "SendMessage", "SendMessageBatch of 10", "ReceiveMessage of 10",
         "DeleteMessageBatch of 10", "ReceiveMessage, put back", "GetQueueAttributes",
         "SendMessageBatch of 10, FIFO", "ReceiveMessage of 10, FIFO",
         "DeleteMessageBatch of 10, FIFO"]
WITHOUT_ROWS = {"DescribeTable", "GetQueueAttributes"}
# It counts up to 10,001 rows and no further: docs/decisions.md, 17.
MAY_GROW = {"DescribeTable"}


def run(*arguments):
    """The lines of bench_world; what it says of its progress goes to the terminal."""
    output = subprocess.run([BENCH / "bench_world", *map(str, arguments)], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    return sorted(lines, key=lambda line: ORDER.index(line["name"]) if "name" in line else 0)


def measure_flow(options):
    figures = [
        Figure("flow", "breaker executions", line["ratio"], "ratio", 0.30,
               details={"world": line["world"], "ours/s": line["executionsPerSecond"],
                        "bare/s": line["bareSqlitePerSecond"],
                        "rows": line["rowsPerExecution"],
                        "transactions": line["transactionsPerExecution"]})
        for line in run("breaker", options.executions)]
    table("Executions of a workflow against bare SQLite writing the same rows", figures)
    return figures


def shares_by_size(figures, options):
    """Whether the share of what bare SQLite does is about the same with few and with many."""
    shares = {}
    for figure in figures:
        shares.setdefault(figure.name, []).append(figure.reached)
    return [Figure("bare", f"{name}: share", max(of_sizes) / min(of_sizes), "factor", 2.0,
                   is_ceiling=True, details={f"at {size:,}": f"{share:.0%}" for size, share
                                             in zip((options.small, options.large), of_sizes)})
            for name, of_sizes in shares.items()]


def measure_bare(options):
    figures = []
    for size in (options.small, options.large):
        of_size = [
            Figure("bare", line["name"], line["ratio"], "ratio",
                   BARE_TARGET if line["name"] in BARE_TARGETS else None,
                   details={"us": line["microseconds"], "bare us": line["bareMicroseconds"],
                            "rows written": line["rowsWritten"], "read": line["rowsRead"]})
            for line in run("bare", size, options.rounds, options.calls)
            if line["name"] not in WITHOUT_ROWS]
        table("Calls in process against bare SQLite doing the same rows in the same transactions, "
              f"with {size:,} items or messages", of_size)
        for figure in of_size:
            figure.details["size"] = size
        figures += of_size
    shares = shares_by_size(figures, options)
    table("The shares of bare SQLite's rate with few and with many items or messages", shares)
    print(f"Times are of one call in memory, the median of {options.rounds} rounds of "
          f"{options.calls} calls. Bare SQLite writes the rows that\nthe call wrote, the journal's "
          "included, and reads those that it answered with; it looks nothing else up,\n"
          "checks nothing and makes no answer.")
    return figures + shares


def measure_growth(options):
    def figure(line):
        target = None if line["name"] in MAY_GROW else 2.0
        return Figure("growth", line["name"], line["factor"], "factor", target, is_ceiling=True,
                      details={f"us at {line['small']:,}": line["smallMicroseconds"],
                               f"us at {line['large']:,}": line["largeMicroseconds"]})

    lines = run("growth", options.small, options.large, options.rounds, options.calls)
    figures = [figure(line) for line in lines if line["small"] == options.small]
    emptiest = [figure(line) for line in lines if line["small"] != options.small]
    table("The same call with few and with many items or messages, in process", figures)
    table("Receiving from a nearly empty queue and from a full one", emptiest)
    return figures + emptiest
