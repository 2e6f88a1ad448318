"""What each practice is called and does, in both languages: ``configs/practices.yaml``, one entry a practice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.foundation.configs import configs_folder
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _

FILE = "practices.yaml"
CLAIM = re.compile(r"C\d{3}")
KEYS = {"title", "what", "claim"}
LANGUAGES = {"en", "zh"}


@dataclass(frozen=True)
class Entry:
    """What is said of one practice.

    Attributes
    ----------
    title, what : dict of str
        Name and one sentence, under ``"en"`` and ``"zh"``.
    claim : str
        Number of the claim that the practice rests on.
    """

    title: dict[str, str]
    what: dict[str, str]
    claim: str


def catalogue() -> dict[str, Entry]:
    """Return the entries by name of the practice, in the order of the file."""
    return _read(configs_folder() / FILE)


@cache
def _read(path: Path) -> dict[str, Entry]:
    """Read a catalogue.

    Raises
    ------
    InputRefused
        If the file is no mapping of names to a title, a sentence and a claim number, in both languages.
    """
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputRefused(path.name, str(error).splitlines()[0], _("the file as it came with the program")) from error
    if not isinstance(tree, Mapping):
        raise InputRefused(path.name, type(tree).__name__, _("names with values"))
    return {str(name): _entry(f"{path.name} {name}", plain) for name, plain in tree.items()}


def _entry(place: str, plain: Any) -> Entry:
    given = plain if isinstance(plain, Mapping) else {}
    if set(given) != KEYS:
        raise InputRefused(place, ", ".join(sorted(map(str, given))) or repr(plain), ", ".join(sorted(KEYS)))
    for key in ("title", "what"):
        texts = given[key]
        complete = isinstance(texts, Mapping) and set(texts) == LANGUAGES
        if not complete or not all(isinstance(text, str) and text.strip() for text in texts.values()):
            raise InputRefused(f"{place}.{key}", repr(texts), _("a text under en and one under zh"))
    if not CLAIM.fullmatch(str(given["claim"])):
        raise InputRefused(
            f"{place}.claim", repr(given["claim"]), _("the number of a claim, e.g. {n}").format(n="C048")
        )
    return Entry(dict(given["title"]), dict(given["what"]), given["claim"])
