"""A lab that is up and healthy, hactl beside it, and what can happen to both."""

import contextlib
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import types

import pymysql
from lablib import faults, hosts, kernel, life, sql, wire
from lablib.paths import LabError, state_dir
from lablib.state import INTERFACE, OTHERS, VIP_CIDR, Lab

from . import world
from .expect import Failure, expect, expect_equal
from .running import Running

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCE = os.path.dirname(os.path.dirname(HERE))
LAB = os.path.join(SOURCE, "Lab", "lab")


def free_name(flavour):
    """A name that names its maker, so that nobody takes it for theirs."""
    return f"t{os.getpid()}{flavour[1]}"


class Stage:
    """What a test gets. One lab of one flavour at a time; `heal` brings it back between tests."""

    def __init__(self, flavour, binary, quick=False):
        self.flavour, self.binary, self.quick, self.source = flavour, binary, quick, SOURCE
        self.name = free_name(flavour)
        self.home = f"/dev/shm/hactl-{self.name}"
        self.options = None
        self.lab = None
        self.children, self.connections, self.notes = [], [], []
        self.is_spoilt = False
        self.test_number = 0

    # The lab's life

    def up(self, options):
        """Makes the lab anew."""
        self.down()
        words = ["up", self.name, "--flavour", self.flavour, *options]
        done = subprocess.run([sys.executable, LAB, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180)
        if done.returncode:
            raise Failure(f"lab {' '.join(words)}: {done.stdout}")
        self.lab, self.options, self.is_spoilt = Lab(self.name), tuple(options), False

    def down(self):
        """Leaves nothing of the lab."""
        self.end_children()
        self.lab = self.options = None
        if os.path.isdir(state_dir(self.name)):
            life.down(self.name)

    def close(self):
        """Leaves nothing at all."""
        self.down()
        shutil.rmtree(self.home, ignore_errors=True)

    def begin(self, options):
        """Before a test: a healthy lab, an empty home and state."""
        self.test_number += 1
        self.notes = []
        if self.lab is None or self.options != tuple(options) or self.is_spoilt or not self.heal():
            self.up(options)
            self.settles()  # whoever follows a server that has just started may still be connecting
        shutil.rmtree(self.home, ignore_errors=True)
        os.makedirs(f"{self.home}/state", mode=0o700)
        with open(self.lab.path("inventory.yaml")) as file:
            self.write("inventory.yaml", file.read())

    def end_children(self):
        """Ends what a test started and left."""
        for connection in self.connections:
            with contextlib.suppress(Exception):
                connection._force_close()
        for child in self.children:
            if child.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    child.send_signal(signal.SIGCONT)
                child.kill()
                child.wait()
        self.connections, self.children = [], []

    def heal(self):
        """After a test: everything on, no cuts, and one healthy cluster; False when only a new lab can be that."""
        self.end_children()
        if self.is_spoilt:
            return False
        try:
            wire.heal(self.lab)
            with self.lab.locked() as lab:
                for name in lab.machines:
                    if not lab.is_on(name):
                        return False
                    hosts.thaw(lab, name)
                for name in lab.hosts:
                    if hosts.order(lab, name, "status").get("restart_after") is not None:
                        hosts.order(lab, name, "restart-after", seconds=None)
                    if hosts.order(lab, name, "status")["pid"] is None:
                        return False
            for name in OTHERS:
                self.drop_vip(name)
            return self.settles() and not world.strays(self.lab)
        except (LabError, OSError, pymysql.MySQLError, Failure):
            return False

    def settles(self, seconds=3):
        """Whether the lab is a healthy cluster, or becomes one by itself."""
        deadline = time.monotonic() + seconds
        while True:
            found = world.flaws(self.lab)
            if not found:
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)

    def spoil(self):
        """This test leaves the lab in a state that is not worth healing."""
        self.is_spoilt = True

    # Looking

    def snapshot(self):
        """Everything that a run may change."""
        return world.snapshot(self.lab)

    @property
    def primary(self):
        """The one member that takes writes."""
        found = world.writable(self.snapshot())
        expect_equal(len(found), 1, "writable members", found)
        return found[0]

    @property
    def candidate(self):
        """A replica; always the same for a primary."""
        return next(name for name in self.lab.hosts if name != self.primary)

    def roles(self):
        """(primary, candidate, another replica); with two members the last is the candidate, too."""
        primary = self.primary
        others = [name for name in self.lab.hosts if name != primary]
        return primary, others[0], others[-1]

    def expect_unchanged(self, before, *evidence):
        """Nothing that a run may change was changed; replication may still be coming back."""
        deadline = time.monotonic() + 8
        while True:
            now = self.snapshot()
            if now == before:
                return
            if time.monotonic() > deadline:
                differences = [f"{name}.{key}: {before.get(name, {}).get(key)!r} -> {now.get(name, {}).get(key)!r}"
                               for name in {*before, *now} for key in {*before.get(name, {}), *now.get(name, {})}
                               if before.get(name, {}).get(key) != now.get(name, {}).get(key)]
                raise Failure("\n".join(["expected: the world as it was before", *differences, *map(str, evidence)]))
            time.sleep(0.1)

    def expect_healthy(self, primary=None, *evidence, seconds=8):
        """One healthy cluster, led by `primary`."""
        expect(self.settles(seconds), "a healthy cluster", world.flaws(self.lab), *evidence)
        if primary:
            expect_equal(self.primary, primary, "primary", *evidence)

    # hactl

    def note(self, result):
        """Remembers what hactl said, and looks for secrets in it."""
        self.notes.append(result)
        self.expect_no_secret(result.text, "what hactl says")
        left_at_once = result.code in (130, 143)  # a second signal: there is no time for a last line
        if result.events and result.code >= 0 and not left_at_once and result.words[0] not in ("plan", "topology", "history", "check"):
            expect_equal(result.outcome.get("exit_code"), result.code, "exit code of the last JSON line (I6)", result)

    def words(self, arguments, inventory):
        """The command line, with inventory and state unless it has its own."""
        words = [str(word) for word in arguments]
        if words[0] not in ("validate", "--version", "--help"):
            if "-i" not in words and words[0] != "history":
                words += ["-i", inventory or f"{self.home}/inventory.yaml"]
            if "--state" not in words:
                words += ["--state", f"{self.home}/state"]
        return words

    def start(self, *arguments, inventory=None, env=None, place="operator"):
        """Starts hactl on the operator's machine, or in another place."""
        running = Running(self, self.words(arguments, inventory), env, place=place)
        self.children.append(running.process)
        return running

    def hactl(self, *arguments, inventory=None, env=None, timeout=90):
        """Runs hactl on the operator's machine."""
        return self.start(*arguments, inventory=inventory, env=env).wait(timeout)

    def switch(self, to=None, *more, **options):
        """Plans and applies a switchover without asking."""
        return self.hactl("apply", "switchover", "--to", to or self.candidate, "--yes", "--json", *more, **options)

    def fail_over(self, *more, **options):
        """Fails over without asking."""
        return self.hactl("apply", options.pop("playbook", "failover"), "--yes", "--json", *more, **options)

    def verdict(self, **options):
        """What hactl says of the primary, and with which exit code."""
        result = self.hactl("verdict", "--json", **options)
        return result.event("verdict").get("verdict"), result

    def start_switch(self, to=None, *more, **options):
        """Starts a switchover."""
        return self.start("apply", options.pop("playbook", "switchover"), "--to", to or self.candidate, "--yes", "--json", *more, **options)

    def newest_journal(self, since=0.0):
        """The journal of the newest run; `since` is a monotonic moment."""
        offset = time.time() - time.monotonic()
        found = []
        for path in glob.glob(f"{self.home}/state/*.journal"):
            with contextlib.suppress(OSError):
                changed = os.stat(path).st_mtime
                if changed >= since + offset - 0.02:
                    found.append((changed, path))
        return max(found)[1] if found else None

    def write(self, name, text, mode=0o600):
        """A file in the test's home; its path."""
        path = f"{self.home}/{name}"
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def inventory(self, *changes):
        """A copy of the inventory with texts replaced: (old, new)…; its path."""
        with open(f"{self.home}/inventory.yaml") as file:
            text = file.read()
        for old, new in changes:
            expect(old in text, f"the lab's inventory has {old!r}", text)
            text = text.replace(old, new)
        return self.write("changed.yaml", text)

    def playbook(self, *insertions, name="own.yaml", of="switchover"):
        """A built-in playbook with lines inserted: (before the line that has this text, a step)…; its path."""
        with open(f"{self.source}/Playbooks/{of}.yaml") as file:
            lines = file.read().splitlines()
        for text, step in insertions:
            at = next((number for number, line in enumerate(lines) if text in line and not line.lstrip().startswith("#")), None)
            expect(at is not None, f"the playbook has {text!r}")
            lines.insert(at, " " * (len(lines[at]) - len(lines[at].lstrip())) + f"- {step}")
        return self.write(name, "\n".join(lines) + "\n")

    def pausing(self, before, seconds=0.8, name="own.yaml"):
        """A switchover that rests before a step, so that something can happen there; its path."""
        return self.playbook((before, f"local: {{command: [sleep, '{seconds}'], timeout: 30s, undo: none}}"), name=name)

    def secrets(self):
        """Every password of the lab."""
        return [self.lab.secret(account) for account in ("hactl", "repl", "app")]

    def expect_no_secret(self, text, where):
        """No password of the lab in a text (I10)."""
        for secret in self.secrets() if self.lab else []:
            expect(secret not in text, f"no secret in {where} (I10)", text[:4000])

    def expect_no_secret_in_files(self):
        """No password in a journal, a plan or anything else that hactl wrote (I10)."""
        for path in glob.glob(f"{self.home}/**", recursive=True):
            if os.path.isfile(path):
                with open(path, errors="replace") as file:
                    self.expect_no_secret(file.read(), path)

    # The servers

    def sql(self, host, statement, user="root"):
        """Rows of a statement, by root over the socket or an account over the network."""
        if user == "root":
            connection = sql.root(self.lab, host, read_timeout=30)
            try:
                return sql.rows(connection, statement)
            finally:
                connection.close()
        done = self.run_lab("sql", self.name, host, statement, "--user", user)
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]

    def session(self, host, autocommit=True):
        """A session of root that stays until the test ends."""
        connection = sql.root(self.lab, host, read_timeout=60)
        connection.autocommit(autocommit)
        self.connections.append(connection)
        return connection

    def client_session(self, host_or_vip, autocommit=True, user="app"):
        """A client's session over the network."""
        address = self.lab.machines.get(host_or_vip, "10.77.0.50")
        here = os.open("/proc/self/ns/net", os.O_RDONLY)
        try:
            kernel.enter(self.lab.pid("client"), "net")
            connection = pymysql.connect(host=address, user=user, password=self.lab.secret(user), database="shop", autocommit=autocommit,
                                         connect_timeout=3, read_timeout=60, ssl={"ca": self.lab.path("ca.pem")})
        finally:
            kernel.libc.setns(here, 0)
            os.close(here)
        self.connections.append(connection)
        return connection

    def run_lab(self, *words, check=True, timeout=120):
        """`lab …`, to its end."""
        done = subprocess.run([sys.executable, LAB, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
        if check and done.returncode:
            raise Failure(f"lab {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def start_lab(self, *words):
        """`lab …`, in the background until the test ends."""
        child = subprocess.Popen([sys.executable, LAB, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.children.append(child)
        return child

    def server_pid(self, host):
        """The server's process, as seen from outside."""
        return hosts.server_pid(self.lab, host)

    def crash(self, host):
        """kill -9 of the server, at once."""
        pid = self.server_pid(host)
        expect(pid, f"a server on {host}")
        os.kill(pid, signal.SIGKILL)

    def fault(self, verb, host, service=None):
        """freeze, thaw, power-off, power-on, start, stop, reboot: as `lab` does it."""
        options = types.SimpleNamespace(command=verb, host=host, no_wait=False, service=service)
        with self.lab.locked() as lab:
            faults.FAULTS[verb](lab, options)
            lab.save()

    def restart_after(self, host, seconds):
        """A killed server comes back by itself, as under systemd."""
        with self.lab.locked() as lab:
            hosts.order(lab, host, "restart-after", seconds=seconds)

    def cut(self, host, peer=None, port=None, one_way=False):
        """Packets vanish; `one_way`: only those from `host` to `peer`."""
        wire.cut(self.lab, host, peer, port, one_way)

    def heal_cuts(self):
        """All packets arrive again."""
        wire.heal(self.lab)

    def host_shell(self, host, script):
        """A shell script as root on a host; its output."""
        return self.run_lab("run", self.name, host, "--", "sh", "-c", script).stdout

    def add_vip(self, host, interface=INTERFACE):
        """A host takes the VIP without being asked to."""
        wire.ip_batch(self.lab.pid(host), f"address add {VIP_CIDR} dev {interface}")

    def drop_vip(self, host, interface=INTERFACE):
        """A host gives the VIP up, if it has it."""
        if self.lab.is_on(host) and world.holds_vip(self.lab, host):
            wire.ip_batch(self.lab.pid(host), f"address del {VIP_CIDR} dev {interface}")

    # Load

    @contextlib.contextmanager
    def load(self, eye_ms=10, interval_ms=5, through=()):
        """Writes through the VIP, or through proxies, while the body runs, with an eye on every member; `report` is there afterwards."""
        load = Load(self, eye_ms, interval_ms, through)
        try:
            yield load
        finally:
            load.stop()
        if load.report is None:
            raise Failure(f"the load failed: {load.trouble}")

    def verify(self, load, primary=None, wait=30):
        """Nothing lost, nothing errant, never two writable, one writer with the VIP."""
        expect_equal(load.report["two_writable"], 0, "moments with two writable members (I1)", json.dumps(load.report), *self.notes[-3:])
        done = self.run_lab("verify", self.name, "--load", load.path, "--wait", str(wait), check=False)
        expect(done.returncode == 0, "lab verify finds nothing (I2, I4)", done.stdout + done.stderr, json.dumps(load.report), *self.notes[-3:])
        seen = json.loads(done.stdout)
        if primary:
            expect_equal(seen["primary"], primary, "the writable member that the observer sees (I6)", *self.notes[-3:])
        return seen


class Load:
    """A load that runs."""

    def __init__(self, stage, eye_ms, interval_ms, through):
        self.stage, self.report, self.trouble = stage, None, ""
        self.path = f"{stage.home}/acks"
        before = self.count()
        self.process = stage.start_lab("load", stage.name, "--seconds", "900", "--out", self.path, "--eye-ms", str(eye_ms),
                                       "--interval-ms", str(interval_ms), *[word for name in through for word in ("--through", name)])
        deadline = time.monotonic() + 15
        while self.count() < before + 5:
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise Failure(f"the load does not write: {self.process.poll()}")
            time.sleep(0.05)

    def rests(self):
        """Waits for a moment between two writes, when everybody has what was written: for loads that write once a second."""
        written = self.count()
        while self.count() == written:
            time.sleep(0.005)
        time.sleep(0.2)

    def count(self):
        """Rows on the primary."""
        found = world.writable(self.stage.snapshot())
        return self.stage.sql(found[0], "SELECT COUNT(*) FROM shop.orders")[0][0] if found else 0

    def stop(self):
        """Ends it and takes its report."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=30)
        self.trouble = err
        with contextlib.suppress(ValueError):
            self.report = json.loads(out)
