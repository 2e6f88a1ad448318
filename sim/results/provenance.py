"""What a run was made with: the program's version and commit, Python, and the packages that numbers depend on."""

import hashlib
import os
import platform
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "zizhi"
PACKAGES = ("hydra-core", "mesa", "networkx", "numba", "numpy", "pandas", "pyarrow", "scipy")
GIT_SECONDS = 2.0
UNKNOWN_VERSION = "0"
SOURCE_DIGITS = 16


def python_version() -> str:
    """Return the version of Python, e.g. ``"3.13.0"``."""
    return platform.python_version()


def package_versions() -> dict[str, str]:
    """Return the installed versions of the packages that results depend on, by name."""
    found = {name: _version(name) for name in PACKAGES}
    return {name: version for name, version in found.items() if version is not None}


@cache
def program() -> dict[str, str | None]:
    """Return the program's ``version``, ``commit`` and ``source``.

    ``commit`` is None outside a checkout or without git, and ends in ``+changed`` where source files differ from it.
    ``source`` is a hash of every Python file of the package: what tells unlike code apart, in a checkout or installed.
    """
    package = Path(__file__).parents[1]
    return {
        "version": _version(DISTRIBUTION) or UNKNOWN_VERSION,
        "commit": _commit(package.parent),
        "source": _source_hash(package)[:SOURCE_DIGITS],
    }


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _commit(root: Path) -> str | None:
    if not (root / ".git").exists():  # an installed package may lie inside somebody else's repository
        return None
    head = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", "sim", "configs", "experiments")
    if head is None or changed is None:
        return None
    return head.strip() + ("+changed" if changed.strip() else "")


def _git(root: Path, *words: str) -> str | None:
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(root), *words]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=GIT_SECONDS, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _source_hash(package: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py"), key=lambda path: path.relative_to(package).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
