"""Proxies follow the writer: HAProxy 2.6 with MariaDB's hosts, 3.2 with MySQL's."""

import json
import os
import threading
import time

import pymysql
from stage import expect, expect_equal, test
from stage.haproxy import HEAD, edit, routes, text_of

THREE = ("--proxies", "3")
NAMES = ("px1", "px2", "px3")


@test(lab=THREE)
def test_there_and_back(stage):
    """Clients that know only the proxies come to every new primary; a reload changes nothing."""
    first, second, _ = stage.roles()
    with stage.load(eye_ms=2, through=NAMES) as load:
        for target in (second, first):
            result = stage.switch(target).ended(0)
            stage.run_lab("reload", stage.name, "px1")
            time.sleep(0.3)
    stage.expect_healthy(first, result)
    stage.verify(load, first)


@test(lab=THREE)
def test_without_an_address(stage):
    """The proxies are the only way: the outage is measured through the first of them."""
    first, second, _ = stage.roles()
    path = stage.inventory(("    writer: {vip: 10.77.0.50/24, interface: eth0}\n", ""))
    with stage.load(eye_ms=2, through=NAMES) as load:
        result = stage.switch(second, inventory=path).ended(0)
        time.sleep(0.3)
    expect(result.outcome.get("outage_ms") is not None, "a measured outage", result)
    seen = routes(stage)
    expect_equal({one["running"][0] for one in seen.values()}, {second}, "where the proxies lead", result)
    expect_equal(load.report["two_writable"], 0, "moments with two writers (I1)", result)
    stage.spoil()


@test(lab=THREE)
def test_again_changes_nothing(stage):
    """Routing twice: the second plan has nothing to do at the proxies, and their files are the same, byte for byte."""
    _, second, _ = stage.roles()
    stage.switch(second).ended(0)
    before = {name: text_of(stage, name) for name in NAMES}
    book = stage.write("again.yaml", f"playbook: again\ntitle: Routes\npremise: steady\nsteps:\n"
                       f"  - prepare-routes: {{to: {second}}}\n  - route-proxy: {{to: {second}}}\n  - keep-routes: {{on: {second}}}\n")
    result = stage.hactl("apply", book, "--yes", "--json").ended(0)
    expect_equal({name: text_of(stage, name) for name in NAMES}, before, "the proxies' files", result)
    expect(not stage.hactl("topology").text.count("elsewhere"), "nothing changes after a reload", result)


@test(lab=THREE)
def test_the_topology_shows_them(stage):
    result = stage.hactl("topology", "--json").ended(0)
    tree = json.loads(result.out.splitlines()[-1])
    shown = {one["name"]: one for one in tree["topology"]["proxies"]}
    expect_equal(sorted(shown), sorted(NAMES), "proxies", result)
    expect_equal(shown["px1"]["leads_to"], [stage.primary], "where px1 leads", result)
    edit(stage, "px2", "server db2 10.77.0.12:3306 disabled", "server db2 10.77.0.12:3306")
    stage.hactl("topology").ended(0).says("px2", "elsewhere after a reload")
    stage.spoil()


@test(lab=THREE)
def test_one_is_gone_before(stage):
    """All are needed unless the inventory says otherwise: nothing is changed. With a quorum the others are led, and it is owed."""
    first, second, _ = stage.roles()
    stage.fault("power-off", "px2")
    before = stage.snapshot()
    result = stage.switch(second).ended(1)
    result.says("P35", "px2", "proxy-quorum")
    stage.expect_unchanged(before, result)
    path = stage.inventory((HEAD, "    proxy-quorum: 2\n" + HEAD))
    with stage.load(eye_ms=2, through=("px1", "px3")) as load:
        result = stage.switch(second, inventory=path).ended(10)
        time.sleep(0.3)
    result.says("px2")
    seen = routes(stage)
    expect_equal([seen[name]["running"] for name in ("px1", "px3")], [[second]] * 2, "where the others lead", result)
    expect_equal(load.report["two_writable"], 0, "moments with two writers (I1)", result)
    stage.fault("power-on", "px2")
    expect_equal(routes(stage)["px2"]["running"], [first], "the one that was gone knows nothing", result)
    stage.hactl("topology").says(f"px2 at 10.77.0.32:3306 -> {first}")
    done = stage.hactl("resume", "--json", inventory=path).ended(0)
    expect_equal(routes(stage)["px2"], {"running": [second], "written": [second], "left": []}, "what was owed", done)
    stage.spoil()


@test(lab=THREE)
def test_one_goes_before_the_freeze(stage):
    """It was there when the plan was made (row 61): everything goes back, unless the quorum holds without it."""
    first, second, _ = stage.roles()
    for quorum in (3, 2):
        path = stage.inventory((HEAD, f"    proxy-quorum: {quorum}\n" + HEAD))
        book = stage.pausing("- sync: {on: candidate}", seconds=1.5)
        running = stage.start_switch(second, playbook=book, inventory=path)
        running.reaches("Prepare the file of px2", "the files are prepared")
        time.sleep(0.3)
        stage.cut("px2")
        result = running.wait().ended(2 if quorum == 3 else 10)
        result.says("px2")
        stage.heal_cuts()
        expected = first if quorum == 3 else second
        expect_equal(stage.primary, expected, "the primary", result)
        for name in ("px1", "px3"):
            expect_equal(routes(stage)[name], {"running": [expected], "written": [expected], "left": []}, name, result)
    stage.spoil()


@test(lab=THREE)
def test_one_goes_after_the_opening(stage):
    """There is only forward: the others are led and kept, and the one that is gone is named."""
    first, second, _ = stage.roles()
    book = stage.pausing("- stop-following: {on: candidate}", seconds=1)
    running = stage.start_switch(second, playbook=book)
    running.reaches('"committing"', "the commit point")
    time.sleep(0.3)
    stage.fault("power-off", "px2")
    result = running.wait().ended(11)
    result.says("px2")
    for name in ("px1", "px3"):
        expect_equal(routes(stage)[name], {"running": [second], "written": [second], "left": []}, name, result)
    expect_equal(stage.primary, second, "the primary", result)
    stage.spoil()


@test(lab=THREE)
def test_edited_since_the_plan(stage):
    """A saved plan rests on the files: one that a person has edited since makes it stale, and nothing is changed."""
    _, second, _ = stage.roles()
    plan = f"{stage.home}/saved.plan"
    stage.hactl("plan", "switchover", "--to", second, "-o", plan).ended(0)
    edit(stage, "px3", "# Where the writes go", "# Where all the writes go")
    before = stage.snapshot()
    result = stage.hactl("apply", plan, "--yes", "--json").ended(3)
    result.says("px3")
    stage.expect_unchanged(before, result)


@test(lab=THREE)
def test_edited_during_the_run(stage):
    """What a person writes between the copy and its turn is kept: the file is prepared anew. A file that is a link stays one."""
    _, second, _ = stage.roles()
    stage.host_shell("px2", "cd /etc/haproxy && mv haproxy.cfg real.cfg && ln -s real.cfg haproxy.cfg && chown haproxy real.cfg && chmod 640 real.cfg")
    book = stage.pausing("- keep-routes: {on: candidate}", seconds=1)
    running = stage.start_switch(second, playbook=book)
    running.reaches('"committing"', "the commit point")
    time.sleep(0.3)
    edit(stage, "px1", "# Where the writes go", "# Somebody was here")
    result = running.wait().ended(0)
    expect("# Somebody was here" in text_of(stage, "px1"), "the person's words", result)
    kept = stage.host_shell("px2", "readlink /etc/haproxy/haproxy.cfg; stat -c '%U %a' /etc/haproxy/real.cfg").split()
    expect_equal(kept, ["real.cfg", "haproxy", "640"], "a link stays a link, and owner and mode as they were", result)
    stage.expect_healthy(second, result)
    stage.spoil()


@test(lab=THREE)
def test_a_file_that_is_refused(stage):
    """HAProxy does not take the file: found before anything is frozen, and nothing is left lying."""
    _, second, _ = stage.roles()
    edit(stage, "px2", "    balance roundrobin", "    balance roundrobin\n    no-such-word 7")
    before = stage.snapshot()
    with stage.load(eye_ms=2, through=("px1",)) as load:
        result = stage.switch(second).ended(2)
    result.says("px2", "no-such-word")
    stage.expect_unchanged(before, result)
    expect_equal(load.report["two_writable"], 0, "moments with two writers (I1)", result)
    stage.spoil()


@test(lab=THREE)
def test_a_socket_that_lets_nobody_change(stage):
    _, second, _ = stage.roles()
    edit(stage, "px1", "level admin", "level operator")
    stage.run_lab("reload", stage.name, "px1")
    before = stage.snapshot()
    result = stage.switch(second).ended(1)
    result.says("P35", "px1", "level admin")
    stage.expect_unchanged(before, result)
    stage.spoil()


@test(lab=THREE)
def test_a_candidate_that_it_does_not_know(stage):
    _, second, _ = stage.roles()
    text = next(line for line in text_of(stage, "px3").splitlines() if f"server {second} " in line and "disabled" in line)
    edit(stage, "px3", text + "\n", "")
    stage.run_lab("reload", stage.name, "px3")
    before = stage.snapshot()
    result = stage.switch(second).ended(1)
    result.says("P35", "px3", "knows no server")
    stage.expect_unchanged(before, result)
    stage.spoil()


@test(lab=THREE)
def test_without_rights(stage):
    """`hactl sudoers` prints what is enough, and without it hactl says so."""
    _, second, _ = stage.roles()
    said = stage.hactl("sudoers").ended(0).out
    lines = said[said.index("# px1"):].split("# px2")[0]
    stage.host_shell("px1", "mv /etc/sudoers.d/hactl /root/full && echo 'Defaults:ops !lecture' > /etc/sudoers.d/hactl && chmod 440 /etc/sudoers.d/hactl")
    before = stage.snapshot()
    result = stage.switch(second).ended(1)
    result.says("P35", "px1", "hactl sudoers")
    stage.expect_unchanged(before, result)
    with open(stage.lab.inside("px1", "/etc/sudoers.d/hactl"), "w") as file:
        file.write(lines)
    stage.host_shell("px1", "visudo -c -f /etc/sudoers.d/hactl")
    result = stage.switch(second).ended(0)
    stage.expect_healthy(second, result)
    stage.spoil()


@test(lab=THREE, seconds=300)
def test_killed_anywhere(stage):
    """kill -9 at a line of the journal here and there, also between two proxies; resume or rollback leads everybody to one writer."""
    with stage.load(eye_ms=5, through=("px1", "px2")) as load:
        for number, line in enumerate(range(3, 75, 12 if stage.quick else 4)):
            first, second, _ = stage.roles()
            running = stage.start_switch(second)
            if not running.journal_line(line):
                running.wait().ended(0)
                continue
            dead = running.kill()
            with open(stage.newest_journal()) as file:
                if '"finished"' in file.read():
                    continue
            verb = ("resume", "rollback")[number % 2]
            result = stage.hactl(verb, "--json")
            if verb == "rollback" and result.code == 1:
                result = stage.hactl("resume", "--json")
            result.ended(0, 2)
            stage.expect_healthy(None, dead, result, seconds=20)
    stage.verify(load)


@test(lab=THREE)
def test_the_primary_dies(stage):
    """A failover leads the proxies too, and a former primary that comes back gets nothing from them."""
    first, second, _ = stage.roles()
    with stage.load(eye_ms=2, interval_ms=1_000, through=("px1",)) as load:
        load.rests()
        stage.crash(first)
        result = stage.fail_over().ended(0)
        time.sleep(0.3)
    new = stage.primary
    expect(new != first, "another primary", result)
    for name in NAMES:
        expect_equal(routes(stage)[name], {"running": [new], "written": [new], "left": []}, name, result)
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json").ended(0)
    stage.expect_healthy(new, result, back, seconds=20)
    stage.verify(load, new)


@test(lab=THREE)
def test_the_primarys_host_dies(stage):
    """Clients that wait for a host that is gone are thrown out by the proxies, for nobody else could: also those that a worker from
    before a reload still serves, of which the admin socket knows nothing."""
    first, _, _ = stage.roles()
    ended, threads = [], []

    def wait(number, connection):
        try:
            connection.cursor().execute("SELECT SLEEP(50)")
        except pymysql.MySQLError:
            ended.append(number)

    for number, reload in ((0, True), (1, False)):
        threads.append(threading.Thread(target=wait, args=(number, stage.client_session("px1")), daemon=True))
        threads[-1].start()
        if reload:
            stage.run_lab("reload", stage.name, "px1")
    with stage.load(eye_ms=2, through=NAMES) as load:
        path = stage.inventory((f"{first}: {{", f"{first}: {{power-off: ['true'], "))
        stage.fault("power-off", first)
        result = stage.fail_over(inventory=path).ended(0)
        before = load.count()
        for thread in threads:
            thread.join(5)
        time.sleep(1)
        expect(load.count() >= before + 20, "clients write again", result)
    expect_equal(sorted(ended), [0, 1], "the clients that are told, the old worker's and the new one's", result)
    stage.spoil()


@test(lab=THREE)
def test_a_dead_proxy_keeps_no_failover_waiting(stage):
    """With a quorum: the failover goes on, and the proxy is owed."""
    first, _, _ = stage.roles()
    path = stage.inventory((HEAD, "    proxy-quorum: 2\n" + HEAD))
    stage.fault("power-off", "px3")
    with stage.load(eye_ms=2, through=("px1", "px2")) as load:
        stage.crash(first)
        result = stage.fail_over(inventory=path).ended(10)
        time.sleep(0.3)
    result.says("px3")
    expect_equal(load.report["two_writable"], 0, "moments with two writers (I1)", result)
    seen = routes(stage)
    expect_equal([seen[name]["running"] for name in ("px1", "px2")], [[stage.primary]] * 2, "where the others lead", result)
    expect(os.path.exists(stage.newest_journal()), "a journal", result)
    stage.spoil()


@test(flavours="mysql", lab=(*THREE, "--router"))
def test_router_follows(stage):
    """MySQL Router with static routing is led by its file and a restart, beside the HAProxies."""
    first, second, _ = stage.roles()
    entry = "      rt1: {address: 10.77.0.31, writer: '10.77.0.31:6446', router: {section: 'routing:primary'}}\n"
    path = stage.inventory((HEAD, HEAD + entry))
    with stage.load(eye_ms=2, through=("px1", "10.77.0.31:6446")) as load:
        for target in (second, first):
            result = stage.switch(target, inventory=path).ended(0)
            result.says("Lead writes through rt1")
            time.sleep(0.3)
        text = stage.host_shell("px1", "cat /etc/mysqlrouter/mysqlrouter.conf; ls /etc/mysqlrouter")
        expect(f"destinations = {stage.lab.hosts[first]}:3306" in text, "Router's file", text)
        expect("hactl-new" not in text and "hactl-due" not in text, "nothing unfinished beside it", text)
    stage.expect_healthy(first, result)
    stage.verify(load, first)
    stage.hactl("topology", inventory=path).ended(0).says(f"rt1 at 10.77.0.31:6446 -> {first}")


@test(lab=THREE)
def test_a_file_and_a_reload(stage):
    """Anything that reads a file: here a HAProxy whose one server is renamed, as people do who generate it. One that does not take
    the new file in gets the old one back, and is named."""
    first, second, _ = stage.roles()
    edit(stage, "px2", "listen shop_readers", f"listen app\n    bind *:3308\n    server writer {stage.lab.hosts[first]}:3306\n\nlisten shop_readers")
    stage.run_lab("reload", stage.name, "px2")
    px2 = "      px2: {address: 10.77.0.32, haproxy: {backend: shop_writer, readers: shop_readers}}\n"
    app = ("      app: {address: 10.77.0.32, writer: '10.77.0.32:3308', file: {path: /etc/haproxy/haproxy.cfg, lines: ['server writer {host}:{port}'], "
           "check: [/usr/sbin/haproxy, -c, -f, '{}'], reload: RELOAD}}\n")
    path = stage.inventory((px2, app.replace("RELOAD", "[systemctl, reload, haproxy]")))
    with stage.load(eye_ms=2, through=("px1", "10.77.0.32:3308")) as load:
        result = stage.switch(second, inventory=path).ended(0)
        time.sleep(0.3)
    expect(f"    server writer {stage.lab.hosts[second]}:3306" in text_of(stage, "px2"), "the file leads to the new primary", result)
    expect_equal(load.report["two_writable"], 0, "moments with two writers (I1)", result)
    path = stage.inventory((px2, app.replace("RELOAD", "['false']")))
    result = stage.switch(first, inventory=path).ended(11)
    result.says("app")
    expect(f"    server writer {stage.lab.hosts[second]}:3306" in text_of(stage, "px2"), "the old file is back", result)
    expect_equal(stage.primary, first, "the primary", result)
    stage.spoil()


@test(lab=(*THREE, "--etcd"))
def test_etcd_says_who_it_is(stage):
    """Others read the writer's address in etcd, in orchestrator's layout: all keys change at once, and nobody's own write is lost."""
    first, second, _ = stage.roles()
    key = "mysql/master/shop"

    def etcdctl(*words):
        return stage.host_shell("kv1", "ETCDCTL_API=3 etcdctl --endpoints=http://10.77.0.41:2379 " + " ".join(words))

    def say(name):
        address = stage.lab.hosts[name]
        for part, value in (("", f"{address}:3306"), ("/hostname", address), ("/port", "3306"), ("/ipv4", address)):
            etcdctl("put", key + part, value)

    def said():
        lines = etcdctl("get", "--prefix", key).split("\n")
        return dict(zip(lines[::2], lines[1::2]))

    say(first)
    entry = f"      kv: {{etcd: {{urls: ['http://10.77.0.41:2378', 'http://10.77.0.41:2379'], key: {key}}}}}\n"
    path = stage.inventory((HEAD, HEAD + entry))
    for target in (second, first):
        result = stage.switch(target, inventory=path).ended(0)
        address = stage.lab.hosts[target]
        expect_equal(said(), {key: f"{address}:3306", f"{key}/hostname": address, f"{key}/port": "3306", f"{key}/ipv4": address},
                     "what etcd says", result)
    stage.hactl("topology", inventory=path).ended(0).says(f"kv -> {first}")
    say(second)
    before = stage.snapshot()
    result = stage.switch(second, inventory=path).ended(1)
    result.says("P35", "kv leads writes to 10.77.0.")
    stage.expect_unchanged(before, result)
    say(first)
    stage.fault("power-off", "kv1")
    result = stage.switch(second, inventory=path).ended(1)
    result.says("P35", "kv can't be seen")
    stage.spoil()


@test(lab=THREE)
def test_two_at_once(stage):
    """A second hactl finds the first one's lock and changes nothing: the proxies follow the first."""
    first, second, third = stage.roles()
    with stage.load(eye_ms=2, through=NAMES) as load:
        running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 1.0))
        running.reaches("sleep", "the rest before the freeze")
        other = stage.switch(third)
        result = running.wait().ended(0)
        other.ended(75).says("hactl")
    stage.expect_healthy(second, result, other)
    stage.verify(load, second)
