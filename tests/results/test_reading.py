"""What was saved comes back the same; what was changed, by one byte or more, does not come back."""

import json
import os
from functools import lru_cache

import pandas as pd
import pytest

from sim.foundation.errors import InputRefused
from sim.results import verifying
from sim.results.frames import conform
from sim.results.manifest import default_folder_name, digest_line, to_json
from sim.results.reading import load_run
from sim.results.schema import TABLES
from sim.results.store import save_run
from sim.results.verifying import hash_faults, verify_hashes


@pytest.fixture
def run(tables, facts, tmp_path):
    save_run(tables, facts, tmp_path / "run", extra={"figure.png": b"\x89PNG"})
    return tmp_path / "run"


def test_round_trip(run, tables, facts):
    loaded = load_run(run)
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(loaded.tables[name], conform(table, tables[name]))
    assert {key: loaded.facts[key] for key in facts} == facts
    assert loaded.events["text_zh"].tolist()[0] == "居民把停车难提了出来"
    assert pd.isna(loaded.events["cause"].iloc[0]) and pd.isna(loaded.residents["team"].iloc[1])


def test_other_readers_see_plain_columns(run):
    plain = pd.read_parquet(run / "affairs.parquet")
    assert list(plain.columns) == list(TABLES["affairs"].names) and plain["class"].tolist() == ["parking"]


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1 << (place % 8)]) + content[place + 1 :]


def test_every_flipped_byte_is_found(run, monkeypatch):
    files = {path.name: path.read_bytes() for path in run.iterdir()}
    monkeypatch.setattr(verifying, "read_inside", lambda folder, name: files[name])  # a disk would take a minute
    monkeypatch.setattr(verifying, "bytes_hash", lru_cache(64)(verifying.bytes_hash))  # nor is what is as it was hashed
    assert hash_faults(run) == []
    flips = 0
    for name, content in list(files.items()):
        for place in range(len(content)):
            files[name] = flipped(content, place)
            assert hash_faults(run), (name, place)
            flips += 1
        files[name] = content
    assert flips == sum(path.stat().st_size for path in run.iterdir()) > 10_000


def test_flipped_bytes_on_the_disk_are_refused(run):
    for path in sorted(run.iterdir()):
        content = path.read_bytes()
        for place in range(0, len(content), 499):
            path.write_bytes(flipped(content, place))
            with pytest.raises(InputRefused):
                load_run(run)
        path.write_bytes(content)
    assert load_run(run).facts["seed"] == 7


def test_files_added_removed_linked_or_replaced_by_folders_are_found(run, tmp_path):
    (tmp_path / "elsewhere").write_bytes((run / "ties.parquet").read_bytes())
    (run / "ties.parquet").unlink()
    (run / "ties.parquet").symlink_to(tmp_path / "elsewhere")
    (run / "figure.png").unlink()
    (run / "hours.parquet").unlink()
    (run / "hours.parquet").mkdir()
    (run / ".hidden").write_text("x")
    places = [os.path.basename(fault.place) for fault in hash_faults(run)]
    assert places == ["figure.png", "hours.parquet", "ties.parquet", ".hidden"]
    with pytest.raises(InputRefused):
        load_run(run)


def forge(run, change):
    manifest = json.loads((run / "manifest.json").read_bytes())
    change(manifest)
    data = to_json(manifest)
    (run / "manifest.json").write_bytes(data)
    (run / "manifest.sha256").write_bytes(digest_line(data))


FORGERIES = {
    "key missing": lambda manifest: manifest.pop("seed"),
    "key too many": lambda manifest: manifest.update(host="x"),
    "other format": lambda manifest: manifest.update(format=2),
    "tables a list": lambda manifest: manifest.update(tables=[]),
    "table missing": lambda manifest: manifest["tables"].pop("ties"),
    "program": lambda manifest: manifest.update(program={}),
    "rows": lambda manifest: manifest["tables"]["ties"].update(rows=2),
    "values": lambda manifest: manifest["tables"]["ties"].update(sha256_values="0" * 64),
    "outside": lambda manifest: manifest["files"].update({"../secret": "0" * 64}),
    "absolute": lambda manifest: manifest["files"].update({"/etc/hostname": "0" * 64}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_manifest_gets_one_line_and_no_traceback(run, name):
    forge(run, FORGERIES[name])
    with pytest.raises(InputRefused) as error:
        load_run(run)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"[" * 100_000, b"\xff"])
def test_a_manifest_that_is_none(run, content):
    (run / "manifest.json").write_bytes(content)
    (run / "manifest.sha256").write_bytes(digest_line(content))
    with pytest.raises(InputRefused, match="no manifest"):
        load_run(run)


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"tables": {"months": {}}}', b'{"tables": 3}'])
def test_a_forged_dictionary_is_refused(run, content):
    from sim.results.hashing import bytes_hash

    (run / "data_dictionary.json").write_bytes(content)
    forge(run, lambda manifest: manifest["files"].update({"data_dictionary.json": bytes_hash(content)}))
    with pytest.raises(InputRefused, match="data_dictionary"):
        load_run(run)


def test_a_forged_table_is_refused(run):
    from sim.results.hashing import bytes_hash

    for content in (b"no parquet", (run / "hours.parquet").read_bytes()):
        (run / "ties.parquet").write_bytes(content)
        forge(run, lambda manifest, c=content: manifest["tables"]["ties"].update(sha256_bytes=bytes_hash(c)))
        with pytest.raises(InputRefused, match=r"ties\.parquet"):
            load_run(run)


def test_missing_and_foreign_folders(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for place in ("nowhere", "file", "empty"):
        with pytest.raises(InputRefused, match="the folder of a saved run"):
            load_run(tmp_path / place)


def test_a_name_made_by_the_program_holds_only_its_own_run(tables, facts, tmp_path):
    name = default_folder_name("baseline", facts["config"])
    save_run(tables, facts, tmp_path / name)
    assert verify_hashes(tmp_path / name)["seed"] == 7
    forge(tmp_path / name, lambda manifest: manifest["config"].update(load=2.0))
    with pytest.raises(InputRefused, match=name):
        load_run(tmp_path / name)
