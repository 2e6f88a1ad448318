"""The page of a comparison: the answer, what was compared, what changed, what could go wrong, how to repeat it."""

import numpy as np

from sim.analysis.stopping import LEVEL
from sim.figures.differences import Panel, draw_differences
from sim.figures.style import rendered
from sim.foundation.text import N_, ngettext
from sim.foundation.text import gettext as _
from sim.report.comparison import Compared
from sim.report.comparison_rows import Facts, noise_headings, noise_rows, parameter_headings, parameter_rows, title_of
from sim.report.html import Figure, Page, Section, Table, inline
from sim.report.numbers import number, percent, span
from sim.report.outcome_names import CHANCE_GROUP, HEADLINE_GROUP, INDEX_GROUP, SUM_GROUP, Outcome
from sim.report.sentences import capitalized, risk_sentence, sentences, verdict_text
from sim.runner.comparison import Comparison

CAPTIONS = {
    HEADLINE_GROUP: N_("What changed: headlines"),
    CHANCE_GROUP: N_("What could go wrong: shares of runs"),
    SUM_GROUP: N_("Who pays, and whose time: all months"),
    INDEX_GROUP: N_("Annex: the index of autonomy and its components, last 24 months"),
}
LEFT_OUT = (
    N_("Residents are synthetic, also where a street's name is given: only its number of committees is real."),
    N_("The model was calibrated by hand on a few rows; it shows how mechanisms work, not what is true of a place."),
    N_("Nobody ages, is born or dies; people move. Long horizons therefore look steadier than life is."),
    N_("Courts, property companies and the internet are not in it: what works through them has too little effect."),
)
HEADINGS = (
    N_("scenario"), N_("outcome"), N_("unit"), N_("reference"), N_("scenario's mean"), N_("difference"),
    N_("95 %: chance"), N_("95 %: chance with parameters"), N_("what can be said"), N_("variance saved by pairing"),
)  # fmt: skip


def comparison_page(comparison: Comparison, compared: Compared, facts: Facts, lang: str) -> Page:
    """Return the page of a comparison in a language."""
    title = _("Comparison: {scenarios}", lang).format(
        scenarios=_(", ", lang).join(title_of(comparison, label, lang) for _reference, label in comparison.labels)
    )
    subtitle = ngettext(
        "held against {reference}, {n} replicate",
        "held against {reference}, {n} replicates",
        compared.replicates,
        lang,
    ).format(reference=facts.own.title[lang], n=f"{compared.replicates:,}")
    return Page(
        title,
        subtitle,
        [
            _answer(comparison, compared, lang),
            _drawn(comparison, compared, lang),
            _what_was_compared(comparison, facts, lang),
            _what_changed(comparison, compared, facts, lang),
            _left_out(lang),
            _again(compared, facts, lang),
        ],
    )


def _answer(comparison: Comparison, compared: Compared, lang: str) -> Section:
    paragraphs = []
    for _reference, label in comparison.labels:
        said = sentences(compared, label, lang)
        paragraphs.append(f"{title_of(comparison, label, lang)}{_(': ', lang)}{_sentence_space(lang).join(said)}")
        if is_null(comparison, label):
            paragraphs.append(null_sentence(comparison, label, lang))
    return Section(_("The answer", lang), paragraphs)


def is_null(comparison: Comparison, label: str) -> bool:
    """Whether a scenario differs from its replayed reference in nothing."""
    pair_of = next(pair for pair, labels in zip(comparison.pairs, comparison.labels, strict=True) if labels[1] == label)
    return not comparison.differing(pair_of)


def null_sentence(comparison: Comparison, label: str, lang: str) -> str:
    """Return why a scenario cannot differ from the reference, and what would show what its founding makes."""
    if not comparison.founded_alike:
        return _("{scenario} has the same parameters as the reference.", lang).format(scenario=label)
    sentence = _(
        "{scenario} differs from the reference in its founding alone, which the reference was given too; "
        "founding=own holds it against the reference as that is founded.",
        lang,
    )
    return sentence.format(scenario=label)


def _drawn(comparison: Comparison, compared: Compared, lang: str) -> Section:
    head = [one for one in compared.outcomes if one.group == HEADLINE_GROUP]
    longest = [one for one in head if one.horizon == max(each.horizon for each in head)] or [compared.primary]
    labels = [title_of(comparison, label, lang) for _reference, label in comparison.labels]
    panels = [_panel(comparison, compared, outcome, labels, lang) for outcome in longest]
    svg = inline(rendered(draw_differences(panels, lang), "svg", outlines=True))
    words = [
        f"{panel.title}{_(': ', lang)}"
        + _("; ", lang).join(
            f"{label} {number(float(value), signed=True)} ({span(*chance)})"
            for label, value, chance in zip(panel.labels, panel.differences, panel.chance, strict=True)
        )
        for panel in panels
    ]
    text = _("Differences to the reference; bands: what is too small to matter (assumptions).", lang)
    return Section(_("What changed", lang), [text], [Figure(svg, _(". ", lang).join(words))])


def _panel(comparison: Comparison, compared: Compared, outcome: Outcome, labels: list[str], lang: str) -> Panel:
    rows = [compared.row(label, outcome.name) for _reference, label in comparison.labels]
    return Panel(
        outcome.shown(lang),
        _(outcome.unit, lang),
        np.array([row["smallest"] for row in rows], dtype="float64"),
        labels,
        np.array([row["difference"] for row in rows], dtype="float64"),
        np.array([[row["low"], row["high"]] for row in rows], dtype="float64"),
        np.array([[row["whole_low"], row["whole_high"]] for row in rows], dtype="float64"),
    )


def _what_was_compared(comparison: Comparison, facts: Facts, lang: str) -> Section:
    config = comparison.scenarios[0].config
    paragraphs = [
        _("Runs of {months} months after {burn_in} months of burn-in.", lang).format(
            months=config.months, burn_in=config.burn_in
        )
    ]
    if comparison.founded_alike:
        paragraphs.append(
            _("The reference was replayed with the founding and the neighbourhoods of each scenario.", lang)
        )
    else:
        paragraphs.append(_("Each scenario has its own founding: differences are also those of the places.", lang))
    for one in comparison.scenarios:
        if one.config.street is not None:
            sentence = _("{scenario} bears the name of a street ({street}); its residents are synthetic.", lang)
            paragraphs.append(sentence.format(scenario=one.label, street=one.config.street))
    rows = parameter_rows(comparison, facts, lang)
    if not rows:
        return Section(_("What was compared", lang), [*paragraphs, _("No parameter differs.", lang)])
    table = Table(_("Parameters that differ", lang), parameter_headings(lang), rows, n_words=len(rows[0]))
    return Section(_("What was compared", lang), paragraphs, tables=[table])


def _what_changed(comparison: Comparison, compared: Compared, facts: Facts, lang: str) -> Section:
    paragraphs = [*intervals_text(compared, facts, lang)]
    paragraphs += [
        f"{title_of(comparison, label, lang)}{_(': ', lang)}{risk_sentence(compared, label, lang)}"
        for _reference, label in comparison.labels
    ]
    tables = [
        Table(_(caption, lang), [_(word, lang) for word in HEADINGS], rows, n_words=3)
        for group, caption in CAPTIONS.items()
        if (rows := _difference_texts(comparison, compared, group, lang))
    ]
    rows = [
        [cell if isinstance(cell, str) else percent(cell) for cell in (row[0], *row[4:])]
        for row in noise_rows(compared, lang)
    ]
    headings = noise_headings(lang)
    tables.append(Table(_("Chance in the variance of all runs", lang), [headings[0], *headings[4:]], rows))
    return Section(_("The numbers", lang), paragraphs, tables=tables)


def intervals_text(compared: Compared, facts: Facts, lang: str) -> list[str]:
    """Return what the intervals hold and what they do not."""
    found = []
    if compared.looked_again:
        met = _("Replicates were added until the rule {rule} was met.", lang)
        given_up = _("Replicates were added by the rule {rule}, which was given up before it was met.", lang)
        found.append((met if facts.until_met else given_up).format(rule=facts.until))
        sentence = _("Intervals hold however often one looks (a confidence sequence), and are wider for it.", lang)
        found.append(sentence)
    found.append(
        capitalized(
            _(
                "{outcome} is the primary outcome: its intervals hold with {level} each. The others hold all at once "
                "for each scenario (Bonferroni), and are wider for it.",
                lang,
            ).format(outcome=compared.primary.shown(lang), level=percent(LEVEL))
        )
    )
    if compared.draws:
        names = _(", ", lang).join(
            f"{name} {number(low)} … {number(high)}" for name, (low, high) in facts.ranges.items()
        )
        sentence = _(
            "Chance with parameters: there is no posterior yet, so {n} draws from the prior ranges stand in its place, "
            "each played twice ({names}); the interval of chance alone is part of it. What can be said goes by it.",
            lang,
        )
        found.append(sentence.format(n=compared.draws, names=names))
    else:
        found.append(_("Parameters were not drawn: the intervals hold chance alone.", lang))
    found.append(
        _("Where few pairs differ (the CSV file counts them) an interval is rough, and identical may be luck.", lang)
    )
    if compared.failed:
        sentence = ngettext(
            "{n} run failed and is missing from the pairs.",
            "{n} runs failed and are missing from the pairs.",
            compared.failed,
            lang,
        )
        found.append(sentence.format(n=f"{compared.failed:,}"))
    return found


def _difference_texts(comparison: Comparison, compared: Compared, group: str, lang: str) -> list[list[str]]:
    """Return the differences of one group of outcomes as a page shows them, under `HEADINGS`."""
    rows = []
    for _reference, label in comparison.labels:
        for outcome in (one for one in compared.outcomes if one.group == group):
            row = compared.row(label, outcome.name)
            rows.append(
                [
                    label,
                    outcome.shown(lang),
                    _(outcome.unit, lang),
                    number(row["mean_reference"]),
                    number(row["mean"]),
                    number(row["difference"], signed=True),
                    span(row["low"], row["high"]),
                    span(row["whole_low"], row["whole_high"]),
                    verdict_text(row["verdict"], lang),
                    percent(row["saved"]),
                ]
            )
    return rows


def _left_out(lang: str) -> Section:
    return Section(_("What the model leaves out", lang), [_(sentence, lang) for sentence in LEFT_OUT])


def _again(compared: Compared, facts: Facts, lang: str) -> Section:
    text = _("Every number above is made again, byte for byte, by:", lang)
    return Section(_("How to reproduce it", lang), [text], code=[facts.command] if facts.command else [])


def _sentence_space(lang: str) -> str:
    return "" if lang == "zh" else " "
