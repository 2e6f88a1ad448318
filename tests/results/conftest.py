"""A small run, made by hand: one neighbourhood, three months, one discovery with its causes, Chinese texts."""

import pandas as pd
import pytest

from sim.results.schema import TABLES

NEUTRAL = {"int32": 0, "int64": 0, "float64": 0.0, "bool": False, "text": ""}


def rows(table: str, *given: dict) -> pd.DataFrame:
    """Rows of a table in which every value not given is the least legal one, or missing where that is legal."""
    declared = TABLES[table]

    def value(column, row):
        if column.name in row:
            return row[column.name]
        if column.nullable:
            return None
        if column.words:
            return column.words[0]
        return NEUTRAL[column.dtype] if not column.low else column.low

    data = [{column.name: value(column, row) for column in declared.columns} for row in given]
    return pd.DataFrame(data, columns=list(declared.names), dtype=object)


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    def event(number, month, kind, cause, zh, **more):
        texts = {"message": '{"key":"k"}', "text_en": f"<b>{kind}</b>", "text_zh": zh}
        return {"event": number, "month": month, "neighbourhood": 0, "kind": kind, "cause": cause, **texts, **more}

    return {
        "months": rows(
            "months",
            *(
                {"month": month, "autonomy": 0.25, "trust_mean": -0.0, "hours_street": 60.0, "hours_entrusted": 30.0}
                | {"hours_community": 10.0, "income_street_yuan": 1000.0, "teams": 3, "score": 1.02}
                for month in (-1, 0, 1)
            ),
        ),
        "events": rows(
            "events",
            event(1, -1, "affair_recognized", None, "居民把停车难提了出来", affair=9),
            event(2, 0, "affair_heard", 1, "开了听证会", affair=9),
            event(3, 1, "practice_discovered", 2, "居委会发现:骨干能说服邻居", practice="persuade"),
        ),
        "affairs": rows("affairs", {"affair": 9, "class": "parking", "recognized_month": -1, "state": "heard"}),
        "organizations": rows("organizations"),
        "hours": rows("hours", {"minutes": 600}),
        "ledger": rows("ledger", {"amount_fen": 100}, {"amount_fen": 100}),
        "groups": rows("groups", {"persons": 2}),
        "residents": rows("residents", {"resident": 0, "team": 4}, {"resident": 1, "sex": "male"}),
        "ties": rows("ties", {"resident_a": 0, "resident_b": 1, "strength": 0.4}),
    }


@pytest.fixture
def facts() -> dict:
    return {
        "scenario": "baseline",
        "seed": 7,
        "config": {"seed": 7, "name": "基准", "load": 1.0, "staff": [5, 9]},
        "state_hash": "ab" * 32,
        "founded": {"residents": "synthetic"},
    }
