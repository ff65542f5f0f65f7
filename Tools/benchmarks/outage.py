"""The write outage a client sees: `hactl apply` and the hand-written script in turns, on three hosts."""

import os
import statistics
import subprocess

from . import lab, table

ROUNDS = int(os.environ.get("ROUNDS", "10"))


def measure():
    """Rounds of both on each flavour."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        three = lab.Lab(f"outage-{flavour}", flavour, 3)
        figures[flavour] = rounds(three, flavour)
        three.down()
        rows += judged(flavour, figures[flavour])
    return rows, figures


def rounds(three, flavour):
    """A round is a switch by each. Who goes first changes, and with it who goes in which direction."""
    seen = {"hactl": [], "script": [], "hactl_noise": [], "script_noise": [], "memory_mb": [], "cpu_ms": [], "two_writable": 0, "failed": []}
    writer = "db1"
    for number in range(ROUNDS):
        for who in ("hactl", "script") if number % 2 == 0 else ("script", "hactl"):
            target = "db2" if writer == "db1" else "db1"
            report = (by_hactl if who == "hactl" else by_script)(three, target, seen)
            if report is None:
                continue
            writer = target
            seen[who].append(report["longest_gaps"][0]["ms"])
            seen[f"{who}_noise"].append(report["longest_gaps"][1]["ms"])
            seen["two_writable"] += report["two_writable"]
        lab.note(f"outage, {flavour}, round {number + 1} of {ROUNDS}: hactl {seen['hactl'][-1:]}, script {seen['script'][-1:]} ms")
    result = subprocess.run([lab.LAB, "verify", three.name], stdout=subprocess.PIPE, text=True)
    seen["verified"] = result.returncode == 0
    return seen


def by_hactl(three, target, seen):
    """Apply a saved plan under load; what the client saw, or None when it went back."""
    plan = os.path.join(lab.WORK.name, "plan")
    lab.succeeded(three.hactl("plan", "switchover", "--to", target, "-o", plan), "hactl plan")
    with lab.Load(three) as load:
        run = three.hactl("apply", plan)
    if run.code != 0:
        lab.note(run.output)
        seen["failed"].append(run.output)
        return None
    seen["memory_mb"].append(run.memory)
    seen["cpu_ms"].append(run.cpu * 1000)
    return load.report or lost(three)


def by_script(three, target, seen):
    """The same by the script."""
    with lab.Load(three) as load:
        lab.call("baseline", three.name, "--to", target)
    return load.report or lost(three)


def lost(three):
    """The load did not live to tell."""
    raise lab.Broken(f"the write load in {three.name} failed")


def judged(flavour, seen):
    """The table's lines of one flavour."""
    ratio = statistics.median(seen["hactl"]) / statistics.median(seen["script"])
    late = sum(gap > 100 for gap in seen["hactl"])
    return [
        table.row(f"write outage, {flavour}, hand-written script", table.spread(seen["script"], digits=1)),
        table.row(f"write outage, {flavour}, hactl apply", table.spread(seen["hactl"], digits=1)),
        table.row("  ratio of medians", f"{ratio:.2f}", "≤ 1.25", ratio <= 1.25),
        table.row("  over 100 ms", f"hactl {late}, script {sum(gap > 100 for gap in seen['script'])}", "hactl 0", late == 0),
        table.row("  longest pause beside the switch", f"hactl {table.spread(seen['hactl_noise'], digits=1)}, script {table.spread(seen['script_noise'], digits=1)}"),
        table.row("  runs that failed, moments with two writers", f"{len(seen['failed'])}, {seen['two_writable']}", "0, 0", not seen["failed"] and not seen["two_writable"]),
        table.row("  in the end nothing lost, nothing errant", "yes" if seen["verified"] else "no", "yes", seen["verified"]),
        table.row("  peak memory of an apply", table.spread(seen["memory_mb"], "MB"), "< 60 MB", max(seen["memory_mb"]) < 60),
        table.row("  CPU of an apply", table.spread(seen["cpu_ms"])),
    ]
