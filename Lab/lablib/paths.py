"""Where things live, and the one error type that is meant for the person at the keyboard."""

import os
import re

CACHE = os.environ.get("HACTL_LAB_CACHE", "/var/cache/hactl-lab")
RUN = os.environ.get("HACTL_LAB_RUN", "/run/hactl-lab")


class LabError(Exception):
    """Something the user can understand and act on: printed without a traceback, exit 1."""


def check_name(name):
    """Names become directory names and YAML keys, so only the harmless ones are let in."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name):
        raise LabError(f"'{name}' is no lab name: small letters, digits and '-', beginning with a letter")
    return name


def state_dir(name):
    """The directory that holds everything one lab leaves on the machine."""
    return os.path.join(RUN, check_name(name))


def write_private(path, text):
    """Write a file only root can read; keys and passwords never exist with a wider mode, not even briefly."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w") as file:
        file.write(text)


def write_atomic(path, text, mode=0o644):
    """Write beside and rename, so that a reader never sees half a file."""
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w") as file:
        file.write(text)
    os.chmod(temporary, mode)
    os.rename(temporary, path)
