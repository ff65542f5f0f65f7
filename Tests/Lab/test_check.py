"""hactl check: for people, for monitoring plugins, for Prometheus; many clusters at once, and never for long."""

import contextlib
import fcntl
import os
import re
import stat
import threading
import time

from stage import expect, expect_equal, test

SAMPLE = re.compile(r'^hactl_[a-z0-9_]+(\{([a-z]+="([^"\\\n]|\\.)*"(,(?=[a-z])|(?=\})))*\})? -?[0-9.]+$')


def samples(text):
    """Every line that is no comment, as it would be read: name and labels, and the value."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            expect(re.match(r"^# (HELP|TYPE) hactl_[a-z0-9_]+ .+$|^# EOF$", line), "a comment that Prometheus knows", line)
            continue
        expect(SAMPLE.match(line), "a sample", line)
        name, value = line.rsplit(" ", 1)
        expect(name not in found, "each sample once", line)
        found[name] = float(value)
    return found


@test()
def test_every_output(stage):
    """A cluster that is well: one line, metrics, JSON lines; nothing with -q."""
    first, second, _ = stage.roles()
    said = stage.hactl("check").ended(0)
    expect(said.out.startswith(f"HACTL OK: {stage.name} primary={first} | lag_max="), "a plugin's line", said)
    metrics = samples(stage.hactl("check", "--output", "prometheus").ended(0).out)
    cluster = f'cluster="{stage.name}"'
    expect_equal(metrics[f'hactl_cluster_state{{{cluster},state="ok"}}'], 1, "the state")
    expect_equal(metrics[f'hactl_member_writable{{{cluster},member="{first}"}}'], 1, "the primary takes writes")
    expect_equal(metrics[f'hactl_member_writable{{{cluster},member="{second}"}}'], 0, "a replica takes none")
    expect_equal(metrics[f'hactl_endpoint_target_ok{{{cluster},endpoint="vip"}}'], 1, "the address")
    expect(abs(metrics[f"hactl_check_last_success_timestamp_seconds{{{cluster}}}"] - time.time()) < 60, "when it was", metrics)
    ends = metrics[f'hactl_certificate_expiry_timestamp_seconds{{{cluster},member="{first}"}}']
    expect(20 * 86_400 < ends - time.time() < 31 * 86_400, "the lab's certificates last 30 days", ends)
    opened = stage.hactl("check", "--output", "openmetrics").ended(0)
    expect(opened.out.rstrip().endswith("# EOF") and "# TYPE hactl_build info\n" in opened.out, "OpenMetrics", opened)
    samples(opened.out)
    lines = stage.hactl("check", "--json").ended(0).events
    expect_equal([line["type"] for line in lines if line["type"] != "finding"], ["health", "outcome"], "types of lines")
    expect_equal(lines[-2]["primary"], first, "the primary")
    expect_equal(stage.hactl("check", "-q").ended(0).text, "", "what is said with -q")
    stage.hactl("check", "--json", "--output", "prometheus").ended(64)


@test()
def test_a_text_file(stage):
    """There as a whole, for node_exporter to read; a folder that isn't there is said."""
    path = f"{stage.home}/hactl.prom"
    stage.hactl("check", "--output", "prometheus", "--textfile", path).ended(0)
    expect_equal(stat.S_IMODE(os.stat(path).st_mode), 0o644, "who may read it")
    with open(path) as file:
        samples(file.read())
    expect_equal([name for name in os.listdir(stage.home) if name.startswith("hactl.prom")], ["hactl.prom"], "files")
    stage.hactl("check", "--output", "prometheus", "--textfile", f"{stage.home}/nowhere/x.prom").ended(64).says("nowhere")


@test()
def test_one_of_two_clusters_is_gone(stage):
    """Every cluster of the inventory; hosts that are not there keep nobody waiting, and the worst is said first."""
    path = stage.inventory((f"  {stage.name}:\n", "  gone:\n    members:\n      g1: {address: 10.77.0.98}\n"
                                                  f"      g2: {{address: 10.77.0.99}}\n  {stage.name}:\n"))
    result = stage.hactl("check", inventory=path).ended(2)
    expect(result.out.startswith("HACTL CRITICAL: 1 of 2 clusters well; gone primary=none: "), "the first line", result)
    expect("CRITICAL P01: gone: g1 can't be seen over SQL" in result.out, "who is gone", result)
    metrics = samples(stage.hactl("check", "--output", "prometheus", inventory=path).ended(2).out)
    expect_equal(metrics['hactl_member_up{cluster="gone",member="g1",via="ssh"}'], 0, "who is gone")
    expect_equal(metrics[f'hactl_cluster_status{{cluster="{stage.name}"}}'], 0, "who is well")
    stage.hactl("check", "--cluster", stage.name, inventory=path).ended(0)


@test()
def test_somebody_else_is_checking(stage):
    """They take turns; whoever gets none in time says so, and doesn't say that all is well."""
    stage.hactl("check").ended(0)
    with open(f"{stage.home}/state/{stage.name}.check.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("process 4711")
        file.flush()
        result = stage.hactl("check", "--within", "500ms").ended(3)
        result.says("HACTL UNKNOWN", "is being checked by another hactl (process 4711)")
    stage.hactl("check", "--within", "30s").ended(0)


@test()
def test_two_writers(stage):
    """What a pager must show: the first line says it."""
    _, second, _ = stage.roles()
    stage.spoil()
    stage.sql(second, "SET GLOBAL read_only = OFF")
    result = stage.hactl("check").ended(2)
    expect(re.match(r"HACTL CRITICAL: \S+ primary=none: P\d\d .*take writes", result.out), "the first line", result)
    state = f'hactl_cluster_state{{cluster="{stage.name}",state="split_brain"}} 1'
    expect(state in stage.hactl("check", "--output", "prometheus").ended(2).out, "the state", result)


HEARTBEATS = "CREATE TABLE percona.heartbeat (ts VARCHAR(26) NOT NULL, server_id INT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB"
BEAT = "REPLACE INTO percona.heartbeat VALUES (DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%f'), @@server_id)"


@contextlib.contextmanager
def beating(stage, host):
    """Writes heartbeats as pt-heartbeat --utc does, while the body runs."""
    cursor, over = stage.client_session(host).cursor(), threading.Event()

    def beat():
        while not over.wait(0.2):
            cursor.execute(BEAT)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)


def until(words, check, within=40):
    """Checks until all of these words are said."""
    deadline = time.monotonic() + within
    while True:
        result = check()
        if all(word in result.text for word in words) or time.monotonic() > deadline:
            return result.says(*words)


@test()
def test_a_replica_that_is_cut_off(stage):
    """It goes on saying that it lags 0 s: transactions and heartbeats tell; then the log that it needs is dropped."""
    first, _, third = stage.roles()
    stage.spoil()
    narrow = ["GRANT ALL ON percona.* TO app@'%'", "REVOKE SELECT ON *.* FROM hactl@'%'", "GRANT SELECT ON mysql.* TO hactl@'%'"]
    narrow += ["GRANT SELECT ON performance_schema.* TO hactl@'%'"] if stage.flavour == "mysql" else []
    for statement in ["CREATE DATABASE percona", HEARTBEATS, BEAT, "CREATE TABLE percona.t (n INT AUTO_INCREMENT PRIMARY KEY)", *narrow]:
        stage.sql(first, statement)
    path = stage.inventory((f"  {stage.name}:\n", f"  {stage.name}:\n    heartbeat: {{table: percona.heartbeat}}\n"))
    until(["H04", "can't be seen", "hactl grants"], lambda: stage.hactl("check", inventory=path).ended(1))
    granted = stage.hactl("grants", inventory=path).ended(0).out
    stage.sql(first, next(line for line in granted.splitlines() if "percona" in line).split(";")[0])
    expect(stage.settles(), "a healthy cluster")
    with beating(stage, first):
        until(["HACTL OK"], lambda: stage.hactl("check", inventory=path))
        metrics = samples(stage.hactl("check", "--output", "prometheus", inventory=path).ended(0).out)
        cluster = f'cluster="{stage.name}",member="{third}"'
        expect(metrics[f"hactl_heartbeat_age_seconds{{{cluster}}}"] < 3, "a fresh heartbeat", metrics)
        expect(metrics[f"hactl_host_memory_available_bytes{{{cluster}}}"] > 1 << 20, "the host's memory", metrics)
        expect(metrics[f"hactl_disk_size_bytes{{{cluster}}}"] >= metrics[f"hactl_disk_free_bytes{{{cluster}}}"] > 0, "the disk", metrics)
        stage.cut(third, first)
        writer = stage.client_session(first).cursor()
        for _ in range(200):
            writer.execute("INSERT INTO percona.t VALUES ()")
        until(["H03", f"{third} says that it lags 0s, and lacks "], lambda: stage.hactl("check").ended(1))
        until(["P06", f"{third} lags "], lambda: stage.hactl("check", inventory=path))
        lags = samples(stage.hactl("check", "--output", "prometheus", inventory=path).out)
        expect(lags[f"hactl_replica_lag_seconds{{{cluster}}}"] > 5, "the lag by heartbeat", lags)
        expect(lags[f"hactl_replica_missing_transactions{{{cluster}}}"] >= 200, "what it lacks", lags)
    stop = "STOP REPLICA IO_THREAD" if stage.flavour == "mysql" else "STOP SLAVE IO_THREAD"
    stage.sql(third, stop)
    stage.heal_cuts()
    if stage.flavour == "mariadb":
        stage.sql(first, "SET GLOBAL expire_logs_days = 10")
    needed = replica_file(stage, third)
    stage.sql(first, f"PURGE BINARY LOGS TO '{needed}'")
    for _ in range(4):
        stage.sql(first, "FLUSH BINARY LOGS")
    stage.hactl("check").ended(2).says("H05", f"{third} doesn't receive and needs {needed} of {first}, which is among the oldest two of 5")
    # What a reader has open stays, and the primary has not noticed yet that this one is gone.
    for row in stage.sql(first, f"SELECT ID FROM information_schema.PROCESSLIST WHERE HOST LIKE '{stage.lab.hosts[third]}:%' AND COMMAND LIKE 'Binlog%'"):
        stage.sql(first, f"KILL {row[0]}")
    deadline = time.monotonic() + 20
    while len(files := stage.sql(first, "SHOW BINARY LOGS")) > 1 and time.monotonic() < deadline:
        stage.sql(first, f"PURGE BINARY LOGS TO '{files[-1][0]}'")
    expect_equal(len(files), 1, "files of the log", files)
    gone = "P09" if stage.flavour == "mysql" else "it can't catch up any more"
    stage.hactl("check").ended(2).says(gone)


def replica_file(stage, host):
    """The file of its source up to which a replica has applied."""
    words = "SHOW REPLICA STATUS" if stage.flavour == "mysql" else "SHOW SLAVE STATUS"
    connection = stage.session(host)
    with connection.cursor() as cursor:
        cursor.execute(words)
        row = dict(zip([column[0] for column in cursor.description], cursor.fetchone()))
    return row.get("Relay_Source_Log_File") or row["Relay_Master_Log_File"]


@test(lab=["--semi-sync"])
def test_semi_sync_without_acknowledgements(stage):
    """Nobody acknowledges any more: a warning with what to do, and no alarm."""
    first, second, third = stage.roles()
    stage.spoil()
    side, stop, start = (("rpl_semi_sync_replica_enabled", "STOP REPLICA IO_THREAD", "START REPLICA IO_THREAD") if stage.flavour == "mysql"
                         else ("rpl_semi_sync_slave_enabled", "STOP SLAVE IO_THREAD", "START SLAVE IO_THREAD"))
    for host in (second, third):
        for statement in (f"SET GLOBAL {side} = OFF", stop, start):
            stage.sql(host, statement)
    result = until(["WARNING P18"], lambda: stage.hactl("check"))
    result.ended(1).says("semi-sync")


@test()
def test_where_clients_are_led(stage):
    """Nobody takes writes, nobody holds the address, two hold it: each is said by its own check."""
    first, second, _ = stage.roles()
    stage.spoil()
    stage.add_vip(second)
    stage.hactl("check").ended(2).says("P22", f"{second} holds the writer VIP", f"and the primary is {first}")
    for host in (first, second):
        stage.drop_vip(host)
    stage.hactl("check").ended(2).says("P22", "no member holds the writer VIP")
    stage.sql(first, "SET GLOBAL read_only = ON")
    stage.hactl("check").ended(2).says("P02", "no member of", "takes writes")
