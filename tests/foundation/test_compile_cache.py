"""The cache of compiled kernels: damaged, read-only, open to others, without a C compiler, without compiling at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest
from rich.console import Console

from sim.cli import run_view
from sim.foundation import compiled
from sim.foundation.compile_cache import SEAL, cache_of, is_whole
from tests.helpers.runs import small

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import numpy as np
from sim.foundation import compiled
from sim.foundation.compiling import heard
from sim.foundation import draws
from sim.society.kernels_shared import places_in_order
{before}
with heard(lambda n: None) as compiling:
    print(draws.poisson(1, 2, 3, 4, 5, 6, 3.5), places_in_order(np.array([3, 1, 2])).tolist())
print(compiling.n_done, compiled.CACHE is not None)
"""
ANSWER = "5 [1, 2, 0]"


def run(cache, before="", **environment):
    """Run a program of a few kernels; return what it answers, how many it compiled, and whether they are kept."""
    variables = os.environ | {"ZIZHI_CACHE": str(cache), "PYTHONPATH": str(ROOT)} | environment
    program = [sys.executable, "-c", PROGRAM.format(before=before)]
    done = subprocess.run(program, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    answer, counted = done.stdout.splitlines()
    n_compiled, kept = counted.split()
    return answer, int(n_compiled), kept == "True"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A cache that a run has filled, on a machine where no C compiler is found: none is needed."""
    folder = tmp_path_factory.mktemp("compiled") / "cache"
    (folder.parent / "empty").mkdir()
    answer, n_compiled, kept = run(folder, PATH=str(folder.parent / "empty"), CC="/nowhere/cc", CXX="/nowhere/c++")
    assert answer == ANSWER and n_compiled > 5 and kept
    return folder


@pytest.fixture
def cache(filled, tmp_path):
    """A copy of it, with times kept: by these Numba tells whether a source has changed."""
    return Path(shutil.copytree(filled, tmp_path / "cache"))


def files(cache):
    """Return the files of a cache."""
    found = [path for path in cache.rglob("*") if path.is_file()]
    assert {path.suffix for path in found} == {".nbi", ".nbc"} and len(found) > 10
    return found


def test_what_is_kept_is_used_and_sealed(cache):
    assert all(is_whole(str(path)) for path in files(cache))
    assert run(cache) == (ANSWER, 0, True)


def damaged(content, way):
    """Return what a crash, a failing disk or a careless hand may leave of a file; the bit is perhaps machine code's."""
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    return (content[:middle], flipped, b"", b"no cache at all\n" * 9)[way]


def test_damaged_files_are_made_anew(cache):
    """Indices and data, each file in one of four ways."""
    for number, path in enumerate(sorted(files(cache), key=lambda file: (file.suffix, file.name))):
        path.write_bytes(damaged(path.read_bytes(), number % 4))
        assert not is_whole(str(path))
    answer, n_compiled, kept = run(cache)
    assert answer == ANSWER and n_compiled > 5 and kept
    assert all(is_whole(str(path)) for path in files(cache))


def test_every_flipped_bit_of_a_small_file_is_seen(cache):
    path = min(files(cache), key=lambda file: file.stat().st_size)
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 16]) + content[at + 1 :])
        assert not is_whole(str(path)), at
    path.write_bytes(content)
    assert is_whole(str(path)) and len(content) > SEAL
    assert not is_whole(str(path.with_name("missing")))


def test_a_folder_that_others_can_write_to_is_not_used(cache, monkeypatch):
    before = {path: path.read_bytes() for path in files(cache)}
    monkeypatch.setenv("ZIZHI_CACHE", str(cache))
    for mode, safe in ((0o700, True), (0o755, True), (0o770, False), (0o703, False), (0o777, False)):
        cache.chmod(mode)
        assert (compiled.cache_folder() is not None) == safe, oct(mode)
    answer, n_compiled, kept = run(cache)
    assert answer == ANSWER and n_compiled > 5 and not kept
    assert {path: path.read_bytes() for path in files(cache)} == before


def test_a_folder_of_somebody_else_is_not_used(cache, monkeypatch):
    monkeypatch.setenv("ZIZHI_CACHE", str(cache))
    monkeypatch.setattr(os, "getuid", lambda: cache.stat().st_uid + 1)
    assert compiled.cache_folder() is None


def test_a_folder_that_cannot_be_written_is_not_used(cache, tmp_path, monkeypatch):
    """A file in its place; a read-only folder; and what not even root can write: a folder of the system's."""
    (tmp_path / "file").write_text("")
    answer, n_compiled, kept = run(tmp_path / "file")
    assert answer == ANSWER and n_compiled > 5 and not kept
    if Path("/proc/self").exists():
        monkeypatch.setenv("ZIZHI_CACHE", "/proc/zizhi")
        assert compiled.cache_folder() is None
    monkeypatch.setenv("ZIZHI_CACHE", str(cache))
    assert compiled.cache_folder() is not None
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert compiled.cache_folder() is None


def test_a_kernel_is_kept_in_the_chosen_folder_or_nowhere(tmp_path, monkeypatch):
    """Not beside the sources either, where Numba would look next."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "there"))
    assert cache_of(damaged, tmp_path / "there") is not None
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "file"))
    assert cache_of(damaged, tmp_path / "file") is None


def test_a_folder_that_goes_away_meanwhile_stops_no_run(tmp_path):
    gone = "import shutil; shutil.rmtree(compiled.CACHE.parent); compiled.CACHE.parent.write_text('')"
    answer, n_compiled, _ = run(tmp_path / "cache", before=gone)
    assert answer == ANSWER and n_compiled > 5


def test_without_compiling_the_answers_are_the_same_and_nothing_is_kept(tmp_path):
    answer, n_compiled, _ = run(tmp_path / "cache", NUMBA_DISABLE_JIT="1")
    assert answer == ANSWER and n_compiled == 0
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


@pytest.mark.parametrize("cache_folder", [None, Path("somewhere")])
def test_who_waits_is_told_once_that_nothing_can_be_kept(monkeypatch, cache_folder):
    said = []
    monkeypatch.setattr(run_view, "CACHE", cache_folder)
    monkeypatch.setattr(run_view.RunView, "_say", lambda _, text, *style: said.append(text))
    view = run_view.RunView(Console(), small())
    for n_done in range(3):
        view.show_compiling(n_done)
    assert len(said) == (2 if cache_folder is None else 1)
    assert ("ZIZHI_CACHE" in said[-1]) == (cache_folder is None)
