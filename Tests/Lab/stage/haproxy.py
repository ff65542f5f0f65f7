"""What stories ask of the lab's HAProxies, and what a person does to their files."""

from lablib import proxies

from .expect import expect

# Before which a line of the cluster can be put into the lab's inventory.
HEAD = "    proxies:\n"


def routes(stage):
    """Where every proxy leads, by its socket and by its file."""
    seen = stage.snapshot()
    return {name: seen[name] for name in stage.lab.proxies}


def text_of(stage, name):
    """A proxy's file."""
    with open(stage.lab.inside(name, proxies.FILE)) as file:
        return file.read()


def edit(stage, name, old, new):
    """A person edits a proxy's file."""
    text = text_of(stage, name)
    expect(old in text, f"the file of {name} has {old!r}", text)
    with open(stage.lab.inside(name, proxies.FILE), "w") as file:
        file.write(text.replace(old, new))
