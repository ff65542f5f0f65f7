"""hactl notify --test: the binary, receivers on loopback, programs of this machine."""

import email
import email.policy
import http.server
import json
import os
import threading

from bench import binary, expect, folder, put, run


class Receiver:
    """Answers each POST with the next status, and keeps what it got; `None` never answers."""

    def __init__(self, *statuses):
        self.requests, self.commands, self.gate = [], [], threading.Event()
        receiver, answers = self, list(statuses)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                receiver.requests.append((self.path, dict(self.headers), body))
                receiver.commands.append(command_lines())
                status = answers.pop(0) if len(answers) > 1 else answers[0]
                if status is None:
                    receiver.gate.wait(60)
                    return
                self.send_response(status)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()


def command_lines():
    """Of all processes, as anybody on the machine can read them."""
    lines = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                lines.append(file.read().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            pass  # It has ended.
    return lines


def inventory(path, *channels):
    """One cluster with these channels."""
    items = "".join(f"      - {channel}\n" for channel in channels)
    return put(f"{path}/shop.yaml", "clusters:\n  shop:\n    sql: {user: hactl}\n    members: {db1: {address: 10.0.0.11}}\n    notify:\n" + items)


def notify(path, *arguments):
    return run(binary(), "notify", "-i", f"{path}/shop.yaml", "--cluster", "shop", "--test", "--state", f"{path}/state", *arguments)


def test_every_channel_gets_its_form_and_no_secret_shows():
    with folder() as path, Receiver(200) as receiver:
        put(f"{path}/hook.url", f"{receiver.url}/hook/T0K3N-of-the-path\n")
        put(f"{path}/hook.token", "B34R3R-of-the-header\n")
        put(f"{path}/slack.url", f"{receiver.url}/slack/T0K3N-of-slack\n")
        put(f"{path}/pd.key", "R0UT1NG-of-pagerduty\n")
        put(f"{path}/sendmail", f"#!/bin/sh\ncat > {path}/message\n", 0o755)
        put(f"{path}/tell", f"#!/bin/sh\ncat > {path}/notice\necho \"$HACTL_CLUSTER $HACTL_KIND\" > {path}/words\n", 0o755)
        inventory(
            path,
            "webhook: {url: {file: hook.url}, token: {file: hook.token}, at-least: critical}",
            "slack: {url: {file: slack.url}}",
            f"pagerduty: {{routing-key: {{file: pd.key}}, url: '{receiver.url}/v2/enqueue'}}",
            f"mail: {{to: [dba@example.com], from: hactl@example.com, command: [{path}/sendmail, -t]}}",
            f"command: {{command: [{path}/tell]}}",
        )
        result = notify(path, "--within", "30s")
        expect(result.returncode == 0 and result.stdout.count("it was taken") == 5, "all five take it", result.stdout)
        bodies = {requested: json.loads(body) for requested, _, body in receiver.requests if "v2" not in requested}
        events = [json.loads(body) for requested, _, body in receiver.requests if "v2" in requested]
        headers = {requested: head for requested, head, _ in receiver.requests}
        expect(bodies["/hook/T0K3N-of-the-path"]["kind"] == "test", "the webhook's form", bodies)
        expect(headers["/hook/T0K3N-of-the-path"]["Authorization"] == "Bearer B34R3R-of-the-header", "its token", headers)
        expect("Test notice" in bodies["/slack/T0K3N-of-slack"]["text"], "Slack's form", bodies)
        expect([event["event_action"] for event in events] == ["trigger", "resolve"] and all(event["routing_key"] == "R0UT1NG-of-pagerduty" for event in events), "an incident, and its end", events)
        with open(f"{path}/message", "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.strict)
        expect(message["To"] == "dba@example.com" and message["Auto-Submitted"] == "auto-generated" and not message.defects, "a message", message)
        expect(message["Date"].datetime is not None and "Nothing has happened" in message.get_content(), "with a date and a body", message)
        with open(f"{path}/notice", encoding="utf-8") as file:
            expect(json.load(file)["cluster"] == "shop", "the command's input")
        with open(f"{path}/words", encoding="utf-8") as file:
            expect(file.read() == "shop test\n", "its environment")
        for secret in ["T0K3N", "B34R3R", "R0UT1NG"]:
            expect(secret not in result.stdout, f"{secret} is not said", result.stdout)
            expect(not any(secret in line for lines in receiver.commands for line in lines), f"{secret} is on no command line")
        expect(any("curl" in line for lines in receiver.commands for line in lines), "the command lines were seen while curl ran")


def test_what_fails_is_named_and_the_others_are_told():
    with folder() as path, Receiver(404) as refusing, Receiver(200) as taking, Receiver(None) as hanging:
        put(f"{path}/refusing", f"{refusing.url}/S3CR3T\n")
        put(f"{path}/hanging", f"{hanging.url}/S3CR3T\n")
        put(f"{path}/taking", f"{taking.url}/x\n")
        put(f"{path}/open", f"{taking.url}/x\n", 0o644)
        inventory(path, "slack: {url: {file: refusing}}", "slack: {url: {file: hanging}}", "webhook: {url: {file: taking}}", "webhook: {url: {file: open}}", "command: {command: [/nowhere/tell]}")
        result = notify(path, "--within", "5s")
        lines = result.stdout.splitlines()
        expect(result.returncode == 1 and len(lines) == 5, "a line each", result.stdout)
        expect("404" in lines[0] and ("timed out" in lines[1] or "did not end" in lines[1]) and "it was taken" in lines[2], "in the order of the inventory", result.stdout)
        expect("can be read by others" in lines[3] and "chmod 600" in lines[3], "a file that is open", result.stdout)
        expect("could not be started" in lines[4], "a program that is not there", result.stdout)
        expect("S3CR3T" not in result.stdout, "no secret", result.stdout)
        expect(len(taking.requests) == 1 and len(refusing.requests) == 1, "each was tried once")


def test_json_and_no_channels():
    with folder() as path, Receiver(500) as receiver:
        put(f"{path}/url", f"{receiver.url}/x\n")
        inventory(path, "webhook: {url: {file: url}}")
        line = json.loads(notify(path, "--json", "--within", "30s").stdout.splitlines()[0])
        expect(line["type"] == "notice" and line["arrived"] is False and "500" in line["reason"], "the line", line)
        put(f"{path}/shop.yaml", "clusters: {shop: {sql: {user: h}, members: {db1: {address: 10.0.0.11}}}}\n")
        result = notify(path)
        expect(result.returncode == 78 and "no channels" in result.stdout and "HINT" in result.stdout, "what to write", result.stdout)
