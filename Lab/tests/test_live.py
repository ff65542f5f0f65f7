"""The lab against itself, on both flavours: only with HACTL_LAB_LIVE=1, as root."""

import json
import os
import signal
import subprocess
import time
import unittest

LAB = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lab")


def lab(*words, status=0):
    """Run the lab; its standard output."""
    result = subprocess.run([LAB, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if status is not None and result.returncode != status:
        raise AssertionError(f"lab {' '.join(words)}: exit {result.returncode}\n{result.stdout}")
    return result.stdout


class Live:
    """The tests of one flavour; `flavour` comes from the class below."""

    flavour = None

    @classmethod
    def setUpClass(cls):
        cls.name = f"t-{cls.flavour}-{os.getpid()}"
        cls.before = subprocess.check_output(["ip", "-br", "link"])
        lab("up", cls.name, "--flavour", cls.flavour)
        cls.addClassCleanup(cls.gone)

    @classmethod
    def gone(cls):
        with open(f"{cls.state()}/facts.json") as file:
            pids = [entry["pid"] for entry in json.load(file)["spaces"].values()]
        lab("down", cls.name)
        assert not os.path.exists(cls.state()), "the state directory stayed"
        deadline = time.monotonic() + 10  # the dead are gone once the machine's own process 1 has collected them
        while any(os.path.exists(f"/proc/{pid}") for pid in pids):
            assert time.monotonic() < deadline, "processes stayed"
            time.sleep(0.1)
        assert subprocess.check_output(["ip", "-br", "link"]) == cls.before, "the machine's network changed"

    @classmethod
    def state(cls):
        return os.path.join(os.environ.get("HACTL_LAB_RUN", "/run/hactl-lab"), cls.name)

    def load(self, seconds, *words):
        return subprocess.Popen([LAB, "load", self.name, "--seconds", str(seconds), *words], stdout=subprocess.PIPE, text=True)

    def test_switch_there_and_back_under_load(self):
        load = self.load(60, "--eye-ms", "5")
        time.sleep(1)
        for host in ("db2", "db1"):
            lab("baseline", self.name, "--to", host)
        load.send_signal(signal.SIGTERM)
        report = json.loads(load.communicate()[0])
        self.assertEqual(report["two_writable"], 0)
        self.assertGreater(report["acknowledged"], 50)
        lab("verify", self.name, "--load", f"{self.state()}/load.log")

    def test_verify_sees_a_lost_row_and_an_errant_transaction(self):
        load = self.load(1)
        load.communicate()
        read_only = "read_only" if self.flavour == "mariadb" else "super_read_only"
        lab("up", self.name + "x", "--flavour", self.flavour, "--members", "2")
        try:
            subprocess.run([LAB, "load", self.name + "x", "--seconds", "1"], stdout=subprocess.DEVNULL, check=True)
            lab("sql", self.name + "x", "db2", "SET GLOBAL read_only = OFF")
            lab("sql", self.name + "x", "db2", "DELETE FROM shop.orders ORDER BY id DESC LIMIT 1")
            lab("sql", self.name + "x", "db2", f"SET GLOBAL {read_only} = ON")
            text = lab("verify", self.name + "x", "--wait", "2", "--load", f"{self.state()}x/load.log", status=1)
            self.assertIn("errant on db2", text)
            self.assertIn("1 acknowledged writes are not on db2", text)
        finally:
            lab("down", self.name + "x")

    def test_two_writable_servers_are_seen(self):
        load = self.load(2, "--eye-ms", "5")
        time.sleep(1)
        read_only = "read_only" if self.flavour == "mariadb" else "super_read_only"
        lab("sql", self.name, "db2", "SET GLOBAL read_only = OFF")
        lab("sql", self.name, "db2", f"SET GLOBAL {read_only} = ON")
        report = json.loads(load.communicate()[0])
        self.assertGreaterEqual(report["two_writable"], 1)

    def test_exit_status_and_signals(self):
        lab("run", self.name, "db1", "--", "sh", "-c", "exit 7", status=7)
        lab("run", self.name, "--", "sh", "-c", "exit 8", status=8)
        for host in ("db1", "operator"):
            child = subprocess.Popen([LAB, "run", self.name, host, "--", "sleep", "60"])
            time.sleep(0.5)
            child.terminate()
            self.assertEqual(child.wait(5), -signal.SIGTERM)

    def test_power_and_server(self):
        for verb in ("crash", "start", "stop", "start", "freeze", "thaw", "power-off"):
            lab(verb, self.name, "db3")
        self.assertIn("is off", lab("sql", self.name, "db3", "SELECT 1", status=1))
        lab("power-on", self.name, "db3")
        lab("reboot", self.name, "db3")
        self.assertEqual(lab("sql", self.name, "db3", "SELECT 1").strip(), "1")

    def test_cuts(self):
        probe = ("run", self.name, "--", "python3", "-c",
                 "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 0.4)")
        lab("cut", self.name, "db3", "--from", "operator", "--port", "3306")
        lab(*probe, "db3", "3306", status=1)
        lab(*probe, "db3", "22")
        lab("heal", self.name)
        lab("cut", self.name, "db3")
        lab(*probe, "db3", "22", status=1)
        lab("heal", self.name)
        lab(*probe, "db3", "3306")


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class MySQL(Live, unittest.TestCase):
    flavour = "mysql"


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class MariaDB(Live, unittest.TestCase):
    flavour = "mariadb"


if __name__ == "__main__":
    unittest.main()
