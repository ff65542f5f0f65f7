"""A `hactl watch` that runs beside a measurement."""

import json
import os
import subprocess
import tempfile
import time

from . import lab

SECONDS_PER_TICK = 1 / os.sysconf("SC_CLK_TCK")


class Watch:
    """From its start until it was asked to end, as a context; its process is hactl's own."""

    def __init__(self, one, inventory, *more, host="operator"):
        # What one watch has journalled and counted is no matter of the next one.
        state = tempfile.mkdtemp(dir=lab.WORK.name)
        self.out = os.path.join(state, "said")
        enter = ["nsenter", f"--net=/proc/{one.pid(host)}/ns/net"]
        self.command = [*enter, lab.HACTL, "watch", "--json", "-i", inventory, "--state", state, *more]

    def __enter__(self):
        with open(self.out, "w") as file:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def said(self):
        """All it has said so far."""
        with open(self.out) as file:
            return file.read()

    def events(self, kind):
        """What it has told so far of a kind, oldest first."""
        whole = self.said().rpartition("\n")[0]
        return [event for event in map(json.loads, filter(is_event, whole.splitlines())) if event["type"] == kind]

    def story(self):
        """What it has told of itself, for whoever asks why it took so long."""
        events = map(json.loads, filter(is_event, self.said().splitlines()))
        return [f"{event['@timestamp']} {event['@message']}" for event in events if event["type"].startswith("watch_")]

    def tells(self, kind, holds=lambda events: events, within=60):
        """Waits until what it has told of a kind is as wanted."""
        deadline = time.monotonic() + within
        while not holds(self.events(kind)):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise lab.Broken(f"hactl watch did not tell {kind} within {within} s:\n{self.said()}")
            time.sleep(0.02)

    def leads(self):
        """Waits until it leads and has seen its cluster."""
        self.tells("watch_stands", lambda events: any(event["stand"] == "leading" for event in events))
        self.tells("watch_changes")

    def cpu(self):
        """CPU seconds it has had so far."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * SECONDS_PER_TICK

    def status(self, key):
        """A number of its /proc/PID/status."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(f"{key}:"))


def is_event(line):
    """Whether a line is an event, and no word to a person."""
    return line.startswith("{")
