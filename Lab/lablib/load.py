"""`lab load`: a client that writes through the VIP (or through proxies) and an eye on every member.

The writer measures gaps of some 15 ms on two busy cores, so it does as little as can be: one statement on a kept
connection, plain text (no TLS handshake inside a measured gap), a line into a buffered file, garbage collection off.
The eye is another process, so the two do not share an interpreter lock.
"""

import collections
import datetime
import gc
import json
import os
import signal
import threading
import time

import pymysql

from . import eye, kernel
from .paths import LabError
from .state import VIP, Lab

CONNECT_TIMEOUT = 0.5
READ_TIMEOUT = 2.0
PAUSE_AFTER_ERROR = 0.001
WRITING = threading.Lock()  # a text file is not made for several threads


Door = collections.namedtuple("Door", "name host port")


def door_of(lab, text):
    """Where a client goes in: a host's name, or address:port."""
    host, colon, port = text.partition(":")
    if colon and not port.isdigit():
        raise LabError(f"'{text}' is no door: a host's name, or address:port")
    return Door(text, lab.ports.get(host, host), int(port) if colon else 3306)


class Writer:
    """One connection through a door; `acks` and `errors` are what it saw."""

    def __init__(self, lab, number, writers, door, out):
        self.door = door
        self.options = {"host": door.host, "port": door.port, "user": "app", "password": lab.secret("app"),
                        "database": "shop", "autocommit": True, "charset": "utf8mb4", "connect_timeout": CONNECT_TIMEOUT,
                        "read_timeout": READ_TIMEOUT, "write_timeout": READ_TIMEOUT}
        self.next_id = time.time_ns() // 1000 * writers + number
        self.step = writers
        self.out = out
        self.acks, self.attempts = [], 0
        self.errors = collections.Counter()
        self.connection = None

    def write(self):
        """One attempt with an id of its own, whatever becomes of it."""
        number = self.next_id
        self.next_id += self.step
        self.attempts += 1
        try:
            if self.connection is None:
                self.connection = pymysql.connect(**self.options)
            self.connection.query(f"INSERT INTO orders (id, note) VALUES ({number}, 'load')")
        except (pymysql.MySQLError, OSError) as error:
            self.failed(error)
            return False
        now = time.monotonic_ns()
        self.acks.append(now)
        with WRITING:
            self.out.write(f"{number} {now} {time.time_ns()}\n")
        return True

    def failed(self, error):
        """Forget the connection; the next attempt makes a new one at once."""
        code = error.args[0] if error.args and isinstance(error.args[0], int) else type(error).__name__
        self.errors[str(code)] += 1
        if self.connection is not None:
            self.connection._force_close()
            self.connection = None

    def run(self, interval, stop, deadline):
        """Write every `interval` seconds; after an error at once, with a breath so a refused connection does not spin."""
        due = time.monotonic()
        while not stop.is_set() and time.monotonic() < deadline:
            if not self.write():
                time.sleep(PAUSE_AFTER_ERROR)
                due = time.monotonic()
                continue
            due = max(due + interval, time.monotonic() - interval)
            wait = due - time.monotonic()
            if wait > 0:
                time.sleep(wait)


def gaps(moments, count=5):
    """The longest pauses between acknowledgements, longest first: (ms, monotonic ns of the last one before it)."""
    ordered = sorted(moments)
    found = [((after - before) / 1e6, before) for before, after in zip(ordered, ordered[1:])]
    return sorted(found, reverse=True)[:count]


def wall(monotonic_ns):
    """A monotonic moment as time of day."""
    offset = time.time_ns() - time.monotonic_ns()
    return datetime.datetime.fromtimestamp((monotonic_ns + offset) / 1e9).isoformat(timespec="milliseconds")


def warm(lab):
    """Log in to every member with TLS once: fills MySQL's password cache, so plain logins later are one round trip."""
    for name, address in lab.hosts.items():
        try:
            pymysql.connect(host=address, user="app", password=lab.secret("app"), connect_timeout=CONNECT_TIMEOUT, read_timeout=READ_TIMEOUT,
                            ssl={"ca": lab.path("ca.pem")}).close()
        except (pymysql.MySQLError, OSError):
            continue  # a host that is down is a legitimate thing to measure


def main(options):
    """Run the load, print the report."""
    lab = Lab(options.name)
    out_path = os.path.abspath(options.out or lab.path("load.log"))
    doors = [door_of(lab, text) for text in options.through or [VIP]] * options.writers
    kernel.enter(lab.pid("client"), "net")
    warm(lab)
    watcher = eye.Watcher(lab, options.eye_ms / 1000)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    gc.collect()
    gc.freeze()
    gc.disable()
    with open(out_path, "w", buffering=1 << 16) as out:
        writers = [Writer(lab, number, len(doors), door, out) for number, door in enumerate(doors)]
        work(writers, options.interval_ms / 1000, stop, time.monotonic() + options.seconds)
    report = summary(writers, out_path)
    if options.through:
        report["clients"] = [client(writer) for writer in writers]
    report.update(watcher.finish())
    print(json.dumps(report, indent=2), flush=True)
    if not report["acknowledged"]:
        raise LabError("not one write was acknowledged")


def work(writers, interval, stop, deadline):
    """The first writer runs in the main thread, where the signals arrive."""
    threads = [threading.Thread(target=writer.run, args=(interval, stop, deadline)) for writer in writers[1:]]
    for thread in threads:
        thread.start()
    writers[0].run(interval, stop, deadline)
    for thread in threads:
        thread.join()


def client(writer):
    """What one client saw."""
    longest = gaps(writer.acks, 1)
    return {"through": writer.door.name, "acknowledged": len(writer.acks), "errors": dict(writer.errors),
            "longest_gap_ms": round(longest[0][0], 1) if longest else None, "longest_gap_at": wall(longest[0][1]) if longest else None}


def summary(writers, out_path):
    """What the clients saw together."""
    moments = [moment for writer in writers for moment in writer.acks]
    longest = gaps(moments)
    errors = sum((writer.errors for writer in writers), collections.Counter())
    return {
        "acknowledged": len(moments), "attempts": sum(writer.attempts for writer in writers), "errors": dict(errors),
        "longest_gap_ms": round(longest[0][0], 1) if longest else None, "longest_gap_at": wall(longest[0][1]) if longest else None,
        "longest_gaps": [{"ms": round(ms, 1), "at": wall(before)} for ms, before in longest], "out": out_path,
    }


