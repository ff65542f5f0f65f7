"""`hactl plan` on five hosts, with TLS and SSH."""

import statistics

from . import lab, table


def measure():
    """Ten plans on each flavour."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        lab.note(f"plan on 5 hosts, {flavour} …")
        five = lab.Lab(f"plan-{flavour}", flavour, 5)
        runs = [lab.succeeded(five.hactl("plan", "switchover", "--to", "db2"), "hactl plan") for _ in range(11)][1:]
        five.down()
        walls = [run.wall * 1000 for run in runs]
        figures[flavour] = {"wall_ms": walls, "cpu_ms": [run.cpu * 1000 for run in runs], "memory_mb": [run.memory for run in runs]}
        rows.append(table.row(f"hactl plan, 5 hosts, {flavour}", table.spread(walls), "< 500 ms", statistics.median(walls) < 500))
        rows.append(table.row("  its CPU", table.spread(figures[flavour]["cpu_ms"])))
    return rows, figures
