import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from experiments import run as experiment
from sim.foundation.text import use_language


@dataclass
class FakeResult:
    seed: int = 0
    arises: bool = False
    tables: dict = field(default_factory=dict)
    saved: list = field(default_factory=list)

    @property
    def events(self):
        rows = [
            (0, 0, "affair_resolved", "An affair is resolved.", "办结。"),
            (1, 1, "shock", "From outside [bold].", "外来冲击。"),
            (2, 1, "affair_resolved", "Another is resolved.", "办结。"),
        ]
        frame = pd.DataFrame(rows, columns=["event", "month", "kind", "text_en", "text_zh"])
        return frame.assign(neighbourhood=0, practice=None)

    @property
    def months(self):
        columns = {
            "month": [0, 1],
            "neighbourhood": [0, 0],
            "occurrence": [True, self.arises],
            "practices_known": [0, 2],
            "council": [0, 0],
            "groups_informal": [0, 0],
            "affairs_by_residents": [0, 6],
            "symbolic_share": [0.0, 0.0],
            "score": [0.9, 0.9],
        }
        return pd.DataFrame({**columns, "groups_confirmed": [0, 0], "blocked_money": [1, 3], "blocked_seen": [1, 0]})

    def headlines(self, lang=None):
        name = "自治" if lang == "zh" else "autonomy"
        return pd.DataFrame({"key": ["autonomy"], "outcome": [name], "value": [0.125], "unit": ["share"]})

    def save(self, folder, extra=None):
        Path(folder).mkdir(parents=True)
        for name, data in (extra or {}).items():
            (Path(folder) / name).write_bytes(data)
        self.saved.append(folder)
        return "saved"


class FakeEngine:
    def __init__(self):
        self.seeds, self.configs = [], []
        self.arising = set()
        self.interrupt_at = None

    def run(self, config, on_month=None):
        self.seeds.append(config.seed)
        self.configs.append(config)
        for month in range(-config.burn_in, config.months):
            if self.interrupt_at == (len(self.seeds), month):
                raise KeyboardInterrupt
            if on_month:
                happened = ["a team is founded [bold]"] if month == 3 else []
                on_month(month, {"autonomy": 0.25, "something_new": 1234.5}, happened)
        return FakeResult(config.seed, config.seed in self.arising)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    yield
    use_language("en")


@pytest.fixture
def engine(monkeypatch, tmp_path):
    fake = FakeEngine()
    module = ModuleType("sim.engine.run")
    module.run = fake.run
    monkeypatch.setitem(sys.modules, "sim.engine.run", module)
    monkeypatch.setattr(experiment, "_figure", lambda result, config, lang: b"figure")
    monkeypatch.chdir(tmp_path)
    return fake


@pytest.fixture
def fake_result():
    return FakeResult()
