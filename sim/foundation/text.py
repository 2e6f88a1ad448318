"""Chinese and English texts through gettext catalogues.

English is written in the code; the Chinese stands in ``locale/zh/LC_MESSAGES/zizhi.po``. A sentence that is stored and
shown later is marked with `N_` where it is written and translated where it is shown.
"""

import gettext as _gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("zizhi", Path(__file__).parent / "locale", [language], fallback=True)


def use_language(language: str) -> None:
    """Choose the language of all texts from here on: ``"en"`` or ``"zh"``."""
    _language.set(language)


def language() -> str:
    """Return the language in use."""
    return _language.get()


def gettext(message: str, language: str | None = None) -> str:
    """Translate an English message into the language in use, or into the one named."""
    return _catalogue(language or _language.get()).gettext(message)


def ngettext(one: str, many: str, n: int, language: str | None = None) -> str:
    """Translate an English message about n things: `one` if n is 1, else `many`."""
    return _catalogue(language or _language.get()).ngettext(one, many, n)


def unit_alone(unit: str, language: str | None = None) -> str:
    """Translate a unit that stands by itself: Chinese ones lose the measure word that they have beside a number."""
    return gettext(unit, language).removeprefix("个")


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors know
    """Mark a message for translation and return it unchanged."""
    return message
