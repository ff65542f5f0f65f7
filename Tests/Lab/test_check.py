"""hactl check: for people, for monitoring plugins, for Prometheus; many clusters at once, and never for long."""

import fcntl
import os
import re
import stat
import time

from stage import expect, expect_equal, test

SAMPLE = re.compile(r'^hactl_[a-z_]+(\{([a-z]+="([^"\\\n]|\\.)*"(,(?=[a-z])|(?=\})))*\})? -?[0-9.]+$')


def samples(text):
    """Every line that is no comment, as it would be read: name and labels, and the value."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            expect(re.match(r"^# (HELP|TYPE) hactl_[a-z_]+ .+$|^# EOF$", line), "a comment that Prometheus knows", line)
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
