"""A hactl that runs, and what came of one that has ended."""

import json
import os
import signal
import subprocess
import threading
import time

from lablib import enter

from .expect import Failure, expect


def short(event):
    """An event in a line."""
    known = ("@level", "@message", "@timestamp", "type", "kind", "cluster", "run", "playbook", "sign", "changes")
    more = {key: value for key, value in event.items() if key not in known and value not in (None, [], "")}
    return f"{event['@timestamp'][11:23]} {event['type']}: {event['@message']} {json.dumps(more)}"


class Result:
    """How hactl ended. `events` are the JSON lines of --json."""

    def __init__(self, words, code, out, err, seconds):
        self.words, self.code, self.out, self.err, self.seconds = words, code, out, err, seconds
        self.events = [json.loads(line) for line in out.splitlines() if line.startswith("{")] if "--json" in words else []

    def __str__(self):
        """All that was said; of JSON lines what a person reads, and not the plan."""
        out = "".join(f"{short(event)}\n" for event in self.events if event["type"] != "planned_step") if self.events else self.out
        return (f"$ hactl {' '.join(self.words)}\n--- exit {self.code} after {self.seconds:.2f} s\n"
                f"--- stdout\n{out}--- stderr\n{self.err}---")

    @property
    def text(self):
        """All that was said."""
        return self.out + self.err

    @property
    def outcome(self):
        """The last JSON line."""
        return self.events[-1] if self.events else {}

    def event(self, kind):
        """The first event of a kind, or {}."""
        return next((event for event in self.events if event["type"] == kind), {})

    def ended(self, *codes):
        """It must have ended with one of these codes."""
        expect(self.code in codes, f"exit code {' or '.join(map(str, codes))}, found {self.code}", self)
        return self

    def says(self, *words):
        """It must have said all of these."""
        for word in words:
            expect(word in self.text, f"hactl says '{word}'", self)
        return self


class Running:
    """A hactl that was started in the network of a place; its process is hactl's own."""

    def __init__(self, stage, words, env=None, stdin=subprocess.DEVNULL, place="operator"):
        self.stage, self.words = stage, words
        self.began = time.monotonic()
        lab, holder = stage.lab, stage.lab.pid(place)
        environment = {**os.environ, "HOME": stage.home, "USER": "tester", "NO_COLOR": "1", **(env or {})}
        self.process = subprocess.Popen(
            [stage.binary, *words], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=stage.home,
            preexec_fn=lambda: enter.enter_network(lab, holder))
        self.parts = [b"", b""]
        self.threads = [threading.Thread(target=self.collect, args=(number, stream), daemon=True)
                        for number, stream in enumerate((self.process.stdout, self.process.stderr))]
        for thread in self.threads:
            thread.start()

    def collect(self, number, stream):
        """Take in what it says while it runs."""
        for chunk in iter(lambda: os.read(stream.fileno(), 65536), b""):
            self.parts[number] += chunk

    @property
    def events(self):
        """The JSON lines so far."""
        whole = self.parts[0].decode("utf-8", "replace").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    @property
    def pid(self):
        """hactl's own process."""
        return self.process.pid

    def signal(self, number):
        """Signal hactl, if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, timeout=90):
        """The result, once it ended."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            result = self.result(-9)
            raise Failure(f"expected: hactl ends within {timeout} s\n{result}") from None
        return self.result(code)

    def result(self, code):
        """Gathers the rest."""
        for thread in self.threads:
            thread.join(5)
        out, err = (part.decode("utf-8", "replace") for part in self.parts)
        result = Result(self.words, code, out, err, time.monotonic() - self.began)
        self.stage.note(result)
        return result

    def journal_line(self, wanted, within=60):
        """Waits until the journal has a line that `wanted` accepts (text, or the count of lines), looking as often as
        it can; False when hactl ended first."""
        accepts = wanted if callable(wanted) else (lambda line, number: number == wanted) if isinstance(wanted, int) \
            else (lambda line, number: wanted in line)
        deadline = time.monotonic() + within
        descriptor, rest, number = None, b"", 0
        try:
            while time.monotonic() < deadline:
                over = self.process.poll() is not None
                if descriptor is None:
                    path = self.stage.newest_journal(since=self.began)
                    if path:
                        descriptor = os.open(path, os.O_RDONLY)
                chunk = os.read(descriptor, 1 << 20) if descriptor is not None else b""
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    number += 1
                    if accepts(line.decode("utf-8", "replace"), number):
                        return True
                if over:
                    return False
                if not chunk:
                    time.sleep(0.0003)
            raise Failure(f"expected: a journal line {wanted!r} within {within} s")
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def reaches(self, wanted, words, within=60):
        """The journal must get a line."""
        if not self.journal_line(wanted, within):
            raise Failure(f"expected: a run that reaches {words}\n{self.wait()}")

    def kill(self):
        """kill -9, and wait."""
        self.signal(signal.SIGKILL)
        return self.wait()
