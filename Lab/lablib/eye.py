"""The eye on every member: is there ever a moment with two writable servers, and how long is there none?

Each member is asked over its own kept connection. An answer is true for some instant between question and reply, so
a member is *proven* writable from the reply of one 'writable' answer to the question of the next one after it, with
none between them that says otherwise. Two such spans of two members that overlap are a violation, never a guess. A
member that turns writable wakes the others' questions at once. An overlap shorter than the interval can still be
missed; a test of safety (rather than of speed) asks more often: `--eye-ms 2`.
"""

import json
import os
import signal
import threading
import time

import pymysql

QUESTION = "SELECT @@GLOBAL.read_only + 0"


class Member(threading.Thread):
    """Asks one member for ever; `spans` are the proven writable times, in monotonic ns."""

    def __init__(self, lab, name, every):
        super().__init__(daemon=True)
        self.options = {"host": lab.hosts[name], "user": "app", "password": lab.secret("app"), "autocommit": True,
                        "connect_timeout": 0.5, "read_timeout": 1, "write_timeout": 1}
        self.every = every
        self.others = []
        self.wake = threading.Event()
        self.spans, self.current = [], None
        self.stopping = False
        self.connection = None

    def ask(self):
        """(asked, answered, writable or None if there was no answer)."""
        asked = time.monotonic_ns()
        try:
            if self.connection is None:
                self.connection = pymysql.connect(**self.options)
                asked = time.monotonic_ns()
            self.connection.query(QUESTION)
            writable = self.connection._result.rows[0][0] in (0, "0")
        except (pymysql.MySQLError, OSError):
            if self.connection is not None:
                self.connection._force_close()
                self.connection = None
            writable = None
        return asked, time.monotonic_ns(), writable

    def note(self, asked, answered, writable):
        """Extend or end the current span. No answer ends it too: between two connections anything may have happened."""
        if not writable:
            self.current = None
        elif self.current is None:
            self.current = [answered, answered]
            self.spans.append(self.current)
            for other in self.others:
                other.wake.set()
            self.wake.set()
        else:
            self.current[1] = max(self.current[0], asked)

    def run(self):
        """Ask every so often, or at once when woken."""
        due = time.monotonic()
        while not self.stopping:
            self.note(*self.ask())
            due = max(due + self.every, time.monotonic())
            if self.wake.wait(max(0, due - time.monotonic())):
                self.wake.clear()


def overlaps(spans_by_name):
    """Every proven moment with two writable servers: (ms, names, beginning)."""
    names = sorted(spans_by_name)
    found = []
    for index, first in enumerate(names):
        for second in names[index + 1:]:
            for a in spans_by_name[first]:
                for b in spans_by_name[second]:
                    begin, end = max(a[0], b[0]), min(a[1], b[1])
                    if end > begin:
                        found.append({"ms": round((end - begin) / 1e6, 1), "hosts": [first, second], "at_monotonic_ns": begin})
    return found


def longest_none(spans_by_name, began, ended):
    """The longest time, in ms, in which no server was proven writable."""
    edge, longest = began, 0
    for begin, end in sorted(span for spans in spans_by_name.values() for span in map(tuple, spans)):
        longest = max(longest, begin - edge)
        edge = max(edge, end)
    return round(max(longest, ended - edge) / 1e6, 1)


def watch(lab, every, pipe):
    """The eye's process: until SIGTERM, then the report goes into the pipe."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    members = {}
    for name in lab.hosts:
        members[name] = Member(lab, name, every)
    for member in members.values():
        member.others.extend(other for other in members.values() if other is not member)
        member.start()
    began = time.monotonic_ns() + int(1e8)
    while not stop.wait(3600):
        pass
    for member in members.values():
        member.stopping = True
    spans = {name: [list(span) for span in member.spans] for name, member in members.items()}
    two = overlaps(spans)
    report = {"two_writable": len(two), "two_writable_moments": two, "longest_none_writable_ms": longest_none(spans, began, time.monotonic_ns()),
              "writable_ms": {name: [[round((edge - began) / 1e6, 1) for edge in span] for span in found] for name, found in spans.items()}}
    with os.fdopen(pipe, "w") as file:
        json.dump(report, file)


class Watcher:
    """The eye as its parent sees it."""

    def __init__(self, lab, every):
        reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(reader)
                watch(lab, every, writer)
            finally:
                os._exit(0)
        os.close(writer)
        self.reader = reader

    def finish(self):
        """End the eye and take its report."""
        os.kill(self.pid, signal.SIGTERM)
        with os.fdopen(self.reader) as file:
            text = file.read()
        os.waitpid(self.pid, 0)
        return json.loads(text)
