"""What `hactl watch` costs the machine it runs on: 40 clusters of five addresses, a ping and a look each five seconds."""

import os
import time

from . import crowd, lab, table, watch

COUNT = int(os.environ.get("VIGIL", "200"))
SIZE = 5
PACE_SECONDS = 5
PACE = f"    watch: {{ping: {PACE_SECONDS}s, look: {PACE_SECONDS}s}}\n"
SECONDS = 60


def measure():
    """A minute of it, once it has seen every cluster."""
    one, clusters, inventory = crowd.gather("vigil", COUNT, SIZE, PACE)
    lab.note(f"watching {COUNT} addresses for {SECONDS} s …")
    # All members are one server, where nobody gets the majority of a cluster's locks: it looks, as a watch that stands by does.
    with watch.Watch(one, inventory, "--look-only", "--listen", "127.0.0.1:9799", host="db1") as watching:
        watching.tells("watch_changes", lambda events: len({event["cluster"] for event in events}) == len(clusters))
        seen = minute(one, watching)
    one.down()
    return judged(seen), seen


def minute(one, watching):
    """What it used meanwhile, and what it did."""
    before, cpu, began = counts(one), watching.cpu(), time.monotonic()
    time.sleep(SECONDS)
    spent, lasted, after = watching.cpu() - cpu, time.monotonic() - began, counts(one)
    done = {name: after[name] - before[name] for name in after}
    return {"cpu_share": spent / lasted * 100, "memory_mb": watching.status("VmRSS") / 1024, "threads": watching.status("Threads"), **done}


def counts(one):
    """What it has counted so far, by its own metrics."""
    words = ["nsenter", f"--net=/proc/{one.pid('db1')}/ns/net", "curl", "-sS", "http://127.0.0.1:9799/metrics"]
    text = lab.succeeded(lab.measured(words), "curl").output
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines if name.startswith("hactl_watch_") and name.endswith("s_total")}


def judged(seen):
    """The table's lines. Where the servers can't keep up with as many looks, and they share the machine, what it would cost if they did."""
    whole = COUNT // SIZE * SECONDS / PACE_SECONDS
    looks, pings, missed = (int(seen[f"hactl_watch_{name}_total"]) for name in ("looks", "pings", "missed_pings"))
    share = seen["cpu_share"] * max(1, whole / looks)
    return [
        table.row(f"hactl watch, {COUNT} addresses in {COUNT // SIZE} clusters, each {PACE_SECONDS} s", f"{seen['cpu_share']:.1f} % of a core"),
        table.row(f"  with {whole:.0f} looks, of which {looks} were made", f"{share:.1f} % of a core", "< 10 %", share < 10),
        table.row("  pings, of which went unanswered", f"{pings}, {missed}"),
        table.row("  memory, threads", f"{seen['memory_mb']:.0f} MB, {seen['threads']}"),
    ]
