"""The declarations of every result table: what the checks, the files, the data dictionary and the help texts read.

The names of tables and columns are those of the interface (docs/model.md). Months count from 0 after the burn-in; the
burn-in's months are negative.
"""

from collections.abc import Mapping, Sequence

from sim.foundation import event_kinds, terms
from sim.results.columns import Column, Table
from sim.results.schema_months import MONTHS
from sim.results.schema_people import GROUPS, RESIDENTS, TIES

MONTH = Column("month", "int32", "month", "month, negative in the burn-in", "月份，预热期为负")
NEIGHBOURHOOD = Column("neighbourhood", "int32", "id", "neighbourhood, counted from 0", "居民区，从 0 起编号", low=0)


def _words(term: type[terms.Term]) -> tuple[str, ...]:
    return tuple(member.word for member in term)


def _month_of(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "int32", "month", meaning + "; missing if not yet", zh + "；尚未发生则缺", nullable=True)


EVENTS = Table(
    "events",
    "something that happened",
    "一件发生了的事",
    (
        Column("event", "int64", "id", "event", "事件编号", low=0),
        MONTH,
        Column(
            "neighbourhood",
            "int32",
            "id",
            "neighbourhood where it happened; missing if it concerns the whole street",
            "发生在哪个居民区；涉及整个街道则缺",
            low=0,
            nullable=True,
        ),
        Column("kind", "text", "word", "what kind of thing happened", "事件种类", words=_words(event_kinds.EventKind)),
        Column("affair", "int64", "id", "affair that it concerns, if any", "涉及的公共事务，若有", nullable=True),
        Column(
            "organization",
            "int64",
            "id",
            "organization or team concerned, if any",
            "涉及的组织或团队，若有",
            nullable=True,
        ),
        Column("practice", "text", "word", "practice that it concerns, if any", "涉及的工作方法，若有", nullable=True),
        Column("cause", "int64", "id", "event that caused it; missing at a root", "起因事件；根源处缺", nullable=True),
        Column("message", "text", "-", "key and arguments of its sentence, as JSON", "句子的键与参数，JSON 格式"),
        Column("text_en", "text", "-", "its sentence in English", "英文句子", text_only=True),
        Column("text_zh", "text", "-", "its sentence in Chinese", "中文句子", text_only=True),
    ),
    key=("month", "event"),
)

AFFAIRS = Table(
    "affairs",
    "a public affair, seen or unseen",
    "一件公共事务，无论潜在还是显在",
    (
        Column("affair", "int64", "id", "affair", "公共事务编号"),
        NEIGHBOURHOOD,
        Column("class", "text", "word", "class of affair", "事务类别", words=_words(terms.AffairClass)),
        Column("scope", "text", "word", "how far it reaches", "涉及范围", words=_words(terms.Scope)),
        Column(
            "place",
            "int32",
            "id",
            "lane or estate, by its scope; 0 for the neighbourhood",
            "按范围为里弄或小区；居民区为 0",
        ),
        Column("onset_month", "int32", "month", "month in which it arose", "出现的月份"),
        _month_of("recognized_month", "month in which it was recognised", "被识别的月份"),
        Column(
            "recognized_by",
            "text",
            "word",
            "who or what made it manifest",
            "由谁识别",
            words=_words(terms.RecognizedBy),
        ),
        _month_of("heard_month", "month of its hearing", "听证的月份"),
        _month_of("deliberated_month", "month in which it was decided", "协商决定的月份"),
        _month_of("committed_month", "month in which pledges sufficed", "作出承诺的月份"),
        _month_of("executed_month", "month in which it was executed", "执行的月份"),
        _month_of("closed_month", "month in which it was resolved, lapsed or moot", "办结、搁置或自行消失的月份"),
        Column("state", "text", "word", "state at the end", "期末状态", words=_words(terms.AffairState)),
        Column(
            "owner", "text", "word", "kind of body that owns it", "由谁承担", words=_words(terms.Owner), nullable=True
        ),
        Column("households_affected", "int32", "households", "households that it touches", "受影响户数", low=0),
    ),
    key=("neighbourhood", "affair"),
)

ORGANIZATIONS = Table(
    "organizations",
    "an organization of residents",
    "一个居民组织",
    (
        Column("organization", "int64", "id", "organization", "组织编号", low=0),
        NEIGHBOURHOOD,
        Column("kind", "text", "word", "kind of organization", "组织种类", words=_words(terms.OrganizationKind)),
        Column("founded_month", "int32", "month", "month of its founding", "成立的月份"),
        _month_of("confirmed_month", "month in which the committee confirmed it", "居委会确认的月份"),
        _month_of("ended_month", "month in which it dissolved", "解散的月份"),
        Column("members_max", "int32", "persons", "most members that it ever had", "最多时的成员数", low=0),
    ),
    key=("neighbourhood", "organization"),
)

HOURS = Table(
    "hours",
    "minutes of one actor for one activity in a neighbourhood and month",
    "某居民区某月某主体用于某项活动的时间",
    (
        MONTH,
        NEIGHBOURHOOD,
        Column("actor", "text", "word", "whose time", "谁的时间", words=_words(terms.Actor)),
        Column("activity", "text", "word", "what it was spent on", "用于何事", words=_words(terms.Activity)),
        Column("minutes", "int64", "minutes", "time spent", "所用时间", low=0),
    ),
    key=("month", "neighbourhood", "actor", "activity"),
)

LEDGER = Table(
    "ledger",
    "a posting: one amount from one account to another",
    "一笔记账：一个金额由一账户转到另一账户",
    (
        MONTH,
        NEIGHBOURHOOD,
        Column("debit", "text", "word", "account debited", "借方账户", words=_words(terms.Account)),
        Column("credit", "text", "word", "account credited", "贷方账户", words=_words(terms.Account)),
        Column("amount_fen", "int64", "fen", "amount", "金额", low=1),
        Column("purpose", "text", "word", "what it was for", "用途", words=_words(terms.Money)),
    ),
    key=("month", "neighbourhood", "purpose", "debit", "credit", "amount_fen"),
    unique=False,
)

TABLES: dict[str, Table] = {
    table.name: table for table in (MONTHS, EVENTS, AFFAIRS, ORGANIZATIONS, HOURS, LEDGER, GROUPS, RESIDENTS, TIES)
}


def extended(extra: Mapping[str, Sequence[Column]]) -> dict[str, Table]:
    """Return the declarations with further columns behind the declared ones, by table; KeyError for a foreign one."""
    return {**TABLES, **{name: TABLES[name].with_columns(columns) for name, columns in extra.items()}}
