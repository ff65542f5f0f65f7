"""Readers' addresses follow whoever is well: placed once, left alone, taken away and given back."""

import os
import re
import time

from stage import expect, expect_equal, test

ADDRESSES = ["10.77.0.61", "10.77.0.62"]
READERS = "readers: {{vips: [10.77.0.61/24, 10.77.0.62/24], recovery: {recovery}, primary: {primary}}}\n    replication:"


def readers(stage, recovery="1h", primary="last-resort"):
    """The lab's inventory with two addresses for readers; its path. The lab is not healed: the addresses stay on its hosts."""
    stage.spoil()
    return stage.inventory(("replication:", READERS.format(recovery=recovery, primary=primary)))


def reconcile(stage, inventory, *more):
    """What cron does each minute."""
    return stage.hactl("apply", "reconcile", "--yes", "--json", *more, inventory=inventory)


def holders(stage):
    """Who has which of the addresses, as the hosts say."""
    found = {address: [] for address in ADDRESSES}
    for name in stage.lab.hosts:
        if stage.lab.is_on(name):
            held = stage.host_shell(name, "ip -o -4 addr show")
            for address in ADDRESSES:
                if re.search(rf"\b{re.escape(address)}/", held):
                    found[address].append(name)
    return found


def serving(stage, *evidence):
    """Who has an address each, and nobody has one twice."""
    found = holders(stage)
    for address, names in found.items():
        expect_equal(len(names), 1, f"holders of {address}", found, *evidence)
    return sorted(names[0] for names in found.values())


def answering(stage, address):
    """Whose server a client finds at an address."""
    out = stage.run_lab("run", stage.name, "client", "--", "/usr/bin/python3", "-c",
                        "import pymysql, sys; c = pymysql.connect(host=sys.argv[1], user='app', password=open(sys.argv[2]).read().strip(), "
                        "connect_timeout=3); k = c.cursor(); k.execute('SELECT @@hostname'); print(k.fetchone()[0])",
                        address, stage.lab.path("app.pw"))
    return out.stdout.strip()


@test()
def test_placed_and_left_alone(stage):
    """Each replica gets one; the next run finds nothing to do, and takes no lock."""
    inventory = readers(stage)
    first, second, third = stage.roles()
    plan = stage.hactl("plan", "reconcile", inventory=inventory).ended(0)
    plan.says("Lead reads at 10.77.0.61", "2 endpoints to move", "fit to serve reads")
    expect_equal(holders(stage), {address: [] for address in ADDRESSES}, "a plan changes nothing", plan)
    done = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, done), sorted([second, third]), "who serves reads", done)
    expect_equal(sorted(answering(stage, address) for address in ADDRESSES), sorted([second, third]), "who answers", done)
    expect_equal(stage.primary, first, "primary", done)
    before = sorted(os.listdir(f"{stage.home}/state"))
    again = reconcile(stage, inventory).ended(0).says("Nothing to do", second, third)
    expect_equal(sorted(os.listdir(f"{stage.home}/state")), before, "what hactl keeps", again)
    stage.hactl("topology", inventory=inventory).ended(0).says("reads:10.77.0.61", "reads:10.77.0.62")


@test()
def test_a_replica_that_stops(stage):
    """Its address goes to the other one at once, and comes back only after a while."""
    inventory = readers(stage, recovery="9s")
    _, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    stage.crash(third)
    moved = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, moved), [second, second], "who serves reads", moved)
    stage.fault("start", third)
    deadline = time.monotonic() + 20
    while "well again" not in reconcile(stage, inventory).ended(0).text:
        expect(time.monotonic() < deadline, f"{third} replicates again")
    early = serving(stage)
    expect_equal(early, [second, second], "who serves reads before it has recovered")
    deadline = time.monotonic() + 20
    back = reconcile(stage, inventory).ended(0)
    while "well again" in back.text:
        expect(time.monotonic() < deadline, "it is trusted after a while", back)
        time.sleep(0.2)
        back = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, back), sorted([second, third]), "who serves reads", back)


@test()
def test_broken_replication(stage):
    """A stopped applier shows old data: out, until it runs."""
    inventory = readers(stage, recovery="1ms")
    _, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    stage.sql(second, "STOP SLAVE SQL_THREAD" if stage.flavour == "mariadb" else "STOP REPLICA SQL_THREAD")
    moved = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, moved), [third, third], "who serves reads", moved)
    reconcile(stage, inventory).ended(0).says("Nothing to do", "its applier is stopped")
    stage.sql(second, "START SLAVE" if stage.flavour == "mariadb" else "START REPLICA")
    back = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, back), sorted([second, third]), "who serves reads", back)


@test()
def test_nobody_is_well(stage):
    """The primary serves while no replica can; where it may not, everything stays."""
    inventory = readers(stage, recovery="1ms")
    first, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    stop = "STOP SLAVE" if stage.flavour == "mariadb" else "STOP REPLICA"
    for name in (second, third):
        stage.sql(name, stop)
    never = readers(stage, primary="never")
    stays = reconcile(stage, never).ended(0).says("Nothing to do")
    expect_equal(serving(stage, stays), sorted([second, third]), "who serves reads", stays)
    inventory = readers(stage, recovery="1ms")
    moved = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, moved), [first, first], "who serves reads", moved)
    stage.sql(third, stop.replace("STOP", "START"))
    back = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, back), [third, third], "who serves reads", back)


@test()
def test_a_host_without_power(stage):
    """Nobody answers for its address any more: another one takes it. It comes back without."""
    inventory = readers(stage)
    _, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    stage.fault("power-off", third)
    moved = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, moved), [second, second], "who serves reads", moved)


@test()
def test_a_host_that_only_we_do_not_reach(stage):
    """The network hears it at its address: two hosts for one address would be worse."""
    inventory = readers(stage)
    _, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    before = holders(stage)
    stage.cut("operator", third)
    owing = reconcile(stage, inventory).ended(10).says("somebody answers for it")
    expect_equal(holders(stage), before, "who has which address", owing)
    stage.heal_cuts()
    deadline = time.monotonic() + 10
    while reconcile(stage, inventory).code != 0:
        expect(time.monotonic() < deadline, "it ends well once the cut is healed")
    serving(stage)


@test()
def test_two_holders(stage):
    """One of two that hold an address lets it go."""
    inventory = readers(stage)
    _, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    twice = next(address for address, names in holders(stage).items() if names == [second])
    stage.host_shell(third, f"ip addr add {twice}/24 dev eth0")
    plan = stage.hactl("plan", "reconcile", "-o", f"{stage.home}/plan.json", inventory=inventory).ended(0)
    plan.says(f"{twice}")
    done = stage.hactl("apply", f"{stage.home}/plan.json", "--json", inventory=inventory).ended(0)
    expect_equal(serving(stage, done), sorted([second, third]), "who serves reads", done)


@test()
def test_after_a_switchover(stage):
    """A new primary gives its share of the reads away."""
    inventory = readers(stage)
    first, second, third = stage.roles()
    reconcile(stage, inventory).ended(0)
    stage.switch(second, inventory=inventory).ended(0)
    moved = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, moved), sorted([first, third]), "who serves reads", moved)
    expect_equal(stage.primary, second, "primary", moved)


@test()
def test_exactly_what_sudo_allows(stage):
    """What `hactl sudoers` prints is enough; without it the run says what it lacks and leaves no half of it."""
    inventory = readers(stage)
    text = stage.hactl("sudoers", inventory=inventory).ended(0).out
    expect(all(address in text for address in ADDRESSES), "the readers' addresses in the rules", text)
    parts = re.split(r"^# (db\d).*\n", text, flags=re.M)[1:]
    rules = dict(zip(parts[::2], parts[1::2]))
    for name in stage.lab.hosts:
        with open(f"/proc/{stage.lab.pid(name)}/root/etc/sudoers.d/hactl", "w") as file:
            file.write(rules[name])
    _, second, third = stage.roles()
    done = reconcile(stage, inventory).ended(0)
    expect_equal(serving(stage, done), sorted([second, third]), "who serves reads", done)
    with open(f"/proc/{stage.lab.pid(third)}/root/etc/sudoers.d/hactl", "w") as file:
        file.write("")
    stage.sql(second, "STOP SLAVE" if stage.flavour == "mariadb" else "STOP REPLICA")
    reconcile(stage, inventory).ended(10).says("sudo")
    reconcile(stage, inventory).ended(10)


@test()
def test_nothing_for_readers(stage):
    """An inventory without addresses for readers: there is nothing to do, and that is said."""
    stage.hactl("apply", "reconcile", "--yes").ended(0).says("no addresses for readers")
    broken = stage.inventory(("replication:", "readers: {vips: [10.77.0.61/24, 10.77.0.50/24]}\n    replication:"))
    stage.hactl("plan", "reconcile", inventory=broken).ended(78).says("the address of the writer")


@test()
def test_steps_of_ones_own_are_taken(stage):
    """A playbook of this kind with more in it than routes is not done with a look at who serves reads."""
    mark = f"{stage.home}/mark"
    book = stage.write("tidy.yaml", "playbook: tidy\ntitle: Tidy up\npremise: steady\nsteps:\n  - route-reads: {}\n"
                       f"  - local: {{command: [/usr/bin/touch, {mark}], undo: none}}\n")
    before = stage.snapshot()
    result = stage.hactl("apply", book, "--yes", "--json").ended(0)
    expect(os.path.exists(mark), "the step was taken", result)
    stage.expect_unchanged(before, result)
