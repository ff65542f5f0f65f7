"""`hactl check`: of one cluster of five hosts, and of a thousand addresses, next to `xargs -P50 ssh … true` there."""

import json
import os
import statistics

from . import crowd, lab, table

COUNT = int(os.environ.get("CHECKED", "1000"))
SIZE = 5
# A Nagios plugin's codes. All members of the crowd are one server, so no cluster of it can be well.
JUDGED = (0, 1, 2)


def measure():
    """The one cluster on each flavour, then the crowd."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        runs = figures[flavour] = five(flavour)
        rows += judged_five(flavour, runs)
    looks, logins = thousand()
    figures["crowd"] = {"hactl": [vars(run) for run in looks], "ssh": [vars(run) for run in logins]}
    for run in figures["crowd"]["hactl"]:
        run["output"] = run["output"][-2_000:]
    return rows + judged_crowd(looks, logins), {**figures, **{flavour: [vars(run) for run in figures[flavour]] for flavour in lab.FLAVOURS}}


def five(flavour):
    """Ten checks of a cluster that is well, after one to warm up."""
    lab.note(f"check of 5 hosts, {flavour} …")
    one = lab.Lab(f"checked-{flavour}", flavour, 5)
    runs = [lab.succeeded(one.hactl("check"), "hactl check") for _ in range(11)][1:]
    one.down()
    return runs


def judged_five(flavour, runs):
    """The table's lines."""
    walls = [run.wall for run in runs]
    return [
        table.row(f"hactl check, 5 hosts, {flavour}", table.spread(walls, "s", 2), "< 0.4 s", statistics.median(walls) < 0.4),
        table.row("  its CPU", table.spread([run.cpu * 1000 for run in runs])),
    ]


def thousand():
    """Both in turns, twice: who goes first changes."""
    one, clusters, inventory = crowd.gather("checked", COUNT, SIZE)
    looks, logins = [], []
    for number in range(2):
        lab.note(f"check of {COUNT} addresses, round {number + 1} of 2 …")
        for who in ("hactl", "ssh") if number == 0 else ("ssh", "hactl"):
            if who == "hactl":
                looks.append(seen(one.hactl("check", "--json", "--within", "15m", host="db1", inventory=inventory), len(clusters)))
            else:
                logins.append(lab.succeeded(crowd.log_in(one, sum(clusters, [])), "xargs ssh"))
    one.down()
    return looks, logins


def seen(run, count):
    """The run, if it has looked at every host of every cluster."""
    events = [json.loads(line) for line in run.output.splitlines() if line.startswith("{")]
    healths = {event["cluster"]: event for event in events if event["type"] == "health"}
    blind = [event["@message"] for event in healths.values() if event["unseen"] or event["state"] == "unseen"]
    blind += [event["@message"] for event in events if event["type"] == "finding" and "can't be seen" in event["@message"]]
    if run.code not in JUDGED or len(healths) != count or blind:
        raise lab.Broken(f"hactl check ended with {run.code} and saw {len(healths)} of {count} clusters; {blind[:5]}")
    return run


def judged_crowd(looks, logins):
    """The table's lines."""
    each = [run.cpu * 1000 / COUNT for run in looks]
    memory = [run.memory for run in looks]
    return [
        table.row(f"xargs -P50 ssh true, {COUNT} addresses", table.spread([run.wall for run in logins], "s", 1)),
        table.row("  CPU per address", table.spread([run.cpu * 1000 / COUNT for run in logins], digits=1)),
        table.row(f"hactl check, {COUNT} addresses in {COUNT // SIZE} clusters", table.spread([run.wall for run in looks], "s", 1)),
        table.row("  CPU per address", table.spread(each, digits=1), "< 5 ms", statistics.median(each) < 5),
        table.row("  peak memory", table.spread(memory, "MB"), "< 300 MB", max(memory) < 300),
    ]
