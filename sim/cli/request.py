"""Words of the command line, sorted into verb, words, the verb's own keys, parameters and options."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.cli.verbs import VERBS
from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import LANGUAGES
from sim.foundation.text import gettext as _

OPTIONS = ("--help", "-h", "--help-all", "--debug")


@dataclass
class Request:
    """What was asked for on the command line."""

    verb: str = ""
    words: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    overrides: list[str] = field(default_factory=list)
    options: set[str] = field(default_factory=set)


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of ``lang=``, else of the system: Chinese if its locale begins with zh, else English.

    What ``lang=`` may not be is refused later, in the language of the system.
    """
    given = [word.partition("=")[2] for word in arguments if word.startswith("lang=")]
    if given and given[-1] in LANGUAGES:
        return given[-1]
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def parse_request(arguments: Sequence[str]) -> Request:
    """Sort the words of the command line.

    Raises
    ------
    InputRefused
        For an unknown verb, option or language, with the nearest right one.
    """
    request = Request()
    for word in arguments:
        if word in OPTIONS:
            request.options.add("--help" if word == "-h" else word)
        elif word.startswith("-"):
            raise InputRefused(shown(word), _("an option that does not exist"), ", ".join(OPTIONS))
        elif not request.verb and "=" not in word:
            request.verb = word
        else:
            _sort(request, word)
    if request.verb and request.verb not in VERBS:
        mend = did_you_mean(request.verb, VERBS)
        raise InputRefused(shown(request.verb), _("a verb that does not exist"), ", ".join(VERBS), mend)
    _check(request)
    return request


def _sort(request: Request, word: str) -> None:
    key, equals, text = word.partition("=")
    keys = VERBS[request.verb].keys if request.verb in VERBS else {"lang": ("", "")}
    if equals and key in keys:
        request.own[key] = text
    elif equals or word.startswith(("+", "~")):
        request.overrides.append(word)
    else:
        request.words.append(word)


def _check(request: Request) -> None:
    language = request.own.get("lang", LANGUAGES[0])
    if language not in LANGUAGES:
        raise InputRefused("lang", shown(language), ", ".join(LANGUAGES), did_you_mean(language, LANGUAGES))
    most = VERBS[request.verb].most_words if request.verb else 1
    if len(request.words) > most > 1:
        allowed = _("at most {n} words; parameters are key=value").format(n=most)
        raise InputRefused(shown(request.words[most]), _("one word too many"), allowed)
    if len(request.words) > most:
        raise InputRefused(shown(request.words[1]), _("a second word"), _("one word; parameters are key=value"))
    if not request.verb:
        if request.overrides:
            raise InputRefused(shown(request.overrides[0]), _("no verb before it"), ", ".join(VERBS))
        return
    verb = VERBS[request.verb]
    if request.overrides and not verb.takes_parameters:
        key = request.overrides[0].partition("=")[0]
        allowed = ", ".join(f"{name}=" for name in verb.keys)
        raise InputRefused(shown(key), _("no key of zizhi {verb}").format(verb=request.verb), allowed)
