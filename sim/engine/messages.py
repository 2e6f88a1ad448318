"""Events as sentences, in English and in Chinese: one template a kind, filled with what `Chronicle.tell` was given."""

import json
from collections.abc import Sequence
from typing import Any

from sim.engine import message_words as words
from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import AffairClass, OrganizationKind, Scope
from sim.foundation.text import N_
from sim.foundation.text import gettext as _
from sim.institutions.chronicle import Event
from sim.mechanisms.catalogue import catalogue
from sim.protocols.practice import Practice
from sim.world.state import World

SLOTS = 2**20

TEMPLATES: dict[str, str] = {
    "affair_recognized": N_("{affair}: it is recognised as an affair; {by}."),
    "affair_heard": N_("A hearing is held on {affair}: {persons} come, {share} of the households affected."),
    "hearing_too_small": N_(
        "So few came to the hearing on {affair} that a rumour goes round; it reaches {households} households."
    ),
    "vote_without_quorum": N_("The vote on {affair} has no quorum in {lanes} of {of} lanes; these have to meet again."),
    "vote_failed": N_("The vote on {affair} fails: {yes} in favour, {no} against."),
    "affair_deliberated": N_("Residents decide by vote on {affair}: {yes} in favour, {no} against."),
    "affair_committed": N_("{affair}: it is agreed to go ahead; {decision}."),
    "affair_executed": N_("{affair}: the work is done and paid."),
    "affair_resolved": N_("{affair}: resolved."),
    "affair_lapsed": N_("{affair}: it lapses, because {reason}."),
    "affair_relapsed": N_("{affair}: it is back, what had been achieved did not last."),
    "affair_moot": N_("{affair}: it ends of itself."),
    "spontaneous_action": N_("{persons} residents set to work by themselves on {affair}."),
    "petition": N_("{persons} residents petition about {affair}."),
    "practice_discovered": N_("The committee finds that {finding}; so far it knows so for {affair_class} only."),
    "practice_conscious": N_(
        "From {affair_class} the committee has learnt that {finding}, and now it does so on purpose everywhere."
    ),
    "practice_tacit": N_("It is long since it worked, and the committee no longer says to itself that {finding}."),
    "practice_used": N_("The committee tries it for the first time on {affair}: {finding}."),
    "team_founded": N_("{members} residents who share a hobby set up a cultural-sports team."),
    "team_ended": N_("A cultural-sports team has too few members left and ends."),
    "group_founded": N_("{members} residents set up {organization}."),
    "organization_confirmed": N_("The committee confirms {organization}."),
    "confirmation_withdrawn": N_("The committee withdraws its confirmation from {organization}."),
    "organization_dormant": N_("{organization} has had nothing to look after for months and falls dormant."),
    "organization_dissolved": N_("{organization} dissolves."),
    "council_founded": N_("{members} volunteers set up a self-governance council of {committees} special committees."),
    "joint_meeting_founded": N_("The leaders of self-governance groups begin to meet jointly."),
    "affair_handed_over": N_("{affair}: from now on {organization} looks after it."),
    "contract_signed": N_(
        "A contract is signed over {affair}: {spaces} spaces let to a unit by day, for {yuan_per_year} yuan a year."
    ),
    "contract_renewed": N_(
        "The contract over {affair} is renewed: the spaces were free as agreed in {months_kept} of 12 months."
    ),
    "contract_ended": N_("The contract over {affair} ends, because {reason}."),
    "contract_vetoed": N_("Households without a car veto the contract."),
    "gift_given": N_("A unit gives {yuan} yuan towards {affair}."),
    "parking_paralysis": N_("With {share} of the spaces fenced off, nothing moves any more: {affair}."),
    "enclosure_rush": N_("One household after another fences off a parking space: {share} of the spaces by now."),
    "election_held": N_("The committee is elected: {voters} residents vote, {turnout} of those who may."),
    "chair_changed": N_("The committee gets a new chair; much of what only the old one knew is lost."),
    "evaluation": N_("The street office gives the committee a score of {score} for the quarter."),
    "quota_granted": N_("The street office grants the year's quota for {affair}."),
    "shock": N_("From outside: {shock}."),
    "works_begun": N_("{affair}: the works inside the dwellings begin."),
    "pledge_posted": N_("The pledges on {affair} are posted in public: {share} of the households have signed."),
    "visit_made": N_("{persons} representatives go to see what was done elsewhere; at home it is about {affair}."),
    "pilot_building": N_("One staircase is done first, and {persons} come to see it: {affair}."),
    "public_life_held": N_("{persons} residents come to {occasion}."),
    "false_alarm": N_("The committee judges that {affair} brings residents too little, and leaves it for now."),
    "entrusted_work_declined": N_("The committee declines half of the entrusted work that nobody pays for."),
    "group_not_founded": N_("A group does not come about: {accepted} residents would join, {least} are needed."),
}
"""The sentence of each kind of event, by its word; those below say more where more is known."""

RESOLVED_BY_RESIDENTS = N_("{affair}: resolved; residents did {residents_share} of the work.")
GROUP_CALLED_FOR = N_("Asked by the committee, {members} residents set up {organization}.")
GROUP_WITHOUT_LEADER = N_(
    "A group does not come about: {accepted} residents would join, but none of them is practised enough to carry it."
)
GROUP_IS_THERE = N_("A group does not come about: there is one already.")

VOCABULARIES = {
    "by": ("by", words.BY),
    "decision": ("decision", words.DECISIONS),
    "reason": ("reason", words.REASONS),
    "affair_class": ("affair_class", words.CLASSES),
}
"""Arguments that are words of a vocabulary, and the words to say for them."""

NAMED = {
    "shock": ("shock", words.SHOCKS),
    "public_life_held": ("occasion", words.OCCASIONS),
}
"""What the argument ``name`` is called in a sentence, by kind."""

SHARES = ("share", "turnout", "residents_share")
AMOUNTS = ("yuan", "yuan_per_year", "persons", "voters", "households")


class Names:
    """What affairs, organizations, teams and practices of a world are called.

    Lanes and estates bear their number in the tables (the identity modulo 2**20).
    """

    def __init__(self, world: World, practices: Sequence[Practice]):
        self.world, self.practices = world, practices

    def place(self, scope: Scope, lane: int, estate: int, lang: str | None) -> str:
        """Return the name of a lane, an estate or the whole neighbourhood."""
        table, row = {
            Scope.LANE: (self.world.lanes, lane),
            Scope.ESTATE: (self.world.estates, estate),
        }.get(scope, (None, -1))
        number = int(table.eid[row]) % SLOTS if table is not None and row >= 0 else ""
        return _(words.PLACES[scope.word], lang).format(number=number)

    def affair(self, row: int, lang: str | None) -> str:
        """Return what an affair is called, with its place."""
        if row < 0:
            return _(words.NO_AFFAIR, lang)
        a = self.world.affairs
        klass = AffairClass(a.klass[row]).word
        phrase = words.RULES.get(klass, words.AFFAIRS[klass]) if a.is_rule[row] else words.AFFAIRS[klass]
        if a.one_square_metre[row]:
            phrase = words.KITCHENS
        place = self.place(Scope(a.scope[row]), int(a.lane[row]), int(a.estate[row]), lang)
        return _(phrase, lang).format(place=place)

    def organization(self, row: int, lang: str | None) -> str:
        """Return what an organization is called, with its territory."""
        if row < 0:
            return _(words.NO_ORGANIZATION, lang)
        o = self.world.organizations
        lane, estate = int(o.lane[row]), int(o.estate[row])
        scope = Scope.LANE if lane >= 0 else Scope.ESTATE if estate >= 0 else Scope.NEIGHBOURHOOD
        kind = OrganizationKind(o.kind[row]).word
        return _(words.ORGANIZATIONS[kind], lang).format(place=self.place(scope, lane, estate, lang))

    def team(self, row: int, lang: str | None) -> str:
        """Return what a team is called."""
        number = int(self.world.teams.eid[row]) % SLOTS
        return _(words.ORGANIZATIONS["team"], lang).format(number=number)

    def finding(self, practice: int, lang: str | None) -> str:
        """Return what a committee finds out with a practice."""
        name = self.practices[practice].name
        if name in words.FINDINGS:
            return _(words.FINDINGS[name], lang)
        title = catalogue()[name].title[lang or "en"]
        return _(words.OTHER_FINDING, lang).format(title=title)


def template_of(kind: EventKind, arguments: dict[str, Any]) -> str:
    """Return the English template of an event, the fuller one where its arguments allow."""
    if kind == EventKind.AFFAIR_RESOLVED and arguments.get("residents_share"):
        return RESOLVED_BY_RESIDENTS
    if kind == EventKind.GROUP_FOUNDED and arguments.get("by_committee"):
        return GROUP_CALLED_FOR
    if kind == EventKind.GROUP_NOT_FOUNDED and arguments.get("is_there"):
        return GROUP_IS_THERE
    if kind == EventKind.GROUP_NOT_FOUNDED and arguments["accepted"] >= arguments["least"]:
        return GROUP_WITHOUT_LEADER
    return TEMPLATES[kind.word]


def text(event: Event, names: Names, lang: str | None = None) -> str:
    """Return an event as a sentence.

    Parameters
    ----------
    lang : str, optional
        ``"en"`` or ``"zh"``; the language in use if not given.
    """
    filled = _said(event, lang)
    filled["affair"] = names.affair(event.affair, lang)
    team = event.arguments.get("team", -1)
    filled["organization"] = names.team(team, lang) if team >= 0 else names.organization(event.organization, lang)
    if event.practice >= 0:
        filled["finding"] = names.finding(event.practice, lang)
    sentence = _(template_of(event.kind, event.arguments), lang).format(**filled)
    sentence = sentence[0].upper() + sentence[1:]
    if names.world.n("neighbourhoods") > 1 and event.kind != EventKind.SHOCK:  # a shock comes to all of them
        number = int(names.world.neighbourhoods.eid[event.neighbourhood])
        sentence = _(words.OF_NEIGHBOURHOOD, lang).format(number=number, sentence=sentence)
    return sentence


def _said(event: Event, lang: str | None) -> dict[str, Any]:
    """Return the arguments as a sentence says them: words translated, shares in per cent, amounts with separators."""
    said: dict[str, Any] = {}
    for key, value in event.arguments.items():
        name, vocabulary = NAMED.get(event.kind.word, (key, {})) if key == "name" else VOCABULARIES.get(key, (key, {}))
        if vocabulary:
            said[name] = _(vocabulary[value], lang) if value in vocabulary else value
        elif key in SHARES:
            said[key] = f"{value:.0%}"
        elif key in AMOUNTS:
            said[key] = f"{value:,}"
        else:
            said[key] = value
    return said


def message(event: Event, names: Names) -> str:
    """Return key and arguments as JSON; rows are named by identity, so that the order of rows changes nothing."""
    arguments = dict(event.arguments)
    if "team" in arguments:
        arguments["team"] = int(names.world.teams.eid[arguments["team"]])
    return json.dumps({"key": event.kind.word, **arguments}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
