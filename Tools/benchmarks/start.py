"""Start-up: `hactl --version`."""

import statistics

from . import lab, table


def measure():
    """Median of twenty, after one to warm up."""
    lab.note("start-up …")
    runs = [lab.succeeded(lab.measured([lab.HACTL, "--version"]), "hactl --version") for _ in range(21)][1:]
    walls = [run.wall * 1000 for run in runs]
    rows = [table.row("hactl --version", table.spread(walls, digits=1), "< 15 ms", statistics.median(walls) < 15)]
    return rows, {"wall_ms": walls, "memory_mb": [run.memory for run in runs]}
