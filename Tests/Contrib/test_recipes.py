"""What alerting calls."""

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request

import yaml

from bench import CONTRIB, accepted, contents, expect, folder, put, run, stand_in, tool

RECIPES = f"{CONTRIB}/recipes"
SCRIPTS = ["remediate", "am-executor-remediate", "hook-remediate"]
ALERT = {"version": "4", "status": "firing", "receiver": "hactl", "commonLabels": {"cluster": "shop"}, "alerts": [{"status": "firing", "labels": {"cluster": "shop"}, "fingerprint": "c6eadffa33fcdf37", "startsAt": "2026-10-01T12:00:00Z"}]}


def copy(path, *names):
    """The scripts in a folder of their own, where `remediate` is a stand-in."""
    for name in names:
        put(f"{path}/{name}", contents(f"{RECIPES}/{name}"), 0o755)
    return stand_in(f"{path}/remediate")


def test_the_scripts_are_shell():
    for name in SCRIPTS:
        accepted("/bin/sh", "-n", f"{RECIPES}/{name}")
        expect(os.access(f"{RECIPES}/{name}", os.X_OK), f"{name} can be run")


def test_remediate_hands_over_what_it_gets():
    """systemd-run is a stand-in: its real one wants a systemd that runs."""
    with folder() as path:
        systemd_run = stand_in(f"{path}/systemd-run", 3)
        result = run(f"{RECIPES}/remediate", "--cluster", "a b", "--alert-id", "$(id)", env={"PATH": f"{path}:/usr/bin:/bin"}, input="alerts")
        arguments = contents(f"{systemd_run}.arguments").split("\n")
        expect(result.returncode == 3, "its exit code comes through", result)
        expect(contents(f"{systemd_run}.input") == "alerts", "its input goes through")
        expect({"--wait", "--pipe"} <= set(arguments) and "--scope" not in arguments, "a service of its own that is waited for", arguments)
        expect(arguments[arguments.index("--") + 1:][:2] == ["/usr/local/bin/hactl", "remediate"] and arguments[-5:-1] == ["--cluster", "a b", "--alert-id", "$(id)"], "arguments as they were", arguments)


def test_systemd_run_knows_the_options():
    said = accepted(tool("systemd-run"), "--help")
    options = re.findall(r" (--[a-z]+)", contents(f"{RECIPES}/remediate").split("exec systemd-run")[1].split(" -- ")[0])
    expect(options and all(option in said for option in options), "options of systemd-run", options)


def test_am_executor():
    config = yaml.safe_load(contents(f"{RECIPES}/am-executor.yaml"))
    command = config["commands"][0]
    expect(command["ignore_resolved"] is True and command["max"] == 1, "a failover that resolves the alert is not killed", command)
    expect(os.path.basename(command["cmd"]) in SCRIPTS, "it calls a script that there is", command)
    with folder() as path:
        remediate = copy(path, "am-executor-remediate")
        given = {"PATH": "/usr/bin:/bin", "AMX_STATUS": "firing", "AMX_LABEL_cluster": "shop; rm", "AMX_ALERT_1_FINGERPRINT": "c6ea", "AMX_ALERT_1_START": "1790855999"}
        accepted(f"{path}/am-executor-remediate", env=given)
        expect(contents(f"{remediate}.arguments").split("\n")[:4] == ["--cluster", "shop; rm", "--alert-id", "c6ea-1790855999"], "what it passes on", contents(f"{remediate}.arguments"))
        os.remove(f"{remediate}.arguments")
        accepted(f"{path}/am-executor-remediate", env={**given, "AMX_STATUS": "resolved"})
        expect(run(f"{path}/am-executor-remediate", env={**given, "AMX_LABEL_cluster": ""}).returncode == 64, "without a common cluster it refuses")
        expect(not os.path.exists(f"{remediate}.arguments"), "and calls nobody")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def post(port, body, token):
    """The status of the answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/hooks/hactl", json.dumps(body).encode(), {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def listening(server, port):
    """Waits until it listens, as long as it lives."""
    end = time.monotonic() + 30
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"webhook does not listen (ended with {server.poll()})")


def test_webhook_calls_it():
    """The real one, with the real file."""
    webhook = tool("webhook")
    with folder() as path:
        remediate = copy(path, "hook-remediate")
        hooks = put(f"{path}/hooks.json", contents(f"{RECIPES}/hooks.json").replace("/usr/local/lib/hactl", path), 0o644)
        port = free_port()
        with open(f"{path}/log", "w", encoding="utf-8") as log:
            server = subprocess.Popen([webhook, "-template", "-hooks", hooks, "-ip", "127.0.0.1", "-port", str(port), "-verbose"], env={**os.environ, "HACTL_HOOK_TOKEN": "t0k3n"}, stdout=log, stderr=log)
        try:
            listening(server, port)
            expect(post(port, ALERT, "wrong") == 403, "without the token nothing happens", contents(f"{path}/log"))
            expect(post(port, {**ALERT, "status": "resolved"}, "t0k3n") == 403, "what is resolved is left alone")
            expect(not os.path.exists(f"{remediate}.input"), "nobody was called yet")
            expect(post(port, ALERT, "t0k3n") == 200, "an alert is taken", contents(f"{path}/log"))
            expect(json.loads(contents(f"{remediate}.input")) == ALERT, "hactl reads what Alertmanager has sent", contents(f"{remediate}.input"))
            expect(contents(f"{remediate}.arguments").split("\n")[:2] == ["--alerts", "-"], "from its standard input")
            stand_in(f"{path}/remediate", 75)
            expect(post(port, ALERT, "t0k3n") == 500, "what is busy is tried again by Alertmanager")
        finally:
            server.terminate()
            server.wait(timeout=20)


def test_rundeck_job():
    """There is no tool of Rundeck's: the parts that make the job safe are looked at."""
    job = yaml.safe_load(contents(f"{RECIPES}/rundeck.yaml"))[0]
    expect(job["multipleExecutions"] is False and job["sequence"]["keepgoing"] is False, "one at a time", job)
    for option in job["options"]:
        expect(option["required"] and not re.fullmatch(option["regex"], "shop; rm -rf /") and re.fullmatch(option["regex"], "shop-1"), "only names get through", option)
        expect(f"${{option.{option['name']}}}" in job["sequence"]["commands"][0]["exec"], "each option is used", option)
    expect(os.path.basename(job["sequence"]["commands"][0]["exec"].split()[0]) in SCRIPTS, "it calls a script that there is")
