"""Compile kernels with Numba and keep them in a cache of the user's own.

The cache is the one thing written outside an output folder. It lies in ``ZIZHI_CACHE`` (default: the user's cache
folder), is refused if others can write to it, and is divided by a digest of all kernel sources, so that a kernel is
never served that was compiled from other code.
"""

import gc
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core.compiler_lock import global_compiler_lock
from numba.core.sigutils import normalize_signature
from numba.core.types.misc import unliteral

from sim.foundation.compile_cache import cache_of

COMPILING = not numba.config.DISABLE_JIT


def _source_digest() -> str:
    """Digest the kernels, what they are built on, and the compiler's versions."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for path in sorted([*package.rglob("kernels*.py"), *package.glob("foundation/*.py"), *package.glob("world/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path | None:
    """Return the folder of compiled kernels, or None where there is none that is safe to use.

    Returns
    -------
    Path or None
        None if the folder cannot be made or written, or if group or others may write to it.
    """
    default = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zizhi"
    root = Path(os.environ.get("ZIZHI_CACHE") or default)
    folder = root / _source_digest()
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        status = root.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        return None
    return folder if os.access(folder, os.W_OK) else None


CACHE = cache_folder()
if CACHE is not None:
    numba.config.CACHE_DIR = str(CACHE)

OPTIONS = {"error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True}


def _compiled(function: Callable, **options: Any) -> Any:
    if not COMPILING:
        return function
    compiled = numba.njit(**OPTIONS, **options)(function)
    compiled.compile = _for_types_alone(compiled.compile)
    cache = cache_of(function, CACHE) if CACHE is not None else None
    if cache is not None:
        compiled._cache = cache
    return compiled


def _for_types_alone(compile_for: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make no further versions for constants that a caller writes out: one serves all values of its types.

    So no kernel can ask for a constant of its own (`numba.literally`).
    """

    def compile_for_types(signature: Any) -> Any:
        arguments, answer = normalize_signature(signature)
        plain = tuple(unliteral(argument) for argument in arguments)
        with _uncollected():
            return compile_for(plain if answer is None else answer(*plain))

    return compile_for_types


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage inside: the compiler makes millions of objects, and looking through them takes a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def kernel(function: Callable) -> Any:
    """Compile a plain function over arrays; with ``NUMBA_DISABLE_JIT=1`` it stays a Python function, results equal."""
    return _compiled(function)


def helper(function: Callable) -> Any:
    """Compile what kernels call for every row.

    It may not make arrays: in exchange nothing counts references, which costs half a microsecond a call for a table of
    forty columns (measured), a hundred times the rule itself. Python cannot call it while compiling is on: in exchange
    no way in from Python is compiled, which for such a table costs half a second.
    """
    return _compiled(function, _nrt=False, no_cpython_wrapper=True)


def formula(signature: str) -> Callable[[Callable], Callable]:
    """Compile a function of numbers for these types alone, whatever kinds of numbers it is given.

    Without them the compiler makes a version for every mixture of kinds: 32 and 64 bits, signed or not, true or false.

    Parameters
    ----------
    signature : str
        As Numba writes it, e.g. ``"float64(int64, float64)"``.
    """

    def decorate(function: Callable) -> Callable:
        if not COMPILING:
            return function
        compiled = kernel(function)
        compile_for = compiled.compile

        def compile_as_declared(_: Any) -> Any:
            with global_compiler_lock:  # another thread may have been faster
                if not compiled.overloads:
                    compile_for(signature)
                    compiled.disable_compile()
                return next(iter(compiled.overloads.values())).entry_point

        # giving the signature to njit would compile at import, before any command knows that it needs compiled code
        compiled.compile = compile_as_declared
        return compiled

    return decorate
