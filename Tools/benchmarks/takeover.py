"""From the command to the first acknowledged write when the primary is dead: `hactl apply failover` and the hand-written
script in turns. The script believes its caller and fences nobody; hactl proves the death, fences, elects and rehearses."""

import os
import statistics
import time

from . import lab, table

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CAUSES = {"server killed": ("crash", 500), "host gone": ("power-off", 4000)}


def measure():
    """Rounds of both, for each way to die, on each flavour. A new lab each time: what dies may have what nobody else has."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        for cause, (verb, goal) in CAUSES.items():
            seen = rounds(flavour, verb, f"{flavour}, {cause}")
            figures[f"{flavour}, {cause}"] = seen
            rows += judged(flavour, cause, goal, seen)
    return rows, figures


def fenced_by_power(three):
    """An inventory whose hosts have a power command: in the lab a host without power is off already."""
    with open(three.path("inventory.yaml")) as file:
        text = file.read()
    path = os.path.join(lab.WORK.name, "fenced.yaml")
    with open(path, "w") as file:
        file.write(text.replace(": {address:", ": {power-off: ['true'], address:"))
    return path


def rounds(flavour, verb, what):
    """A round is a takeover by each."""
    seen = {"hactl": [], "script": [], "hactl_ms": [], "two_writable": 0}
    for number in range(ROUNDS):
        for who in ("hactl", "script") if number % 2 == 0 else ("script", "hactl"):
            three = lab.Lab(f"takeover-{flavour}", flavour, 3)
            inventory = fenced_by_power(three)
            with lab.Load(three) as load:
                lab.call(verb, three.name, "db1")
                time.sleep(0.3)
                began = time.monotonic_ns()
                if who == "hactl":
                    run = three.hactl("apply", "failover", "--to", "db2", "--yes", inventory=inventory)
                    lab.succeeded(run, "hactl apply failover")
                    seen["hactl_ms"].append(run.wall * 1000)
                else:
                    lab.call("takeover", three.name, "--dead", "db1", "--to", "db2")
                time.sleep(2.5)
            seen[who].append(first_write(load.acks, began))
            seen["two_writable"] += load.report["two_writable"]
            three.down()
        lab.note(f"takeover, {what}, round {number + 1} of {ROUNDS}: hactl {seen['hactl'][-1:]}, script {seen['script'][-1:]} ms")
    return seen


def first_write(path, began):
    """ms until a client was told again that its write is safe."""
    with open(path) as file:
        moments = [int(line.split()[1]) for line in file if line.endswith("\n")]
    later = [moment for moment in moments if moment > began]
    if not later:
        raise lab.Broken("nobody could write after the takeover")
    return (min(later) - began) / 1e6


def judged(flavour, cause, goal, seen):
    """The table's lines."""
    median = statistics.median(seen["hactl"])
    return [
        table.row(f"takeover, {flavour}, {cause}, hand-written script", table.spread(seen["script"])),
        table.row(f"takeover, {flavour}, {cause}, hactl apply failover", table.spread(seen["hactl"]), f"< {goal} ms", median < goal),
        table.row("  moments with two writers", str(seen["two_writable"]), "0", seen["two_writable"] == 0),
    ]
