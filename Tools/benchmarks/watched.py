"""A primary that dies while `hactl watch` looks after it and a client writes: the longest pause between two acknowledged writes.
Nobody types anything. The moment is any of a ping's second."""

import os
import random
import time

from . import lab, outage, table, takeover, watch

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CAUSES = {"server killed": ("crash", 1_500), "host gone": ("power-off", 8_000)}
POLICY = "    policy: {unattended: [process-dead, host-dead], block-period: 1s, budget: 100}\n"
PING = 1.0


def measure():
    """Rounds for each way to die, on each flavour. A new lab each time: what dies may have what nobody else has."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        for cause, (verb, goal) in CAUSES.items():
            what = f"{flavour}, {cause}"
            seen = figures[what] = rounds(flavour, verb, what)
            rows += judged(what, goal, seen)
    return rows, figures


def rounds(flavour, verb, what):
    """A round is a death, and what follows from it by itself."""
    seen = {"gaps": [], "two_writable": 0, "lost": 0, "failed": [], "told": []}
    for number in range(ROUNDS):
        three = lab.Lab(f"watched-{flavour}", flavour, 3, "--semi-sync")
        try:
            note(three, verb, seen)
        except lab.Broken as error:
            lab.note(str(error))
            seen["failed"].append(str(error))
        three.down()
        lab.note(f"watched, {what}, round {number + 1} of {ROUNDS}: {seen['gaps'][-1:]} ms")
    return seen


def note(three, verb, seen):
    """One round."""
    with watch.Watch(three, allowing(three)) as watching:
        watching.leads()
        with lab.Load(three) as load:
            time.sleep(random.uniform(0, PING))
            lab.call(verb, three.name, "db1")
            watching.tells("watch_ends")
    ended = watching.events("watch_ends")[0]
    if ended["exit_code"] != 0:
        raise lab.Broken(watching.said())
    report = load.report or outage.lost(three)
    seen["gaps"].append(report["longest_gap_ms"])
    seen["two_writable"] += report["two_writable"]
    seen["lost"] += len(missing(three, ended["to"], load.acks))
    seen["told"].append(watching.story())


def allowing(three):
    """An inventory that allows it, with a power command: in the lab a host without power is off already."""
    path = takeover.fenced_by_power(three)
    with open(path) as file:
        text = file.read()
    head = f"  {three.name}:\n"
    with open(path, "w") as file:
        file.write(text.replace(head, head + POLICY))
    return path


def missing(three, primary, acks):
    """What clients were told is safe, and the new primary has not."""
    with open(acks) as file:
        told = {line.split()[0] for line in file if line.endswith("\n")}
    return told - set(lab.call("sql", three.name, primary, "SELECT id FROM shop.orders").split())


def judged(what, goal, seen):
    """The table's lines."""
    gaps = seen["gaps"]
    if not gaps:
        raise lab.Broken(f"{what}: nobody took over in any round")
    late = table.percentile(gaps, 95)
    return [
        table.row(f"write outage under hactl watch, {what}", table.spread(gaps)),
        table.row("  95th percentile", f"{late:.0f} ms", f"< {goal} ms", late < goal),
        table.row("  moments with two writers, acknowledged writes lost", f"{seen['two_writable']}, {seen['lost']}", "0, 0",
                  not seen["two_writable"] and not seen["lost"]),
        table.row("  rounds in which nobody took over well", str(len(seen["failed"])), "0", not seen["failed"]),
    ]
