"""`hactl apply reconcile` on five hosts where everything is in order: what cron asks each minute."""

import os
import statistics

from . import lab, table

READERS = "    readers: {vips: [10.77.0.61/24, 10.77.0.62/24, 10.77.0.63/24]}\n    replication:"


def measure():
    """Ten quiet runs on each flavour, after one that puts the addresses in their places."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        lab.note(f"reconcile on 5 hosts, {flavour} …")
        five = lab.Lab(f"calm-{flavour}", flavour, 5)
        with open(five.path("inventory.yaml")) as file:
            text = file.read().replace("    replication:", READERS)
        inventory = os.path.join(lab.WORK.name, f"readers-{flavour}.yaml")
        with open(inventory, "w") as file:
            file.write(text)
        reconcile = [lab.succeeded(five.hactl("apply", "reconcile", "--yes", inventory=inventory), "hactl apply reconcile") for _ in range(11)]
        runs = reconcile[1:]
        five.down()
        walls = [run.wall * 1000 for run in runs]
        figures[flavour] = {"wall_ms": walls, "cpu_ms": [run.cpu * 1000 for run in runs], "memory_mb": [run.memory for run in runs]}
        rows.append(table.row(f"nothing to do, 5 hosts, {flavour}", table.spread(walls), "< 300 ms", statistics.median(walls) < 300))
        rows.append(table.row("  its CPU", table.spread(figures[flavour]["cpu_ms"])))
    return rows, figures
