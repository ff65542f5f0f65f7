"""What the tests of Contrib/ share: where things are, tools that may be missing, a stand-in for hactl."""

import contextlib
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
CONTRIB = f"{ROOT}/Contrib"


class Skipped(Exception):
    """A tool that is not here."""


def expect(holds, what, *evidence):
    """Fails with what should hold, and what was seen."""
    if not holds:
        raise AssertionError("\n".join([what, *map(str, evidence)]))


def tool(name):
    """Where the program is: fetched by Tools/linters, or installed."""
    fetched = f"{ROOT}/.build/linters/bin/{name}"
    found = fetched if os.access(fetched, os.X_OK) else shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    if not found:
        raise Skipped(f"{name} is not installed, and Tools/linters could not fetch it")
    return found


def run(*arguments, **options):
    """Runs a program to its end and answers with what it said."""
    return subprocess.run(arguments, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, **options)


def accepted(*arguments, **options):
    """The same, of a program that must like what it is given."""
    result = run(*arguments, **options)
    expect(result.returncode == 0, f"{os.path.basename(arguments[0])} accepts it", result.stdout)
    return result.stdout


def binary():
    """The hactl to test."""
    places = [os.environ["HACTL"]] if "HACTL" in os.environ else [f"{ROOT}/.build/{kind}/hactl" for kind in ("release", "debug")]
    for place in places:
        if os.access(place, os.X_OK):
            return os.path.abspath(place)
    raise AssertionError(f"There is no hactl: {', '.join(places)}. Build it: swift build --product hactl")


def contents(path):
    """A file's text."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def put(path, text, mode=0o600):
    """Writes a file, and its folders."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


@contextlib.contextmanager
def folder():
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="hactl-contrib-") as path:
        yield path


def stand_in(path, code=0):
    """A program that writes down how it was called and what it read."""
    put(path, f'#!/bin/sh\nprintf "%s\\n" "$@" > {path}.arguments\ncat > {path}.input\nexit {code}\n', 0o755)
    return path
