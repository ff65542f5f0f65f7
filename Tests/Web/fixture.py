"""The server of values behind the page."""

import os
import subprocess

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Fixture:
    """A watch of three clusters, and a crowd of others that are well: each `change` is the next scene."""

    def __init__(self, port=0, crowd=0):
        path = os.environ.get("FIXTURE", f"{ROOT}/.build/debug/hactl-web-fixture")
        self.process = subprocess.Popen([path, str(port), str(crowd)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def change(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def descriptors(self):
        """How many files and sockets it holds."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def sockets(self):
        """How many sockets it holds: one listens."""
        return sum(target.startswith("socket:") for target in map(self._target, os.listdir(f"/proc/{self.process.pid}/fd")))

    def _target(self, number):
        """What a descriptor leads to; nothing, when it was closed since it was listed."""
        try:
            return os.readlink(f"/proc/{self.process.pid}/fd/{number}")
        except FileNotFoundError:
            return ""

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(timeout=30) == 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
