"""The command line of the lab."""

import argparse
import os
import sys

from .paths import LabError


def parser():
    """All commands; each sets `do` to the function that carries it out."""
    top = argparse.ArgumentParser(prog="lab", description="Real MySQL and MariaDB clusters on this machine, made of namespaces.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name, do, text, *arguments):
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(do=do)
        for argument in arguments:
            made.add_argument(argument)
        return made

    command("install", do_install, "install what the lab itself needs (Debian or Ubuntu)")
    command("trees", do_trees, "make the root trees").add_argument("kind", nargs="?", choices=["mysql", "mariadb", "mysql-dev"])
    made = command("up", do_up, "make a lab", "name")
    made.add_argument("--flavour", choices=["mysql", "mariadb"], required=True)
    made.add_argument("--members", type=int, default=3)
    made.add_argument("--proxies", type=int, default=0, metavar="N", help="hosts px1 … pxN with HAProxy before the members")
    made.add_argument("--router", action="store_true", help="MySQL Router on px1 beside HAProxy, port 6446")
    made.add_argument("--keepalived", action="store_true", help="VRRP holds the VIP, on the member whose file says so")
    made.add_argument("--etcd", action="store_true", help="a host kv1 with etcd")
    made.add_argument("--semi-sync", action="store_true")
    made.add_argument("--dual", action="store_true", help="db1 and db2 follow each other")
    made.add_argument("--no-gtid", action="store_true", help="replicate by file and position")
    made.add_argument("--events", action="store_true", help="event scheduler on, and an event that writes every second")
    made.add_argument("--restart-after", type=float, metavar="SECONDS", help="bring a killed server back, as systemd does")
    made.add_argument("--keep", action="store_true", help="leave the ruins of a failed start for looking at")
    made = command("down", do_down, "end a lab, leave nothing")
    made.add_argument("name", nargs="?")
    made.add_argument("--all", action="store_true")
    command("list", do_list, "the labs of this machine")
    made = command("run", do_run, "run a command in a namespace of the lab: lab run NAME [HOST] -- CMD…", "name")
    made.add_argument("host", nargs="?", default="operator")
    made.add_argument("--user", help="run as this user of the host")
    made = command("sql", do_sql, "run SQL on a host, rows tab separated", "name", "host", "statement")
    made.add_argument("--user", default="root")
    host_commands(command)
    load_commands(command)
    return top


def host_commands(command):
    """Faults."""
    for verb, text in (("crash", "kill -9 the server (or HAProxy and its workers)"), ("start", "start the server"),
                       ("stop", "stop the server in good order"), ("reload", "let HAProxy read its file again"),
                       ("freeze", "stop every process of the host"), ("thaw", "let a frozen host run on"),
                       ("stall", "the server waits for its disk, and can't be killed"), ("unstall", "the disk answers again"),
                       ("power-off", "the host loses power"), ("power-on", "boot the host"), ("reboot", "stop the server and reboot"),
                       ("status", "pid of the server")):
        made = command(verb, do_host, text, "name", "host")
        made.add_argument("--service", help="another of the host's services than the first: mysqlrouter, keepalived")
        made.add_argument("--no-wait", action="store_true", help="do not wait until a started server answers")
    made = command("takeover", do_takeover, "fail over by hand, as a script does that believes its caller", "name")
    made.add_argument("--dead", required=True, metavar="HOST")
    made.add_argument("--to", required=True, metavar="HOST")
    made = command("restart-after", do_restart_after, "bring a killed server back after SECONDS; 'off': leave it", "name", "host", "seconds")
    made = command("cut", do_cut, "let packets of a host vanish", "name", "host")
    made.add_argument("--from", dest="peer", metavar="HOST2", help="only those between the two hosts")
    made.add_argument("--port", type=int, help="only this TCP port")
    made.add_argument("--one-way", action="store_true", help="only what leaves HOST: orders arrive, answers are lost")
    command("heal", do_heal, "take all cuts away", "name")


def load_commands(command):
    """The write load and what is measured with it."""
    made = command("load", do_load, "write through the VIP and watch every member", "name")
    made.add_argument("--seconds", type=float, default=10)
    made.add_argument("--interval-ms", type=float, default=5)
    made.add_argument("--eye-ms", type=float, default=20, help="how often every member is asked whether it is writable (default 20)")
    made.add_argument("--writers", type=int, default=1)
    made.add_argument("--through", action="append", metavar="PROXY",
                      help="instead of the VIP: px1, or address:port; repeatable, the writers are for each")
    made.add_argument("--out", help="file for the acknowledgements, for lab verify")
    made = command("verify", do_verify, "check that nothing was lost, no server strayed, one is writable", "name")
    made.add_argument("--load", help="file written by lab load --out")
    made.add_argument("--wait", type=int, default=90, metavar="SECONDS", help="how long replicas may take to catch up (default 90: a silent source is noticed after 60)")
    made = command("baseline", do_baseline, "the hand-written switchover without checks, the bench's opponent", "name")
    made.add_argument("--to", required=True, metavar="HOST")
    made.add_argument("--json", action="store_true")
    made = command("second-build", do_second_build, "build a Swift package against Oracle's libmysqlclient: lab second-build [DIR] [-- CMD…]")
    made.add_argument("directory", nargs="?", default=".")
    made.add_argument("--bind", action="append", default=[], metavar="PATH", help="show this path of the machine in the tree too")


def do_install(options):
    from . import install
    install.install()


def do_trees(options):
    from . import trees
    for kind in [options.kind] if options.kind else ["mysql", "mariadb"]:
        print(trees.ensure(kind))


def do_up(options):
    import time
    from . import life
    began = time.monotonic()
    lab = life.up(options)
    took = time.monotonic() - began
    print(f"lab {lab.name}: {options.flavour}, {', '.join(lab.machines)}, up in {took:.1f} s; {lab.path('inventory.yaml')}")
    if options.etcd:
        print(f"etcd: {lab.facts['etcd']}, e.g. lab run {lab.name} kv1 -- etcdctl put /hactl/writer db1")


def do_down(options):
    from . import life, state
    if bool(options.name) == options.all:
        raise LabError("lab down NAME, or lab down --all")
    for name in state.all_labs() if options.all else [options.name]:
        life.down(name)


def do_list(options):
    from . import state
    for name in state.all_labs():
        lab = state.Lab(name)
        hosts = " ".join(host + ("" if lab.is_on(host) else "(off)") for host in lab.machines)
        print(f"{name}\t{lab.flavour}\t{hosts}\t{lab.directory}")


def do_run(options):
    from . import enter
    enter.run(options.name, options.host, options.words, options.user)


def do_sql(options):
    from . import ask
    ask.ask(options)


def do_host(options):
    from . import faults
    faults.apply(options)


def do_restart_after(options):
    from . import hosts, state
    seconds = None if options.seconds == "off" else float(options.seconds)
    hosts.order(state.Lab(options.name), options.host, "restart-after", seconds=seconds)


def do_cut(options):
    from . import state, wire
    wire.cut(state.Lab(options.name), options.host, options.peer, options.port, options.one_way)


def do_heal(options):
    from . import state, wire
    wire.heal(state.Lab(options.name))


def do_load(options):
    from . import load
    return load.main(options)


def do_verify(options):
    from . import verify
    return verify.main(options)


def do_baseline(options):
    from . import baseline
    return baseline.main(options)


def do_takeover(options):
    from . import takeover
    return takeover.main(options)


def do_second_build(options):
    from . import secondbuild
    return secondbuild.main(options)


def split(words):
    """The lab's own words and, after `--`, the command to run; argparse would mix them up."""
    if "--" in words and words[0] in ("run", "second-build"):
        at = words.index("--")
        return words[:at], words[at + 1:]
    return words, []


def main():
    """Run one command; errors meant for the user are one line."""
    words, command = split(sys.argv[1:])
    options = parser().parse_args(words)
    options.words = command
    if os.geteuid() != 0:
        print("lab: namespaces need root", file=sys.stderr)
        return 1
    try:
        return options.do(options) or 0
    except ModuleNotFoundError as error:
        print(f"lab: Python's {error.name} is not there: {sys.argv[0]} install", file=sys.stderr)
        return 1
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
