"""The files in which compiled kernels are kept: sealed, so that damage is seen, and never in the way of a run."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba.core.caching import FunctionCache, IndexDataCacheFile

SEAL = sha256().digest_size


def is_whole(path: str) -> bool:
    """Tell whether a file ends with the SHA-256 of what stands before it."""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return False
    return sha256(content[:-SEAL]).digest() == content[-SEAL:]


class SealedFiles(IndexDataCacheFile):
    """Numba's files of one function, each with a seal at its end; a broken one counts as not there.

    Numba itself trusts them: it fails where a pickle is cut short, and runs machine code in which a bit has flipped.
    """

    def _load_index(self) -> dict[Any, str]:
        return super()._load_index() if is_whole(self._index_path) else {}

    def _load_data(self, name: str) -> Any:
        if not is_whole(self._data_path(name)):
            raise OSError(name)  # to the caller a file that has been removed: it compiles anew
        return super()._load_data(name)

    @contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[io.BytesIO]:
        with super()._open_for_write(filepath) as file:
            content = io.BytesIO()
            yield content
            file.write(content.getvalue() + sha256(content.getvalue()).digest())


class KernelCache(FunctionCache):
    """The cache of one kernel; where it can no longer be written the kernel is compiled and used all the same."""

    def __init__(self, function: Callable):
        super().__init__(function)
        stamp = self._impl.locator.get_source_stamp()
        self._cache_file = SealedFiles(self._cache_path, self._impl.filename_base, stamp)

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled version, or no further one where the disk is full or the folder gone."""
        try:
            super().save_overload(sig, data)
        except OSError:
            self.disable()


def cache_of(function: Callable, folder: Path) -> KernelCache | None:
    """Return a kernel's cache in this folder, or None where the folder cannot be used any more.

    Numba would look for another place then, beside the sources, whoever may write there.
    """
    try:
        cache = KernelCache(function)
    except RuntimeError:  # no place at all
        return None
    return cache if Path(cache.cache_path).is_relative_to(folder) else None
