"""Other ways to the members: SQL through SSH, the user's own ssh, TLS that is only required."""

from stage import test


def works(stage, *changes):
    """plan -o and apply over another way, under load."""
    first, second, _ = stage.roles()
    inventory = stage.inventory(*changes)
    path = f"{stage.home}/way.plan"
    with stage.load() as load:
        stage.hactl("plan", "switchover", "--to", second, "-o", path, inventory=inventory).ended(0)
        result = stage.hactl("apply", path, "--json", inventory=inventory).ended(0)
        stage.expect_healthy(second, result)
    stage.verify(load, second)


# A process for each login: with two labs on two cores that takes seconds.
OWN_SSH = ("  ssh: {user: ops,", "  limits: {connect: 10s, look: 15s}\n  ssh: {transport: openssh, user: ops,")


def tls(stage):
    """The part of the inventory that says how TLS is used."""
    return f"tls: {{mode: verify-identity, ca: /run/hactl-lab/{stage.name}/ca.pem}}"


@test()
def test_sql_through_ssh(stage):
    works(stage, ("sql: {user: hactl,", "sql: {via: ssh, user: hactl,"))


@test()
def test_sql_through_ssh_without_tls(stage):
    works(stage, ("sql: {user: hactl,", "sql: {via: ssh, user: hactl,"), (tls(stage), "tls: {mode: disabled}"))


@test()
def test_the_users_own_ssh(stage):
    works(stage, OWN_SSH)


@test()
def test_the_users_own_ssh_and_sql_through_it(stage):
    works(stage, OWN_SSH, ("sql: {user: hactl,", "sql: {via: ssh, user: hactl,"))


@test()
def test_tls_is_required(stage):
    works(stage, (tls(stage), "tls: {mode: required}"))


@test()
def test_tls_with_a_verified_authority(stage):
    works(stage, ("verify-identity", "verify-ca"))


@test()
def test_through_a_jump_host(stage):
    """Every member through the third one."""
    first, second, third = stage.roles()
    address = stage.lab.hosts[third]
    works(stage, (f"      {second}: {{address: {stage.lab.hosts[second]}}}",
                  f"      {second}: {{address: {stage.lab.hosts[second]}, ssh: {{jump: ops@{address}}}}}"))
