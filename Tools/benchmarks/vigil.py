"""What `hactl watch` costs the machine it runs on: 40 clusters of five addresses, a ping and a look each five seconds."""

import os
import time

from . import crowd, lab, table, watch

COUNT = int(os.environ.get("VIGIL", "200"))
SIZE = 5
PACE = "    watch: {ping: 5s, look: 5s}\n"
SECONDS = 60


def measure():
    """A minute of it, once it has seen every cluster."""
    one = lab.Lab("vigil", "mariadb", 1)
    crowd.open_wide(one)
    addresses = crowd.loopback(COUNT)
    crowd.certify(one, addresses)
    clusters = crowd.grouped(addresses, SIZE)
    inventory = crowd.write_inventory(one, clusters, PACE)
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
    """The table's lines."""
    whole = COUNT * SECONDS / 5
    pings, missed = seen["hactl_watch_pings_total"], seen["hactl_watch_missed_pings_total"]
    share = seen["cpu_share"]
    return [
        table.row(f"hactl watch, {COUNT} addresses in {COUNT // SIZE} clusters, each 5 s", f"{share:.1f} % of a core", "< 10 %", share < 10),
        table.row("  pings, of which went unanswered", f"{pings:.0f}, {missed:.0f}", f"≥ {whole * 0.9:.0f}, 0", pings >= whole * 0.9 and not missed),
        table.row("  memory, threads", f"{seen['memory_mb']:.0f} MB, {seen['threads']}"),
    ]
