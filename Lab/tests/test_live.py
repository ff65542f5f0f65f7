"""The lab against itself, on both flavours: only with HACTL_LAB_LIVE=1, as root."""

import base64
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


class OneLab:
    """A lab for the tests of a class, made by `up` with its `options`; `down` must leave nothing."""

    flavour = None
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.name = f"t-{cls.__name__.lower()}-{os.getpid()}"
        cls.before = subprocess.check_output(["ip", "-br", "link"])
        lab("up", cls.name, "--flavour", cls.flavour, *cls.options)
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

    def as_ops(self, host, command):
        state = self.state()
        return lab("run", self.name, "--", "ssh", "-T", "-i", f"{state}/id_ed25519", "-o", f"UserKnownHostsFile={state}/known_hosts",
                   "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", f"ops@{host}", command)


class Live(OneLab):
    """The tests of one flavour; `flavour` comes from the class below."""

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


class Proxied(OneLab):
    """The tests of a lab with proxies."""

    options = ("--members", "2", "--proxies", "2", "--etcd")
    TALK = ("""echo "$0" | sudo -n perl -MIO::Socket -e '$s = IO::Socket::UNIX->new(Peer => "/run/haproxy/admin.sock") or die $!; """
            """$s->autoflush(1); local $/; print $s scalar <STDIN>; print <$s>'""")

    def talk(self, proxy, command):
        return self.as_ops(proxy, self.TALK.replace("$0", command))

    def lead_to(self, proxy, leader, other):
        said = self.talk(proxy, f"set server shop_writer/{leader} state ready; set server shop_writer/{other} state maint")
        self.assertEqual(said.strip(), "")

    def states(self, proxy):
        """Server to whether it takes new connections, of the writers' section (4: it was disabled when the file was read)."""
        rows = [line.split() for line in self.talk(proxy, "show servers state shop_writer").splitlines()]
        return {row[3]: row[6] in ("0", "4") for row in rows if row[1:2] == ["shop_writer"]}

    def test_writes_go_through_every_proxy(self):
        report = json.loads(self.load(2, "--through", "px1", "--through", "10.77.0.32:3306").communicate()[0])
        self.assertEqual([client["through"] for client in report["clients"]], ["px1", "10.77.0.32:3306"])
        self.assertEqual(sum(client["acknowledged"] for client in report["clients"]), report["acknowledged"])
        self.assertGreater(min(client["acknowledged"] for client in report["clients"]), 50)
        lab("verify", self.name, "--load", f"{self.state()}/load.log")

    def test_a_reload_keeps_the_port_and_forgets_what_the_socket_said(self):
        self.assertEqual(self.states("px1"), {"db1": True, "db2": False})
        self.lead_to("px1", "db2", "db1")
        self.assertEqual(self.states("px1"), {"db1": False, "db2": True})
        self.assertIn("px1 leads to db2, the writable server is db1", lab("verify", self.name, status=1))
        load = self.load(3, "--through", "px2")
        time.sleep(1)
        for proxy in ("px1", "px2"):
            lab("reload", self.name, proxy)
        self.as_ops("px2", "sudo -n systemctl reload haproxy")
        self.assertEqual(json.loads(load.communicate()[0])["errors"], {})
        lab("verify", self.name)

    def test_a_broken_file_is_not_loaded(self):
        self.as_ops("px1", "sudo -n cp /etc/haproxy/haproxy.cfg /tmp/good; echo broken | sudo -n tee -a /etc/haproxy/haproxy.cfg")
        self.assertIn("refuses its configuration", lab("reload", self.name, "px1", status=1))
        self.as_ops("px1", "sudo -n cp /tmp/good /etc/haproxy/haproxy.cfg")
        lab("reload", self.name, "px1")

    def test_a_switch_of_server_and_proxies(self):
        load = self.load(60, "--through", "px1", "--through", "px2")
        time.sleep(1)
        for leader, other in (("db2", "db1"), ("db1", "db2")):
            lab("baseline", self.name, "--to", leader)
            for proxy in ("px1", "px2"):
                self.lead_to(proxy, leader, other)
        time.sleep(1)
        load.send_signal(signal.SIGTERM)
        report = json.loads(load.communicate()[0])
        self.assertEqual(report["two_writable"], 0)
        lab("verify", self.name, "--load", f"{self.state()}/load.log")

    def test_what_etcd_was_told_outlives_a_power_cut(self):
        lab("run", self.name, "kv1", "--", "etcdctl", "put", "/hactl/writer", self.name)
        for verb in ("power-off", "power-on", "crash", "start"):
            lab(verb, self.name, "kv1")
        said = lab("run", self.name, "--", "curl", "-sS", "http://10.77.0.41:2379/v3/kv/range", "-d",
                   json.dumps({"key": base64.b64encode(b"/hactl/writer").decode()}))
        self.assertEqual(base64.b64decode(json.loads(said)["kvs"][0]["value"]).decode(), self.name)

    def test_faults_of_a_proxy(self):
        for verb in ("crash", "start", "stop", "start", "freeze", "thaw", "power-off", "power-on", "reboot", "reload"):
            lab(verb, self.name, "px2")
        self.assertEqual(lab("run", self.name, "px2", "--", "systemctl", "is-active", "haproxy").strip(), "active")
        lab("cut", self.name, "px2", "--from", "client")
        self.assertIn("2003", lab("load", self.name, "--seconds", "1", "--through", "px2", "--out", "/dev/null", status=1))
        lab("heal", self.name)
        lab("load", self.name, "--seconds", "1", "--through", "px2", "--out", "/dev/null")


class Vrrp(OneLab):
    """The tests of a lab whose VIP is keepalived's."""

    options = ("--keepalived",)

    def may(self, host, value):
        self.as_ops(host, f"f=/etc/keepalived/hactl-writer; echo {value} | sudo -n tee $f.new >/dev/null && sudo -n mv $f.new $f")

    def holders(self, hosts=("db1", "db2", "db3")):
        return [host for host in hosts if "10.77.0.50/" in lab("run", self.name, host, "--", "ip", "-4", "-o", "address")]

    def await_holders(self, *wanted, hosts=("db1", "db2", "db3")):
        deadline = time.monotonic() + 5
        while self.holders(hosts) != list(wanted) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(self.holders(hosts), list(wanted))

    def tearDown(self):
        self.may("db1", 0)
        for host in ("db2", "db3"):
            self.may(host, -254)
        self.await_holders("db1")

    def test_the_files_move_the_address(self):
        for old, new in (("db1", "db3"), ("db3", "db1")):
            self.may(new, 0)
            self.await_holders(old)
            self.may(old, -254)
            self.await_holders(new)
        lab("verify", self.name)

    def test_nobody_takes_it_from_the_dead_unless_told_so(self):
        lab("power-off", self.name, "db1")
        time.sleep(1)
        self.await_holders(hosts=("db2", "db3"))
        self.may("db2", 0)
        self.await_holders("db2", hosts=("db2", "db3"))
        lab("power-on", self.name, "db1")
        time.sleep(1)
        self.await_holders("db2")
        self.may("db2", -254)
        self.await_holders("db1")
        lab("sql", self.name, "db1", "SET GLOBAL read_only = OFF")

    def test_after_a_cut_the_greater_number_wins(self):
        self.may("db3", 0)
        self.may("db1", -254)
        self.await_holders("db3")
        lab("cut", self.name, "db3")
        self.may("db1", 1)
        self.await_holders("db1", "db3")
        lab("heal", self.name)
        self.await_holders("db1")

    def test_its_service(self):
        for verb in ("reload", "stop", "start", "crash", "start"):
            lab(verb, self.name, "db1", "--service", "keepalived")
        self.await_holders("db1")


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class VrrpMySQL(Vrrp, unittest.TestCase):
    flavour = "mysql"


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class VrrpMariaDB(Vrrp, unittest.TestCase):
    flavour = "mariadb"


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class MySQL(Live, unittest.TestCase):
    flavour = "mysql"


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class MariaDB(Live, unittest.TestCase):
    flavour = "mariadb"


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class ProxiedMySQL(Proxied, unittest.TestCase):
    flavour = "mysql"
    options = (*Proxied.options, "--router")
    WHO = ("import pymysql, sys; c = pymysql.connect(host=sys.argv[1], port=int(sys.argv[2]), user='app', password=sys.argv[3]).cursor(); "
           "c.execute('SELECT @@hostname'); print(c.fetchone()[0])")

    def test_the_router_leads_where_its_file_says(self):
        self.assertEqual(self.behind_the_router(), "db1")
        for old, new, leader in (("11", "12", "db2"), ("12", "11", "db1")):
            self.as_ops("px1", f"sudo -n sed -i s/10.77.0.{old}:/10.77.0.{new}:/ /etc/mysqlrouter/mysqlrouter.conf; "
                               "sudo -n systemctl restart mysqlrouter")
            self.assertEqual(self.behind_the_router(), leader)
        for verb in ("stop", "start", "crash", "start"):
            lab(verb, self.name, "px1", "--service", "mysqlrouter")
        lab("load", self.name, "--seconds", "1", "--through", "10.77.0.31:6446", "--out", "/dev/null")

    def behind_the_router(self):
        """Who answers at the Router's port, once it listens."""
        with open(f"{self.state()}/app.pw") as file:
            password = file.read().strip()
        lab("start", self.name, "px1", "--service", "mysqlrouter")
        return lab("run", self.name, "--", "/usr/bin/python3", "-c", self.WHO, "px1", "6446", password).strip()


@unittest.skipUnless(os.environ.get("HACTL_LAB_LIVE"), "HACTL_LAB_LIVE is not set")
class ProxiedMariaDB(Proxied, unittest.TestCase):
    flavour = "mariadb"


if __name__ == "__main__":
    unittest.main()
