"""`python3 -m lablib.proxysql --config FILE.json`: one node in the foreground."""

import argparse
import json
import signal
import sys
import threading

from .node import Node


def main():
    """Until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="lablib.proxysql", description="A stand-in for ProxySQL's admin interface; for tests.")
    parser.add_argument("--config", required=True, metavar="FILE.json")
    with open(parser.parse_args().config) as file:
        config = json.load(file)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    node = Node(config).start()
    places = " ".join(f"{name} {config[name].rsplit(':', 1)[0]}:{node.port(name)}" for name in node.listeners)
    print(f"listening: {places}", flush=True)
    stop.wait()
    node.stop()
    return 0


sys.exit(main())
