from dataclasses import dataclass, field

import pytest

from sim.engine import config as engine_config
from sim.foundation.parameters import parameter


@dataclass
class CommitteeParams:
    staff: int = parameter(7, 5, 9, "persons", "assumption", "Staff", "工作人员", tier="key")
    load: float = parameter(1.0, 0.7, 1.4, "-", "calibrated", "Load", "行政负担", tier="key", varies=True)


@dataclass
class IssueParams:
    onset: dict = parameter({"noise": 0.5, "trash": 0.1}, 0, 1, "per month", "assumption", "Onset", "发生率")
    decision_rule: str = parameter(
        "supermajority", 0, 0, "-", "S", "Rule", "规则", choices=("supermajority", "law_1989")
    )
    posting: bool = parameter(True, 0, 1, "-", "assumption", "Posting", "张榜公布")


@dataclass
class SampleConfig(engine_config.Config):
    committee: CommitteeParams = field(default_factory=CommitteeParams)
    issues: IssueParams = field(default_factory=IssueParams)


@pytest.fixture(autouse=True)
def sample_config(monkeypatch):
    monkeypatch.setattr(engine_config, "Config", SampleConfig)
    return SampleConfig
