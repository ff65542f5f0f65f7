"""The Debian mirror of this machine, read from its own apt sources so that no host is written down here."""

import glob
import os
import re

from .paths import LabError


def stanzas(text):
    """Split a deb822 file into dictionaries; comment lines do not end a stanza."""
    for block in re.split(r"\n\s*\n", text):
        fields, last = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if line[:1].isspace() and last:
                fields[last] += " " + line.strip()
            elif ":" in line:
                last, value = line.split(":", 1)
                last = last.strip().lower()
                fields[last] = value.strip()
        if fields:
            yield fields


def deb822_entries(text):
    """(uri, suite) of every enabled binary source in a `.sources` file."""
    for fields in stanzas(text):
        if "deb" in fields.get("types", "").split() and fields.get("enabled", "yes") != "no":
            for uri in fields.get("uris", "").split():
                for suite in fields.get("suites", "").split():
                    yield uri, suite


def one_line_entries(text):
    """(uri, suite) of every `deb` line in a `.list` file."""
    for line in text.splitlines():
        match = re.match(r"\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)", line)
        if match:
            yield match.group(1), match.group(2)


def entries():
    """Every (uri, suite) apt knows on this machine."""
    for path in sorted(glob.glob("/etc/apt/sources.list") + glob.glob("/etc/apt/sources.list.d/*")):
        parse = {".list": one_line_entries, "urces": deb822_entries}.get(path[-5:])
        if parse:
            with open(path) as file:
                yield from parse(file.read())


def debian():
    """The URI of the Debian archive: the source whose path ends in `/debian`, or HACTL_LAB_MIRROR (Ubuntu)."""
    if os.environ.get("HACTL_LAB_MIRROR"):
        return os.environ["HACTL_LAB_MIRROR"]
    for uri, _ in entries():
        if re.search(r"/debian/?$", uri):
            return uri.rstrip("/")
    raise LabError("no Debian archive in this machine's apt sources: add one (its path ends in /debian) or set HACTL_LAB_MIRROR")
