"""What needs no root and no server."""

import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from lablib import cli, eye, load, mirror, paths, proxies, wire  # noqa: E402


class Sources(unittest.TestCase):
    def test_deb822_skips_comments_inside_a_stanza_and_disabled_ones(self):
        text = "Types: deb\n# a note\nURIs: http://m.example/debian\nSuites: a b\n\nEnabled: no\nTypes: deb\nURIs: http://n.example/debian\nSuites: a\n"
        self.assertEqual(list(mirror.deb822_entries(text)), [("http://m.example/debian", "a"), ("http://m.example/debian", "b")])

    def test_one_line_with_options(self):
        text = "# deb http://no.example/debian x main\ndeb [arch=amd64 signed-by=/k] http://m.example/debian/ bookworm main\ndeb-src http://s.example/debian x main\n"
        self.assertEqual(list(mirror.one_line_entries(text)), [("http://m.example/debian/", "bookworm")])


class Eye(unittest.TestCase):
    def test_touching_spans_are_no_violation(self):
        self.assertEqual(eye.overlaps({"a": [[0, 10]], "b": [[10, 20]]}), [])

    def test_overlap_is_found_and_measured(self):
        found = eye.overlaps({"a": [[0, 5_000_000]], "b": [[3_000_000, 9_000_000]], "c": []})
        self.assertEqual([(one["ms"], one["hosts"]) for one in found], [(2.0, ["a", "b"])])

    def test_longest_time_without_a_writer(self):
        self.assertEqual(eye.longest_none({"a": [[0, 1_000_000]], "b": [[4_000_000, 5_000_000]]}, 0, 6_000_000), 3.0)


class Gaps(unittest.TestCase):
    def test_longest_first(self):
        self.assertEqual(load.gaps([0, 1_000_000, 9_000_000, 10_000_000], 2), [(8.0, 1_000_000), (1.0, 9_000_000)])


class Proxies(unittest.TestCase):
    HOSTS = {"db1": "10.77.0.11", "db2": "10.77.0.12", "db3": "10.77.0.13"}

    def test_a_new_proxy_leads_to_the_first_member(self):
        text = proxies.config(self.HOSTS)
        self.assertEqual(proxies.written(text), ["db1"])
        self.assertEqual(len(re.findall(r":3306 +disabled", text)), 2)
        self.assertIn("\tserver  db3\t", text)

    def test_what_a_file_says_after_an_edit(self):
        text = proxies.config(self.HOSTS).replace("   disabled  #", "  # disabled")
        text = text.replace("db1 10.77.0.11:3306\n", "db1 10.77.0.11:3306 disabled\n", 1)
        self.assertEqual(proxies.written(text), ["db3"])

    def test_the_only_member_leads(self):
        self.assertEqual(proxies.written(proxies.config({"db1": "10.77.0.11"})), ["db1"])


class Words(unittest.TestCase):
    def test_everything_after_the_dashes_is_the_command(self):
        self.assertEqual(cli.split(["run", "x", "db1", "--", "sh", "-c", "--"]), (["run", "x", "db1"], ["sh", "-c", "--"]))

    def test_names(self):
        for name in ("", "A", "../x", "a/b", "1a"):
            with self.assertRaises(paths.LabError):
                paths.check_name(name)

    def test_a_cut_of_one_port_between_two_hosts_has_four_rules(self):
        self.assertEqual(len(wire.rules("db1", "db2", 3306)), 4)
        self.assertEqual(len(wire.rules("db1", None, None)), 2)


if __name__ == "__main__":
    unittest.main()
