"""The write outage behind HAProxy, next to the one behind the VIP: two clients of the same switchover, three proxies led."""

import os
import statistics

from . import lab, table

ROUNDS = int(os.environ.get("ROUNDS", "10"))
VIP = "10.77.0.50:3306"


def measure():
    """Rounds on each flavour."""
    rows, figures = [], {}
    for flavour in lab.FLAVOURS:
        three = lab.Lab(f"proxies-{flavour}", flavour, 3, "--proxies", "3")
        figures[flavour] = rounds(three)
        three.down()
        rows += judged(flavour, figures[flavour])
    return rows, figures


def rounds(three):
    """A round is a switch of which every client sees its own gap."""
    seen = {"vip": [], "haproxy": [], "two_writable": 0}
    for number in range(ROUNDS):
        plan = os.path.join(lab.WORK.name, "plan")
        lab.succeeded(three.hactl("plan", "switchover", "--to", ("db2", "db1")[number % 2], "-o", plan), "hactl plan")
        with lab.Load(three, through=(VIP, "px1")) as load:
            lab.succeeded(three.hactl("apply", plan), "hactl apply")
        gaps = {client["through"]: client["longest_gap_ms"] for client in load.report["clients"]}
        seen["vip"].append(gaps[VIP])
        seen["haproxy"].append(gaps["px1"])
        seen["two_writable"] += load.report["two_writable"]
        lab.note(f"proxies, {three.flavour}, round {number + 1} of {ROUNDS}: VIP {gaps[VIP]}, HAProxy {gaps['px1']} ms")
    return seen


def judged(flavour, seen):
    """The table's lines of one flavour."""
    ratio = statistics.median(seen["haproxy"]) / statistics.median(seen["vip"])
    return [
        table.row(f"write outage, {flavour}, behind the VIP", table.spread(seen["vip"], digits=1)),
        table.row(f"write outage, {flavour}, behind HAProxy", table.spread(seen["haproxy"], digits=1)),
        table.row("  ratio of medians", f"{ratio:.2f}", "≤ 1.5", ratio <= 1.5),
        table.row("  moments with two writers", f"{seen['two_writable']}", "0", not seen["two_writable"]),
    ]
