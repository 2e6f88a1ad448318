"""``key=value`` words in Hydra's grammar; refused is what could act or get past the comparison of names."""

from typing import Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.scenarios.names import TEXTS, Names
from sim.scenarios.safe_yaml import check_text

LONGEST = 4000
MOST_BRACKETS = 12


def parse_overrides(words: list[str], names: Names, choices: tuple[str, ...]) -> tuple[dict[str, str], dict[str, Any]]:
    """Split override words into chosen files and values.

    Parameters
    ----------
    words : list of str
        As typed, ``key=value`` each; a later one with the same key wins.
    names : Names
        The names that exist; values of parameters that are words are taken as they stand, without Hydra's grammar,
        which would read ``cell=0110`` as a number and refuse Chinese.
    choices : tuple of str
        Keys that choose a file, e.g. ``scenario``.

    Returns
    -------
    tuple of dict
        Chosen file by group, and values by dotted name.
    """
    chosen: dict[str, str] = {}
    values: dict[str, Any] = {}
    for word in words:
        key, text = split_word(word)
        key = key.removesuffix(".name") if key.removesuffix(".name") in choices else key
        if key in choices:
            chosen[key] = _unquoted(text)
        elif _is_word(key, names):
            values[key] = None if text in ("null", "none") and key not in TEXTS else _unquoted(text)
        else:
            values[key] = parsed_value(key, text)
    return chosen, values


def split_word(word: str) -> tuple[str, str]:
    """Return key and text of ``key=value``, refusing forms that add, delete or address Hydra itself."""
    if not isinstance(word, str):
        raise InputRefused(shown(word), _("not a text"), "key=value")
    key, equals, text = word.partition("=")
    key = key.strip()
    if len(word) > LONGEST:
        raise InputRefused(shown(word), _("{n} characters").format(n=len(word)), _("at most {n}").format(n=LONGEST))
    if key.startswith("-"):
        raise InputRefused(shown(key), _("an option that does not exist"), _("key=value; see --help"))
    if key.startswith(("+", "~")):
        rule = _("key=value: names are neither added nor deleted")
        raise InputRefused(shown(word), _("{sign} before a name").format(sign=key[0]), rule)
    if not equals or not key:
        raise InputRefused(shown(word), _("no value"), "key=value")
    check_text(word, shown(key))
    if key.split(".")[0] in ("hydra", "defaults") or "@" in key or key.startswith("_"):
        raise InputRefused(shown(key), _("not a parameter"), _("names of parameters only"))
    return key, text.strip()


def _is_word(key: str, names: Names) -> bool:
    if key.split(".")[0] in TEXTS:
        return True
    default = names.declared[key].default if key in names.declared else 0
    return default is None or isinstance(default, str)


def _unquoted(text: str) -> str:
    quoted = len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def parsed_value(key: str, text: str) -> Any:
    """Return a value in Hydra's grammar; InputRefused, with `key` as the place, for what is none."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    rule = _("a number, true, false, a list or a mapping")
    if sum(text.count(bracket) for bracket in "([{") > MOST_BRACKETS * 4 or _depth(text) > MOST_BRACKETS:
        raise InputRefused(key, shown(text), rule)
    try:
        override = OverridesParser.create().parse_override(f"value={text}")
    except (HydraException, ValueError) as error:
        raise InputRefused(key, shown(text), rule) from error
    if override.is_sweep_override():
        raise InputRefused(key, shown(text), _("one value"), _("a list is written [a,b]"))
    return override.value()


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest
