"""systemd and cron."""

import os
import re

from bench import CONTRIB, accepted, binary, contents, expect, folder, put, run, stand_in, tool

UNITS = ["hactl-check@.service", "hactl-check@.timer", "hactl-watch.service"]


def verified(path, unit):
    """systemd-analyze wants every program to be there: in a copy, hactl is a stand-in."""
    analyze = tool("systemd-analyze")
    hactl = stand_in(f"{path}/hactl")
    for name in UNITS:
        text = contents(f"{CONTRIB}/systemd/{name}").replace("/usr/local/bin/hactl", hactl)
        put(f"{path}/{name}", text, 0o644)
    return accepted(analyze, "verify", "--man=no", "--recursive-errors=no", f"{path}/{unit.replace('@.', '@shop-eu.')}")


def test_systemd_takes_the_units():
    for unit in UNITS:
        with folder() as path:
            # An instance is verified by its own name.
            said = verified_instance(path, unit)
            complaints = [line for line in said.splitlines() if "hactl" in line]
            expect(not complaints, f"no complaint about {unit}", said)


def verified_instance(path, unit):
    """Links the instance to its template, as enabling does."""
    for name in UNITS:
        if "@" in name:
            os.symlink(f"{path}/{name}", f"{path}/{name.replace('@.', '@shop-eu.')}")
    return verified(path, unit)


def test_systemd_knows_every_setting():
    """A misspelt key is no more than a warning to a systemd that runs: the lint must refuse it."""
    with folder() as path:
        verified_instance(path, UNITS[2])
        text = contents(f"{path}/hactl-watch.service").replace("WatchdogSec=", "WatchdogSeconds=")
        put(f"{path}/hactl-watch.service", text, 0o644)
        result = run(tool("systemd-analyze"), "verify", "--man=no", "--recursive-errors=no", f"{path}/hactl-watch.service")
        expect(result.returncode != 0 and "WatchdogSeconds" in result.stdout, "the lint sees what is misspelt", result.stdout)


def test_nothing_of_the_watch_stands_in_the_way_of_setuid():
    """systemd.exec(5): these imply NoNewPrivileges=, and sudo and Postfix's sendmail would fail."""
    keys = set(re.findall(r"^(\w+)=", contents(f"{CONTRIB}/systemd/hactl-watch.service"), re.M))
    implying = "NoNewPrivileges SystemCallFilter SystemCallArchitectures RestrictAddressFamilies RestrictNamespaces PrivateDevices ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectClock MemoryDenyWriteExecute RestrictRealtime RestrictSUIDSGID DynamicUser LockPersonality"
    expect(not keys & set(implying.split()), "none of them is set", keys & set(implying.split()))


def test_sysusers_makes_the_account():
    sysusers = tool("systemd-sysusers")
    with folder() as path:
        os.mkdir(f"{path}/etc")
        accepted(sysusers, f"--root={path}", "--replace=/usr/lib/sysusers.d/hactl.conf", f"{CONTRIB}/systemd/hactl.sysusers")
        expect("hactl:" in contents(f"{path}/etc/passwd"), "the account is there")


def test_the_line_of_cron():
    """There is no lint of cron.d: its form is crontab(5)'s, and what it runs is run."""
    lines = [line for line in contents(f"{CONTRIB}/cron/hactl-check").splitlines() if line and not line.startswith("#")]
    settings, jobs = [line for line in lines if re.match(r"[A-Z]+=", line)], [line for line in lines if re.match(r"[*0-9]", line)]
    expect(len(settings) + len(jobs) == len(lines) and len(jobs) == 1, "settings and one job", lines)
    minute, hour, day, month, weekday, user, command = jobs[0].split(None, 6)
    expect(minute == "*/5" and {hour, day, month, weekday} == {"*"} and user == "hactl", "every five minutes, as hactl", jobs[0])
    expect("%" not in command, "crontab(5): a percent sign would end the command", command)
    with folder() as path:
        hactl = stand_in(f"{path}/hactl")
        said = accepted("/bin/sh", "-c", command, env={"PATH": f"{path}:/usr/bin:/bin"})
        expect(said == "", "silent when well", said)
        expect("--quiet" in contents(f"{hactl}.arguments").split("\n"), "hactl is asked to be silent")


def test_commands_of_the_files_are_commands_of_hactl():
    """Options that hactl check does not have would be found on the first night."""
    options = accepted(binary(), "help", "check")
    for file in ["systemd/hactl-check@.service", "cron/hactl-check", "nagios/hactl.cfg"]:
        used = set(re.findall(r" (--?[a-z][a-z-]*)", "\n".join(line for line in contents(f"{CONTRIB}/{file}").splitlines() if "hactl check " in line and not line.startswith("#"))))
        expect(used and all(option in options for option in used), f"options of {file}", used)
