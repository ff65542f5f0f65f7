"""hactl watch: it notices, it judges, and it does what the policy allows; several of them never get in each other's way."""

import contextlib
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import time

import pymysql
from lablib import enter
from stage import expect, expect_equal, test
from stage.expect import Failure
from stage.running import short
from stage.world import writable
from test_check import samples
from test_failover import succeeded

POLICY = "policy: {unattended: [process-dead, host-dead], block-period: 1s, budget: 100}"


def allowing(stage, policy=POLICY, *changes):
    """An inventory whose policy allows failovers."""
    name = f"  {stage.name}:\n"
    return stage.inventory((name, f"{name}    {policy}\n"), *changes)


class Watch:
    """A hactl watch that runs."""

    def __init__(self, stage, inventory, *more, state="state", **options):
        self.stage, self.is_stopped = stage, False
        self.running = stage.start("watch", "--json", "--state", f"{stage.home}/{state}", *more, inventory=inventory, **options)

    def events(self, kind):
        """What it has told so far of a kind, oldest first."""
        return [event for event in self.running.events if event["type"] == kind]

    def said(self):
        """All of it but the plans, for a failure."""
        told = [event for event in self.running.events if event["type"] != "planned_step"]
        return "".join(f"{short(event)}\n" for event in told) + self.running.parts[1].decode()

    def tells(self, kind, wanted=lambda event: True, within=30):
        """Waits until it has told one that `wanted` accepts; the newest of them."""
        deadline = time.monotonic() + within
        while True:
            found = [event for event in self.events(kind) if wanted(event)]
            if found:
                return found[-1]
            if self.running.process.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"expected: hactl watch tells {kind} within {within} s\n{self.said()}")
            time.sleep(0.01)

    def leads(self):
        """Waits until it leads and has seen the cluster."""
        self.stands("leading")
        self.tells("watch_changes")
        return self

    def stands(self, stand, within=30):
        """Waits until it says so, and has not said anything else since."""
        self.tells("watch_stands", lambda event: event == self.events("watch_stands")[-1] and event["stand"] == stand, within)
        return self

    def holds_back(self, words):
        """Waits until it says that something is due, and why it does nothing; the event."""
        return self.tells("watch_holds_back", lambda event: words in event["@message"])

    def moves(self, first, within=30):
        """Waits until it has led the writer away from `first`, and well; the event."""
        ended = self.tells("watch_ends", lambda event: event["playbook"] == "failover" and event["from"] == first, within)
        expect_equal(ended["exit_code"], 0, "how the failover ended", self.said())
        return ended

    def end(self):
        """It ends with SIGTERM, and well."""
        self.stop()
        return self.running.wait(60).ended(0)

    def stop(self):
        """Asks it to end, once: the second signal would end it at once."""
        if not self.is_stopped:
            self.running.signal(signal.SIGTERM)
        self.is_stopped = True


@contextlib.contextmanager
def watching(stage, inventory, *more, **options):
    """A watch for as long as the block lasts."""
    watch = Watch(stage, inventory, *more, **options)
    yield watch
    watch.end()


@test(lab=["--semi-sync"])
def test_a_killed_primary(stage):
    """Nobody types anything: the writer moves, nothing is lost, and the old one is fenced."""
    stage.spoil()
    first = stage.primary
    with watching(stage, allowing(stage)) as watch:
        watch.leads()
        with stage.load(eye_ms=2) as load:
            stage.crash(first)
            watch.moves(first)
            time.sleep(0.5)
        succeeded(stage, stage.primary, load, watch.said())
        expect(stage.primary != first, "another primary", watch.said())


@test()
def test_a_right_that_is_missing_is_asked_for_each_time(stage):
    """What sudo allows is believed for a minute; what it refuses is seen to be allowed at the next look."""
    candidate = stage.roles()[1]
    stage.host_shell(candidate, "mv /etc/sudoers.d/hactl /root/hactl.sudoers")
    try:
        with watching(stage, allowing(stage, POLICY + "\n    watch: {look: 500ms}"), "--look-only") as watch:
            missing = watch.tells("watch_changes")
            expect(missing["status"] != "OK" and "P01" in json.dumps(missing), "that a right is missing", watch.said())
            stage.host_shell(candidate, "mv /root/hactl.sudoers /etc/sudoers.d/hactl")
            watch.tells("watch_changes", lambda event: event["status"] == "OK", within=20)
    finally:
        stage.host_shell(candidate, "test ! -e /root/hactl.sudoers || mv /root/hactl.sudoers /etc/sudoers.d/hactl")


@test(lab=["--semi-sync"])
def test_asked_to_end_in_the_middle(stage):
    """A service that is stopped ends what it has begun: nobody would be there to go on."""
    stage.spoil()
    first = stage.primary
    watch = Watch(stage, allowing(stage)).leads()
    with stage.load(eye_ms=2) as load:
        stage.crash(first)
        expect(watch.running.journal_line("intended"), "a failover that has begun", watch.said())
        watch.end()
        time.sleep(0.5)
    expect_equal(watch.moves(first)["outcome"], "done", "how it ended")
    succeeded(stage, stage.primary, load, watch.said())


@test(lab=["--semi-sync"], seconds=240)
def test_two_watches(stage):
    """One leads and the other stands by; it takes over when the leader dies, in the middle of a failover too."""
    stage.spoil()
    first = stage.primary
    inventory = allowing(stage)
    leader = Watch(stage, inventory, state="state").leads()
    other = Watch(stage, inventory, state="state2")
    other.tells("watch_stands", lambda event: event["stand"] == "standing_by")
    other.tells("watch_changes")
    with stage.load(eye_ms=2) as load:
        stage.crash(first)
        expect(leader.running.journal_line("intended"), "a failover that has begun", leader.said())
        leader.running.kill()
        other.tells("watch_stands", lambda event: event["stand"] == "leading", within=60)
        waits(lambda: writable(stage.snapshot()), 60, "a writable member", other)
        second = stage.primary
        third = next(name for name in stage.lab.hosts if name not in (first, second))
        waits(lambda: follows(stage, third, second), 30, f"{third} follows {second}", other)
        time.sleep(0.5)
    succeeded(stage, second, load, other.said())
    other.end()


@test(lab=["--semi-sync", "--etcd"], seconds=240)
def test_etcd_says_who_leads(stage):
    """A lease decides instead of the locks: without etcd nobody acts, and its holder's death makes way for the other one."""
    stage.spoil()
    first = stage.primary
    etcd = "watch: {etcd: {urls: ['http://10.77.0.41:2378', 'http://10.77.0.41:2379'], lease: 6s}}"
    inventory = allowing(stage, "policy: {unattended: [process-dead]}", (f"  {stage.name}:\n", f"  {stage.name}:\n    {etcd}\n"))
    leader = Watch(stage, inventory).leads()
    other = Watch(stage, inventory, state="state2").stands("standing_by")
    stands = other.events("watch_stands")
    expect(f"(pid {leader.running.process.pid})" in json.dumps(stands), "who leads, by name", other.said())
    stage.fault("freeze", "kv1")
    for watch in (leader, other):
        watch.stands("cut_off")
    with stage.load(eye_ms=2) as load:
        stage.crash(first)
        for watch in (leader, other):
            watch.tells("watch_suspects")
        stage.fault("thaw", "kv1")
        actor, ended = waits_for_one(lambda watch: [event for event in watch.events("watch_ends") if event["playbook"] == "failover"], (leader, other))
        time.sleep(0.5)
    expect_equal([event["exit_code"] for event in ended], [0], "how the only failover ended", actor.said())
    second = stage.primary
    succeeded(stage, second, load, actor.said())
    bystander, state = (other, "state2") if actor is leader else (leader, "state")
    book = f"{stage.home}/{state}/{stage.name}.failovers"
    waits(lambda: os.path.exists(book), 30, "the other watch has noted the failover", bystander)
    actor.running.kill()
    bystander.stands("leading")
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    stage.hactl("apply", "rejoin", "--to", first, "--yes", inventory=inventory).ended(0)
    stage.crash(second)
    held = json.dumps(bystander.tells("watch_holds_back"))
    expect("another machine has failed over" in held and "block period" in held, "the other one's failover counts", bystander.said())
    stage.hactl("ack", "--state", f"{stage.home}/{state}", inventory=inventory).ended(0).says("elsewhere", "is acknowledged")
    bystander.end()


def waits_for_one(found, watches, within=60):
    """The first of several watches of which something is found, and what."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        for watch in watches:
            if found(watch):
                return watch, found(watch)
        time.sleep(0.02)
    raise Failure("expected: one of the watches does it\n" + "\n".join(watch.said() for watch in watches))


@test(lab=["--semi-sync"], seconds=240)
def test_cut_between_two_watches(stage):
    """The one that leads is cut off from the servers: it says so and does nothing; the other one leads, and it alone takes over from a
    dead primary. When the cut heals there are still not two that lead."""
    stage.spoil()
    first = stage.primary
    inventory = allowing(stage)
    former = Watch(stage, inventory).leads()
    other = Watch(stage, inventory, state="state2", place="proxy").stands("standing_by")
    other.tells("watch_changes")
    with stage.load(eye_ms=2) as load:
        stage.cut("operator")
        former.stands("cut_off")
        # What a machine that vanished held a server gives back after fifteen seconds.
        other.stands("leading", within=60)
        stage.crash(first)
        other.moves(first)
        second = stage.primary
        stage.heal_cuts()
        former.stands("standing_by")
        former.tells("watch_recovers", lambda event: second in event["@message"])
        time.sleep(0.5)
    expect_equal(former.events("watch_begins"), [], "what the one that was cut off has begun", former.said())
    # In between it may have too few of the locks for a moment.
    stood = [event["stand"] for event in other.events("watch_stands") if event["stand"] != "cut_off"]
    expect_equal([stand for stand, _ in itertools.groupby(stood)], ["standing_by", "leading"], "how the other one stood", other.said())
    succeeded(stage, second, load, other.said(), former.said())
    former.end()
    other.end()


def waits(holds, seconds, what, watch):
    """Waits until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        expect(time.monotonic() < deadline, what, watch.said())
        time.sleep(0.05)


def follows(stage, name, source):
    """Whether a member follows another one."""
    found = stage.snapshot().get(name, {}).get("follows")
    return bool(found) and found["source"] == stage.lab.hosts[source]


@test(seconds=240)
def test_people_come_first(stage):
    """A cluster that is paused is left alone, whatever happens; a second failover waits until somebody has understood the first one."""
    stage.spoil()
    first = stage.primary
    inventory = allowing(stage, "policy: {unattended: [process-dead], block-period: 1h, budget: 100}")
    with watching(stage, inventory) as watch:
        watch.leads()
        stage.hactl("pause", "--for", "1h", "--reason", "new disks", inventory=inventory).ended(0).says("paused by", "new disks")
        time.sleep(6)  # the watch reads it at its next look, five seconds later at most
        stage.crash(first)
        judged = watch.tells("watch_judges")
        expect_equal(judged["verdict"], "process-dead", "the verdict", watch.said())
        time.sleep(3)
        expect_equal(watch.events("watch_begins"), [], "runs while it is paused")
        expect_equal(writable(stage.snapshot()), [], "writable members")
        stage.hactl("unpause", inventory=inventory).ended(0)
        moved = watch.moves(first)
        second = stage.primary
        returns(stage, first, inventory)
        stage.crash(second)
        held = watch.holds_back("block period")
        expect(f"hactl ack {moved['run']}" in held["@message"], "what to do about it", held)
        stage.hactl("ack", inventory=inventory).ended(0)
        watch.tells("watch_ends", lambda event: event["playbook"] == "failover" and event["from"] == second, within=90)
        expect(stage.primary not in (second,), "another primary", watch.said())


@test(lab=["--semi-sync"], seconds=240)
def test_flapping_primary(stage):
    """The next primary dies, too: its failover waits until the block period is over, and a third one is beyond the budget."""
    stage.spoil()
    first = stage.primary
    inventory = allowing(stage, "policy: {unattended: [process-dead], block-period: 30s, budget: 2}")
    with watching(stage, inventory) as watch:
        watch.leads()
        with stage.load(eye_ms=5, interval_ms=1_000) as load:
            moved, second = dies_and_returns(stage, watch, load, inventory)
            load.rests()
            stage.crash(second)
            held = watch.holds_back("block period")
            expect(f"hactl ack {moved['run']}" in held["@message"], "what to do about it", held)
            expect_equal(writable(stage.snapshot()), [], "writable members", watch.said())
            watch.moves(second, within=90)
            expect_flow(stage, load, watch)
        succeeded(stage, stage.primary, load, watch.said())
        returns(stage, second, inventory)
        stage.crash(stage.primary)
        watch.holds_back("policy: budget")
        expect_equal(writable(stage.snapshot()), [], "writable members", watch.said())
        expect_equal(len(watch.events("watch_ends")), 2, "runs", watch.said())


def dies_and_returns(stage, watch, load, inventory):
    """A primary that dies when the others have everything, so that it can be let back: (the failover's end, the new primary)."""
    first = stage.primary
    load.rests()
    stage.crash(first)
    moved = watch.moves(first)
    second = stage.primary
    returns(stage, first, inventory)
    return moved, second


def returns(stage, name, inventory):
    """A dead member is started, and let back. Its next death is for good."""
    stage.restart_after(name, 0.1)
    stage.fault("start", name)
    stage.hactl("apply", "rejoin", "--to", name, "--yes", inventory=inventory).ended(0, 10)
    stage.restart_after(name, None)


def expect_flow(stage, load, watch):
    """Clients write again."""
    before = load.count()
    waits(lambda: load.count() > before, 30, "writes that are acknowledged", watch)


@test(lab=["--semi-sync"])
def test_started_again(stage):
    """kill -9 in the middle of its own failover: the next watch ends well what was begun, or does it anew."""
    ends_what_was_begun(stage, lambda line, _: "intended" in line)


@test(lab=["--semi-sync"])
def test_started_again_after_the_commit_point(stage):
    """The same when a new primary is open: the next watch of the same state goes on with the run, and there is no other one."""
    ends_what_was_begun(stage, lambda line, _: "satisfied" in line and "Open " in line)
    runs = stage.hactl("history", "--json").ended(0).out
    expect_equal(runs.count('"playbook":"failover"'), 1, "failovers", runs)


def ends_what_was_begun(stage, moment):
    """A watch that is killed when its journal has a line, and its successor."""
    stage.spoil()
    first = stage.primary
    inventory = allowing(stage)
    dead = Watch(stage, inventory).leads()
    with stage.load(eye_ms=2) as load:
        stage.crash(first)
        dead.running.reaches(moment, "a failover that has begun")
        dead.running.kill()
        with watching(stage, inventory) as watch:
            ended = watch.tells("watch_ends", within=90)
            expect_equal((ended["playbook"], ended["from"], ended["exit_code"]), ("failover", first, 0), "what it has ended", watch.said())
            expect_flow(stage, load, watch)
    succeeded(stage, stage.primary, load, watch.said())


def listening(stage):
    """A datagram socket that systemd would listen on, and its path."""
    path = f"{stage.home}/notify"
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(path)
    receiver.settimeout(0.2)
    return receiver, path


def messages(receiver, wanted, within=15):
    """What came until `wanted` did."""
    found, deadline = [], time.monotonic() + within
    while not any(wanted in message for message in found):
        expect(time.monotonic() < deadline, f"systemd is told {wanted}", found)
        with contextlib.suppress(TimeoutError):
            found.append(receiver.recv(4096).decode())
    return found


def asked(stage, path, *more, expected=200):
    """What curl gets from the watch's web face, on the operator's machine."""
    words = ["curl", "-sS", "-o", f"{stage.home}/answer", "-w", "%{http_code}", *more, f"http://127.0.0.1:9799{path}"]
    lab, operator = stage.lab, stage.lab.pid("operator")
    done = subprocess.run(words, text=True, capture_output=True, timeout=30, preexec_fn=lambda: enter.enter_network(lab, operator))
    with open(f"{stage.home}/answer") as file:
        body = file.read()
    expect_equal(done.stdout, str(expected), f"status of {path}", done.stderr, body)
    return body


@test()
def test_a_service_with_a_face(stage):
    """systemd hears that it lives; pages, metrics and the API say what it sees; whoever has the token may pause it."""
    receiver, path = listening(stage)
    token = stage.write("token", "a-long-random-text\n")
    bearer = ["-H", "Authorization: Bearer a-long-random-text"]
    inventory = allowing(stage)
    with receiver, watching(stage, inventory, "--listen", "127.0.0.1:9799", "--token-file", token,
                            env={"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "600000"}) as watch:
        watch.leads()
        expect("READY=1" in messages(receiver, "READY=1")[0], "the first that systemd hears")
        messages(receiver, "WATCHDOG=1")
        expect("Watching" in asked(stage, "/healthz"), "that it is well")
        page = asked(stage, "/")
        expect("<svg" in page or "svg" in page, "a page that draws", page[:500])
        metrics = samples(asked(stage, "/metrics"))
        expect_equal(metrics[f'hactl_watch_leading{{cluster="{stage.name}"}}'], 1, "that it leads")
        expect(metrics["hactl_watch_pings_total"] > 3, "pings", metrics)
        cluster = json.loads(asked(stage, f"/api/v1/clusters/{stage.name}"))
        expect("leading" in json.dumps(cluster) and stage.primary in json.dumps(cluster), "what the API says", cluster)
        asked(stage, f"/api/v1/clusters/{stage.name}/pause", "-X", "POST", "-d", '{"for": "1h"}', expected=401)
        asked(stage, f"/api/v1/clusters/{stage.name}/pause", "-X", "POST", *bearer, "-d", '{"for": "1h", "reason": "tea"}')
        expect("tea" in asked(stage, f"/api/v1/clusters/{stage.name}"), "the pause")
        asked(stage, f"/api/v1/clusters/{stage.name}/unpause", "-X", "POST", *bearer)
        plan = asked(stage, f"/api/v1/clusters/{stage.name}/plan", "-X", "POST", *bearer, "-d", '{"playbook": "switchover"}')
        expect("Open " in plan, "a plan", plan[:500])
        asked(stage, "/api/v1/alerts", "-X", "POST", *bearer, "-d", json.dumps(webhook(stage.name)))
        watch.stop()
        messages(receiver, "STOPPING=1")


def webhook(cluster, fingerprint="c6eadffa33fcdf37", status="firing"):
    """What Alertmanager posts."""
    alert = {"status": status, "labels": {"alertname": "MySQLDown", "cluster": cluster}, "annotations": {},
             "startsAt": "2026-10-01T12:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "", "fingerprint": fingerprint}
    return {"version": "4", "groupKey": "{}", "status": status, "receiver": "hactl", "groupLabels": {}, "commonLabels": {},
            "commonAnnotations": {}, "externalURL": "", "truncatedAlerts": 0, "alerts": [alert]}


@test(lab=["--semi-sync"])
def test_alerts(stage):
    """Many deliveries of one alert are one failover, whatever becomes of those who called; what is no failure changes nothing."""
    inventory = allowing(stage)
    alert = stage.write("alert.json", json.dumps(webhook(stage.name)))
    calm = stage.write("calm.json", json.dumps(webhook(stage.name, fingerprint="another")))
    before = stage.snapshot()
    stage.hactl("remediate", "--alerts", calm, inventory=inventory).ended(0).says("Nothing to do")
    stage.hactl("remediate", "--alerts", calm, inventory=inventory).ended(0).says("already handled")
    strange = stage.write("strange.json", json.dumps(webhook("nobody")))
    stage.hactl("remediate", "--alerts", strange, inventory=inventory).ended(78).says("nobody")
    stage.hactl("remediate", "--alerts", stage.write("broken.json", "{}"), inventory=inventory).ended(64).says("version")
    stage.expect_unchanged(before)
    stage.spoil()
    first = stage.primary
    with stage.load(eye_ms=2) as load:
        stage.crash(first)
        calls = [stage.start("remediate", "--alerts", alert, inventory=inventory) for _ in range(50)]
        calls[0].signal(signal.SIGKILL)  # whoever called is ended: what was begun goes on
        ends = [call.wait(90) for call in calls][1:]
        deadline = time.monotonic() + 30
        while len(writable(stage.snapshot())) != 1 and time.monotonic() < deadline:
            time.sleep(0.05)
        stage.hactl("remediate", "--alerts", alert, inventory=inventory, timeout=60).ended(0).says("already handled")
        time.sleep(0.5)
    codes = [end.code for end in ends]
    acted = [end for end in ends if "already handled" not in end.text]
    expect(not any(codes), "how the others ended", codes, *acted)
    expect(len(acted) <= 1, "one at most that acted", *acted)
    expect(stage.primary != first, "another primary", *acted)
    succeeded(stage, stage.primary, load, *acted)
    runs = stage.hactl("history", "--json", inventory=inventory).ended(0).out
    expect_equal(runs.count('"playbook":"failover"'), 1, "failovers", runs)


@test()
def test_a_refused_alert(stage):
    """Delivered again it ends as it did, without another look, and is looked into after a minute; another alert is looked into at once."""
    first = stage.primary
    inventory = allowing(stage)
    alert, another = (stage.write(f"{name}.json", json.dumps(webhook(stage.name, fingerprint=name))) for name in ("one", "another"))
    stage.cut(first, "operator")
    refused = stage.hactl("remediate", "--alerts", alert, inventory=inventory).ended(1)
    stage.heal_cuts()
    again = stage.hactl("remediate", "--alerts", alert, inventory=inventory).ended(refused.code)
    again.says("looked into", "ago, and refused: ", "partition")
    stage.hactl("remediate", "--alerts", another, inventory=inventory).ended(0).says("Nothing to do")
    let_a_minute_pass(stage)
    stage.hactl("remediate", "--alerts", alert, inventory=inventory).ended(0).says("Nothing to do")


def let_a_minute_pass(stage):
    """For the book of alerts it was a minute longer ago."""
    path = f"{stage.home}/state/{stage.name}.alerts"
    with open(path) as file:
        entries = [json.loads(line) for line in file]
    with open(path, "w") as file:
        file.writelines(json.dumps({**entry, "at": entry["at"] - 60_000}) + "\n" for entry in entries)


# What an hour has at the watch's usual pace.
PINGS, LOOKS = 3 * 3_600, 720
# A ping that a busy machine answers late is no silence: patience is as long as usual.
HASTE = "watch: {ping: 100ms, look: 200ms, misses: 30}"


@test(lab=["--semi-sync"], seconds=900)
def test_an_hour_in_minutes(stage):
    """As many pings and looks as in an hour, while servers die, hosts freeze and networks are cut, each a few times: afterwards the watch
    holds what it held when it had seen each of them once, on its machine and on the servers."""
    stage.spoil()
    random.seed(60)
    inventory = allowing(stage, f"{POLICY}\n    {HASTE}")
    with watching(stage, inventory, "--listen", "127.0.0.1:9799") as watch:
        watch.leads()
        with stage.load(eye_ms=10, interval_ms=1_000) as load:
            for accident in ACCIDENTS:
                happens(stage, watch, load, inventory, accident)
            start, began = held(stage, watch), counted(stage)
            suffered = 0
            while not is_an_hour(began, counted(stage)):
                happens(stage, watch, load, inventory, random.choice(ACCIDENTS))
                suffered += 1
            end = comes_down(stage, watch, start)
            done = {name: value - began[name] for name, value in counted(stage).items()}
        succeeded(stage, stage.primary, load, watch.said())
    moved = len([event for event in watch.events("watch_ends") if event["playbook"] == "failover"])
    print(f"      {stage.flavour:7}  {suffered} accidents, {moved} failovers, {done}\n      held at the start {start}\n      held at the end {end}")


def happens(stage, watch, load, inventory, accident):
    """One accident, and the cluster is well again and looked after."""
    accident(stage, watch, load, inventory)
    expect(stage.settles(60), f"a healthy cluster after {accident.__name__}", stage.snapshot(), watch.said()[-20_000:])
    watch.stands("leading", within=60)


def a_primary_dies(stage, watch, load, inventory):
    """kill -9; the watch takes over, and a person lets the dead one back."""
    first = stage.primary
    before = len(watch.events("watch_ends"))
    load.rests()
    stage.crash(first)
    waits(lambda: len(watch.events("watch_ends")) > before and writable(stage.snapshot()), 90, f"a failover from {first}", watch)
    returns(stage, first, inventory)


def a_replica_dies(stage, watch, *_):
    """kill -9; it comes back by itself."""
    _, replica, _ = stage.roles()
    stage.restart_after(replica, 0.3)
    stage.crash(replica)
    stage.settles(30)
    stage.restart_after(replica, None)


def a_replica_freezes(stage, watch, *_):
    """Every process of its host stops, for a while."""
    freezes(stage, stage.roles()[2])


def a_primary_freezes(stage, watch, *_):
    """The same with the primary: the policy does not name it, so nobody does anything."""
    freezes(stage, stage.primary)


def freezes(stage, host):
    """Longer than a ping may take, and a look at one host."""
    stage.fault("freeze", host)
    time.sleep(random.uniform(3.5, 5))
    stage.fault("thaw", host)


def a_cut(stage, watch, *_):
    """The watch does not reach one of them."""
    stage.cut(random.choice(list(stage.lab.hosts)), "operator")
    time.sleep(random.uniform(1, 5))
    stage.heal_cuts()


def a_cut_from_all(stage, watch, *_):
    """The watch reaches nobody."""
    stage.cut("operator")
    watch.stands("cut_off")
    stage.heal_cuts()


def sessions_are_killed(stage, watch, *_):
    """An administrator ends all of its sessions on a server."""
    host = random.choice(list(stage.lab.hosts))
    for row in stage.sql(host, "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'hactl'"):
        with contextlib.suppress(pymysql.MySQLError):  # it may have ended by itself
            stage.sql(host, f"KILL {row[0]}")


ACCIDENTS = (a_primary_dies, a_replica_dies, a_primary_freezes, a_replica_freezes, a_cut, a_cut_from_all, sessions_are_killed)


def counted(stage):
    """Pings, looks and the like so far, by the watch's own metrics."""
    found = samples(asked(stage, "/metrics"))
    return {name: int(found[f"hactl_watch_{name}_total"]) for name in ("pings", "missed_pings", "looks", "inquiries")}


def is_an_hour(began, now):
    """Whether it has pinged and looked as often as in an hour."""
    return now["pings"] - began["pings"] >= PINGS and now["looks"] - began["looks"] >= LOOKS


def held(stage, watch):
    """What it holds: on its machine, locks on each server, and the most sessions on one: which an accident has ended are opened when they are needed."""
    process = f"/proc/{watch.running.pid}"
    with open(f"{process}/status") as file:
        status = dict(line.split(":", 1) for line in file)
    found = {"memory_mb": int(status["VmRSS"].split()[0]) // 1024, "threads": int(status["Threads"]),
             "descriptors": len(os.listdir(f"{process}/fd")), "sessions": 0}
    for host in stage.lab.hosts:
        found[f"{host}_locks"] = stage.sql(host, f"SELECT IS_USED_LOCK('hactl-watch:{stage.name}') IS NOT NULL, IS_USED_LOCK('hactl:{stage.name}') IS NOT NULL")[0]
        sessions = stage.sql(host, "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'hactl'")[0][0]
        found["sessions"] = max(found["sessions"], sessions)
    return found


def comes_down(stage, watch, start):
    """Waits until it holds no more than at the start, what an allocator keeps aside; what it holds then."""
    deadline = time.monotonic() + 60
    while True:
        now = held(stage, watch)
        if all(fits(name, now[name], start[name]) for name in start):
            return now
        expect(time.monotonic() < deadline, "the watch holds no more than at the start", f"at the start {start}", f"at the end {now}")
        time.sleep(0.5)


def fits(name, now, then):
    """The locks of one watch and of no run, memory within a quarter, anything else not more than it was."""
    if name.endswith("_locks"):
        return now == (1, 0)
    return now <= (then * 1.25 if name == "memory_mb" else then)
