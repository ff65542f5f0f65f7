"""`lab second-build`: the Swift package built against Oracle's libmysqlclient, in a root tree of Debian sid.

The tree stays as it is (writes go to a tmpfs that dies with the command); the Swift toolchain, the package and the
user's home (SwiftPM's cache and settings) are the machine's own, bind mounted at the same paths.
"""

import os
import shutil
import subprocess
import sys

from . import init, kernel, trees
from .enter import become, end_like
from .paths import LabError

SCRATCH = ".build-mysql"
SHARED_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/gitconfig")


def toolchain():
    """The directory above the toolchain's `usr`."""
    swift = shutil.which("swift")
    if swift is None:
        raise LabError("no swift in PATH")
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(swift))))


def local_mirrors():
    """Directories that git takes repositories from on this machine (`url.<directory>.insteadOf`): SwiftPM will want them."""
    result = subprocess.run(["git", "config", "--get-regexp", r"^url\..*\.insteadof$"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    names = [line.split(" ", 1)[0][len("url."):-len(".insteadof")] for line in result.stdout.splitlines()]
    return [path for path in (name.removeprefix("file://").rstrip("/") for name in names) if os.path.isdir(path)]


def bind(source, root):
    """Show a file or directory of the machine at its own path in the tree."""
    target = root + source
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "a").close()
    kernel.mount(source, target, None, kernel.MS_BIND | kernel.MS_REC)


def enter_tree(tree, binds):
    """A private copy-on-write view of the tree becomes the root of this process."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", "/mnt", "tmpfs", 0, "mode=755,size=50%")
    for part in ("upper", "work", "root"):
        os.mkdir(f"/mnt/{part}", 0o755)
    root = "/mnt/root"
    kernel.mount("overlay", root, "overlay", 0, f"lowerdir={tree},upperdir=/mnt/upper,workdir=/mnt/work")
    init.mount_devices(root)
    kernel.mount("/proc", f"{root}/proc", None, kernel.MS_BIND | kernel.MS_REC)
    for path in binds:
        bind(path, root)
    kernel.pivot_into(root)


def main(options):
    """Build (or run another command after `--`) in the tree; its exit status is ours."""
    package = os.path.realpath(options.directory)
    if not os.path.exists(os.path.join(package, "Package.swift")):
        raise LabError(f"{package} holds no Package.swift")
    tree = trees.ensure("mysql-dev", lambda text: print(text, file=sys.stderr))
    home = os.path.expanduser("~")
    tools = toolchain()
    binds = [path for path in (tools, home, package, *SHARED_FILES, *local_mirrors(), *options.bind) if os.path.exists(path)]
    child = os.fork()
    if child == 0:
        enter_tree(tree, binds)
        os.chdir(package)
        path = f"{tools}/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        os.environ.update(PATH=path, HOME=home, LC_ALL="C.UTF-8")
        become(options.words or ["swift", "build", "--scratch-path", SCRATCH])
    return end_like(os.waitpid(child, 0)[1])
