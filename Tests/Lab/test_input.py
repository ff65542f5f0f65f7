"""Wrong input: the exit code of the table, what is wrong, a way out, and nothing changed."""

import os
import re

from stage import expect, test


def wrong(stage, code, *words, command=None, hint=True, **options):
    """A command must end with this code and say these words."""
    before = stage.snapshot()
    codes = code if isinstance(code, tuple) else (code,)
    arguments = command or ("apply", "switchover", "--to", stage.candidate, "--yes")
    result = stage.hactl(*arguments, **options).ended(*codes)
    result.says(*words)
    expect(not hint or "HINT" in result.text or "→" in result.text, "a way out (HINT)", result)
    expect("Fatal error" not in result.text and "/Sources/" not in result.text, "words for an operator", result)
    stage.expect_unchanged(before, result)
    expect(stage.newest_journal() is None, "no run begins", result)
    return result


# Logins

@test()
def test_wrong_sql_password(stage):
    path = stage.write("wrong.pw", "not-the-password\n")
    text = stage.inventory((f"/run/hactl-lab/{stage.name}/hactl.pw", path))
    result = wrong(stage, 77, "hactl", inventory=text)
    expect("not-the-password" not in result.text, "no password in words (I10)", result)


@test()
def test_wrong_ssh_key(stage):
    key = f"{stage.home}/other_key"
    stage.run_lab("run", stage.name, "--", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    wrong(stage, 77, "ops", inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/id_ed25519", key)))


@test()
def test_missing_ssh_key(stage):
    wrong(stage, (77, 78), "no_such_key", inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/id_ed25519", f"{stage.home}/no_such_key")))


@test()
def test_unknown_host_key(stage):
    hosts = stage.write("known_hosts", "")
    result = wrong(stage, (69, 77), "known", inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/known_hosts", hosts)))
    expect(os.path.getsize(hosts) == 0, "an unknown key is not learned silently", result)


@test()
def test_changed_host_key(stage):
    """The key of one host is another's: that may be a man in the middle."""
    with open(stage.lab.path("known_hosts")) as file:
        text = file.read()
    candidate = stage.candidate
    other = next(line for line in text.splitlines() if line.startswith(f"{stage.primary},"))
    kind, blob = other.split()[1:3]
    lines = [line for line in text.splitlines() if not line.startswith(f"{candidate},")]
    lines += [f"{candidate},{stage.lab.hosts[candidate]} {kind} {blob}"]
    hosts = stage.write("known_hosts", "\n".join(lines) + "\n")
    wrong(stage, (69, 77), candidate, "key", inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/known_hosts", hosts)))


@test()
def test_missing_sudo(stage):
    """ops may not become root on one host."""
    candidate = stage.candidate
    stage.host_shell(candidate, "mv /etc/sudoers.d/hactl /root/hactl.sudoers")
    try:
        wrong(stage, (1, 77), candidate, "sudo")
    finally:
        stage.host_shell(candidate, "mv /root/hactl.sudoers /etc/sudoers.d/hactl")


@test()
def test_unreachable_host(stage):
    """An address where nobody is."""
    candidate = stage.candidate
    path = stage.inventory((f"{candidate}: {{address: {stage.lab.hosts[candidate]}}}", f"{candidate}: {{address: 10.77.0.222}}"))
    result = wrong(stage, (1, 69), candidate, inventory=path)
    expect(result.seconds < 30, "a look that is bounded", result)


@test()
def test_tls_with_a_wrong_ca(stage):
    """A server that can't prove who it is."""
    stage.host_shell(stage.primary, "true")
    key = f"{stage.home}/ca.key"
    ca = f"{stage.home}/ca.pem"
    stage.run_lab("run", stage.name, "--", "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                  "-keyout", key, "-out", ca, "-days", "2", "-subj", "/CN=another authority")
    wrong(stage, (69, 77), inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/ca.pem", ca)))


@test()
def test_wrong_replication_password(stage):
    """The account that replicas use is wrong: found by a login from the old primary's host, before anything is frozen."""
    path = stage.write("wrong.pw", "not-the-password\n")
    before = stage.snapshot()
    inventory = stage.inventory((f"/run/hactl-lab/{stage.name}/repl.pw", path))
    result = stage.switch(stage.candidate, inventory=inventory).ended(2)
    result.says("does not let repl in", "Access denied")
    expect("not-the-password" not in result.text, "no password in words (I10)", result)
    with open(stage.newest_journal()) as journal:
        expect(f"Close {stage.primary} to writes" not in journal.read(), "no freeze is even written down", result)
    stage.expect_unchanged(before, result)


# Files

@test()
def test_broken_yaml(stage):
    path = stage.inventory(("clusters:", "clusters: ["))
    result = wrong(stage, 78, "changed.yaml:", inventory=path, hint=False)
    expect(re.search(r"changed\.yaml:\d+:\d+", result.text), "file:line:column", result)


@test()
def test_unknown_key(stage):
    path = stage.inventory(("interface: eth0", "interfaze: eth0"))
    result = wrong(stage, 78, "interfaze", "interface", inventory=path, hint=False)
    expect(re.search(r"changed\.yaml:\d+:\d+", result.text), "file:line:column", result)


@test()
def test_several_mistakes_at_once(stage):
    path = stage.inventory(("interface: eth0", "interfaze: eth0"), ("10.77.0.50/24", "10.77.0.500/24"), ("user: ops", "usr: ops"))
    wrong(stage, 78, "interfaze", "10.77.0.500", "usr", inventory=path, hint=False)


@test()
def test_missing_inventory(stage):
    wrong(stage, 78, "nowhere.yaml", "Check the path", inventory=f"{stage.home}/nowhere.yaml", hint=False)


@test()
def test_unknown_cluster(stage):
    wrong(stage, 78, "elsewhere", stage.name, command=("plan", "switchover", "--cluster", "elsewhere"))


@test()
def test_unknown_member(stage):
    wrong(stage, (1, 64, 78), "db9", "db1", command=("apply", "switchover", "--to", "db9", "--yes"), hint=False)


@test()
def test_unknown_playbook(stage):
    wrong(stage, 78, "swichover", "switchover", command=("plan", "swichover"))
    wrong(stage, 78, "none.yaml", command=("plan", "./none.yaml"), hint=False)


@test()
def test_unknown_code(stage):
    wrong(stage, 64, "P99", command=("plan", "switchover", "--accept", "P99"), hint=False)


@test()
def test_wrong_command_line(stage):
    for arguments in (("plan",), ("aply", "switchover"), ("plan", "switchover", "--too", "db2")):
        stage.hactl(*arguments).ended(64)


@test()
def test_missing_secret_file(stage):
    gone = f"{stage.home}/gone.pw"
    wrong(stage, (77, 78), "gone.pw", inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/hactl.pw", gone)))


@test()
def test_secret_file_that_others_may_read(stage):
    path = stage.write("open.pw", stage.lab.secret("hactl") + "\n", mode=0o644)
    wrong(stage, (77, 78), "open.pw", inventory=stage.inventory((f"/run/hactl-lab/{stage.name}/hactl.pw", path)))
    os.unlink(path)


@test()
def test_secret_from_a_command(stage):
    """command: the password comes from a program; one that fails is named, and what it printed is not told."""
    first, second, _ = stage.roles()
    file = f"/run/hactl-lab/{stage.name}/hactl.pw"
    path = stage.inventory((f"{{file: {file}}}", f"{{command: [cat, {file}]}}"))
    stage.switch(second, inventory=path).ended(0)
    path = stage.inventory((f"{{file: {file}}}", "{command: [sh, -c, 'echo geheim; exit 3']}"))
    before = stage.snapshot()
    result = stage.hactl("plan", "switchover", inventory=path).ended(77, 78)
    expect("geheim" not in result.text, "what a secret's command printed is not told", result)
    stage.expect_unchanged(before, result)


@test()
def test_a_state_folder_that_can_not_be(stage):
    stage.write("file", "")
    wrong(stage, 78, "file", command=("apply", "switchover", "--to", stage.candidate, "--yes", "--state", f"{stage.home}/file/below"))


@test()
def test_a_full_disk(stage):
    """The journal can't be written any more, at different moments: nothing goes on without it before the commit point,
    and writes don't stay frozen."""
    for kilobytes in (4, 8, 12, 16):
        first, second, _ = stage.roles()
        before = stage.snapshot()
        folder = f"{stage.home}/small{kilobytes}"
        os.makedirs(folder)
        script = f"mount -t tmpfs -o size=64k none {folder} && mkdir {folder}/state && head -c {(64 - kilobytes) * 1024} /dev/zero > {folder}/fill; " \
                 f"exec {stage.binary} apply switchover --to {second} --yes --json -i {stage.home}/inventory.yaml --state {folder}/state"
        done = stage.run_lab("run", stage.name, "--", "sh", "-c", script, check=False)
        said = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "planned_step" not in line)
        expect(done.returncode in (2, 10, 78), f"refused, put back, or done and owing, with {kilobytes} KB", done.returncode, said)
        expect("space" in said, "the reason is said", said)
        if done.returncode == 10:
            stage.expect_healthy(second, said)
        else:
            stage.expect_unchanged(before, said)


@test()
def test_a_pinned_identity(stage):
    """Another server answers at the address of a member."""
    candidate = stage.candidate
    key = "server-uuid: 11111111-1111-1111-1111-111111111111" if stage.flavour == "mysql" else "server-id: 4711"
    path = stage.inventory((f"{candidate}: {{address: {stage.lab.hosts[candidate]}}}", f"{candidate}: {{address: {stage.lab.hosts[candidate]}, {key}}}"))
    wrong(stage, 1, candidate, inventory=path)
