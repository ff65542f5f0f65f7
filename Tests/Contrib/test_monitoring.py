"""Prometheus, Alertmanager, Grafana, Nagios: what they read of hactl."""

import grp
import json
import os
import pwd
import re

import yaml

from bench import CONTRIB, ROOT, accepted, contents, expect, folder, put, tool


def families():
    """Metrics and their labels, as Documentation/Output.md has them."""
    rows = re.findall(r"^\| `(hactl_\w+)` \| (.*?) \|", contents(f"{ROOT}/Documentation/Output.md"), re.M)
    return {name: set(re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", labels))) for name, labels in rows}


def selectors(expression):
    """Metrics of an expression with the labels by which they are selected."""
    for name, _, labels in re.findall(r"(hactl_\w+)(\{(.*?)\})?", expression):
        yield name, set(re.findall(r"(\w+)\s*=~?\"", labels))


def expect_known(expression):
    """Only what hactl says is asked for, by labels that it gives."""
    known = families()
    used = list(selectors(expression))
    expect(used, "an expression names a metric", expression)
    for name, labels in used:
        expect(name in known, f"hactl says {name}", expression)
        expect(labels <= known[name], f"{name} has these labels: {sorted(known[name])}", expression)
    grouped = {label.strip() for labels in re.findall(r"by \(([^)]*)\)", expression) for label in labels.split(",")}
    expect(grouped <= set.intersection(*(known[name] for name, _ in used)), "what is grouped by is a label of all", expression)


def rules():
    """The alerts."""
    return [rule for group in yaml.safe_load(contents(f"{CONTRIB}/prometheus/hactl.rules.yaml"))["groups"] for rule in group["rules"]]


def test_the_metrics_of_the_source_are_those_of_the_page():
    source = set(re.findall(r'"(hactl_\w+)"', contents(f"{ROOT}/Sources/HactlReport/Health/HealthMetrics.swift")))
    expect(source and source <= set(families()), "Documentation/Output.md names every metric", source - set(families()))


def test_promtool_takes_the_rules():
    path = f"{CONTRIB}/prometheus/hactl.rules.yaml"
    expect(f"{len(rules())} rules found" in accepted(tool("promtool"), "check", "rules", path), "all rules are counted")


def test_the_rules_fire_when_they_should():
    accepted(tool("promtool"), "test", "rules", "hactl.rules.test.yaml", cwd=f"{CONTRIB}/prometheus")


def test_every_rule_is_tried():
    tests = yaml.safe_load(contents(f"{CONTRIB}/prometheus/hactl.rules.test.yaml"))["tests"]
    fired = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case["exp_alerts"]}
    expect(fired == {rule["alert"] for rule in rules()}, "each alert fires in a test", {rule["alert"] for rule in rules()} ^ fired)


def test_rules_ask_for_what_there_is_and_name_a_command():
    commands = set(re.findall(r"^## hactl ([\w-]+)", contents(f"{ROOT}/Documentation/Commands.md"), re.M))
    for rule in rules():
        expect_known(rule["expr"])
        action = rule["annotations"]["action"]
        named = set(re.findall(r"hactl ([a-z]+)", action))
        expect(named <= commands and (named or "systemctl" in action), "an alert names a command that there is", action)


def dashboard():
    return json.loads(contents(f"{CONTRIB}/grafana/hactl.json"))


def expressions():
    """Every panel's, with Grafana's variables filled in."""
    for panel in dashboard()["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$cluster", ".*").replace("$__rate_interval", "5m")


def test_the_dashboard_is_one():
    board = dashboard()
    panels = board["panels"]
    expect(board["schemaVersion"] >= 39 and board["uid"] == "hactl", "a dashboard of today")
    expect(len({panel["id"] for panel in panels}) == len(panels), "panels have numbers of their own")
    expect([variable["name"] for variable in board["templating"]["list"]] == ["datasource", "cluster"], "the variables")
    cells = [(x, y) for panel in panels for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"]) for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])]
    expect(len(set(cells)) == len(cells) and max(x for x, _ in cells) < 24, "panels lie beside each other")
    for panel in panels:
        expect(panel["targets"] and all("$cluster" in target["expr"] for target in panel["targets"]), "a panel is of the clusters chosen", panel["title"])
        expect(all(place["datasource"]["uid"] == "${datasource}" for place in [panel, *panel["targets"]]), "and of the source chosen", panel["title"])


def test_panels_ask_for_what_there_is():
    for title, expression in expressions():
        expect_known(expression)
    shown = {name for _, expression in expressions() for name, _ in selectors(expression)}
    missing = set(families()) - shown - {"hactl_build_info"}
    expect(not [name for name in missing if f'"{name}"' in contents(f"{ROOT}/Sources/HactlReport/Health/HealthMetrics.swift")], "every metric of a check has a panel", missing)


def test_promtool_takes_the_panels():
    """There is no tool of Grafana's: each expression is tried as a recording rule."""
    rules = [{"record": f"panel:{number}", "expr": expression} for number, (_, expression) in enumerate(expressions())]
    with folder() as path:
        file = put(f"{path}/panels.yaml", yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
        accepted(tool("promtool"), "check", "rules", file)


def test_panels_show_something():
    """With what hactl check says in the golden file every panel has something to show: each is tried as an alert."""
    golden = re.findall(r"^(hactl_\w+\{.*\}) (\S+)$", contents(f"{ROOT}/Tests/HactlReportTests/Golden/health.prom"), re.M)
    series = [{"series": name, "values": f"{value}x10"} for name, value in golden]
    # The story of the golden file has no certificates and no disks.
    for name in sorted(set(families()) - {sample.split("{")[0] for sample, _ in golden}):
        labels = ",".join(f'{label}="x"' for label in sorted(families()[name]))
        series.append({"series": f"{name}{{{labels}}}", "values": "1e9x10"})
    panels = list(expressions())
    names = [f"Panel{number}" for number in range(len(panels))]
    rules = [{"alert": name, "expr": f"count({expression}) > 0"} for name, (_, expression) in zip(names, panels)]
    cases = [{"eval_time": "1m", "alertname": name, "exp_alerts": [{"exp_labels": {}}]} for name in names]
    with folder() as path:
        put(f"{path}/panels.yaml", yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
        put(f"{path}/panels.test.yaml", yaml.safe_dump({"rule_files": ["panels.yaml"], "tests": [{"interval": "1m", "input_series": series, "alert_rule_test": cases}]}))
        accepted(tool("promtool"), "test", "rules", "panels.test.yaml", cwd=path)


def test_promtool_takes_what_hactl_says():
    """The golden output of hactl check, as promtool lints a scrape."""
    text = contents(f"{ROOT}/Tests/HactlReportTests/Golden/health.prom")
    accepted(tool("promtool"), "check", "metrics", input=text)


def test_amtool_takes_the_receiver():
    accepted(tool("amtool"), "check-config", f"{CONTRIB}/recipes/alertmanager.yaml")


def test_alerts_go_where_they_should():
    path = f"{CONTRIB}/recipes/alertmanager.yaml"
    for rule in rules():
        labels = [f"{name}={value}" for name, value in {"alertname": rule["alert"], "cluster": "shop", **rule["labels"]}.items()]
        found = accepted(tool("amtool"), "config", "routes", "test", f"--config.file={path}", *labels).split()[-1]
        expect(found == ("hactl" if "remediation" in rule["labels"] else "people"), "the receiver", rule["alert"], found)


def test_nagios_takes_its_objects():
    nagios = tool("nagios4")
    # What every Nagios has already.
    others = """
define timeperiod { timeperiod_name 24x7\n alias always\n monday 00:00-24:00 }
define command { command_name tell\n command_line /bin/true }
define contact { contact_name admin\n host_notifications_enabled 0\n service_notifications_enabled 0
 host_notification_period 24x7\n service_notification_period 24x7\n host_notification_options n\n service_notification_options n
 host_notification_commands tell\n service_notification_commands tell }
define contactgroup { contactgroup_name admins\n alias admins\n members admin }
"""
    with folder() as path:
        put(f"{path}/others.cfg", others.replace("{ ", "{\n ").replace(" }", "\n}"), 0o644)
        put(f"{path}/hactl.cfg", contents(f"{CONTRIB}/nagios/hactl.cfg"), 0o644)
        os.mkdir(f"{path}/results")
        # It will not run as root, and looks for an account of its own.
        user, group = pwd.getpwuid(os.getuid() or pwd.getpwnam("nobody").pw_uid), grp.getgrgid(os.getgid() or grp.getgrnam("nogroup").gr_gid)
        main = put(
            f"{path}/nagios.cfg",
            f"cfg_file={path}/others.cfg\ncfg_file={path}/hactl.cfg\nlog_file={path}/log\ncheck_result_path={path}/results\n"
            f"temp_path={path}\nlock_file={path}/lock\nobject_cache_file={path}/cache\nstatus_file={path}/status\n"
            f"nagios_user={user.pw_name}\nnagios_group={group.gr_name}\nillegal_macro_output_chars=`~$&|'<>\n",
            0o644,
        )
        for place in [path, f"{path}/results"]:
            os.chmod(place, 0o777)
        said = accepted(nagios, "-v", main)
        expect("Checked 1 services" in said and "Total Errors:   0" in said and "Total Warnings: 0" in said, "nothing to complain of", said)
