"""Says in words what was computed about a contact: heat proposed, segments, coming dormancy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pisteur.domain.heat import HeatProposal, HeatReason, HeatReasonKind
from pisteur.domain.insights import ContactInsight
from pisteur.domain.likeness import LEAST_CUSTOMERS, Likeness
from pisteur.domain.profile import Trait, TraitFit, TraitKind
from pisteur.domain.segments import (
    VOLUME_MONTHS,
    Frequency,
    FrequencyFinding,
    Influence,
    Volume,
    VolumeFinding,
)
from pisteur.domain.traits import PROFESSIONAL, Fit
from pisteur.domain.words import Heat, Nature
from pisteur.i18n import _, isolated, ngettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.presentation.trait_texts import trait_name, trait_values

# Longer gaps are said in months.
_DAYS_AS_MONTHS = 60
_DAYS_OF_A_MONTH = 30.44


def heat_reasons(proposal: HeatProposal, today: date) -> str:
    """Return why a heat is proposed."""
    said = [_heat_reason(reason, today) for reason in proposal.reasons]
    return formats.sentence_start(" · ".join(said))


def _heat_reason(reason: HeatReason, today: date) -> str:
    if reason.kind is HeatReasonKind.NO_ANSWER:
        count = reason.attempts or 0
        words = ngettext("{count} attempt without answer", "{count} attempts without answer", count)
        return formats.counted(words, count)
    day = formats.short_date(reason.on, today) if reason.on else ""
    return _REASONS[reason.kind]().format(date=day)


_REASONS: dict[HeatReasonKind, Callable[[], str]] = {
    HeatReasonKind.ASKED: lambda: _("asked to be contacted on {date}"),
    HeatReasonKind.SAID_YES: lambda: _("clear yes on {date}"),
    HeatReasonKind.SAID_NO: lambda: _("clear no on {date}"),
    HeatReasonKind.AMBIGUOUS: lambda: _("unclear answer on {date}"),
    HeatReasonKind.REPLIED: lambda: _("replied on {date}"),
    HeatReasonKind.MET: lambda: _("meeting held on {date}"),
    HeatReasonKind.MEETING_PLANNED: lambda: _("meeting planned on {date}"),
    HeatReasonKind.QUOTE_OPEN: lambda: _("quote of {date} still open"),
    HeatReasonKind.NEVER_REACTED: lambda: _("no sign of life yet"),
}


def keep_heat(heat: Heat) -> str:
    """Return the words of the button that turns a proposal down."""
    return {
        Heat.COLD: lambda: _("Keep “cold”"),
        Heat.WARM: lambda: _("Keep “warm”"),
        Heat.HOT: lambda: _("Keep “hot”"),
    }[heat]()


def take_heat(heat: Heat) -> str:
    """Return the words of the button that takes a proposal."""
    return {
        Heat.COLD: lambda: _("Change to “cold”"),
        Heat.WARM: lambda: _("Change to “warm”"),
        Heat.HOT: lambda: _("Change to “hot”"),
    }[heat]()


def frequency_text(finding: FrequencyFinding) -> str:
    """Return how often they buy, and what says so; empty without purchase."""
    if finding.frequency is None or finding.last_on is None:
        return ""
    match finding.frequency:
        case Frequency.FREQUENT:
            words = ngettext(
                "{count} purchase in 12 months", "{count} purchases in 12 months", finding.recent
            )
            why = formats.counted(words, finding.recent)
        case Frequency.REGULAR:
            why = _rhythm(finding.usual_gap_days or 0)
        case _:
            words = ngettext(
                "{count} purchase, on {date}",
                "{count} purchases, the last on {date}",
                finding.purchases,
            )
            day = formats.full_date(finding.last_on)
            why = formats.counted(words, finding.purchases, date=day)
    return _because(label(finding.frequency), why)


def _rhythm(days: int) -> str:
    if days < _DAYS_AS_MONTHS:
        words = ngettext(
            "a purchase about every {count} day", "a purchase about every {count} days", days
        )
        return formats.counted(words, days)
    months = round(days / _DAYS_OF_A_MONTH)
    words = ngettext(
        "a purchase about every {count} month", "a purchase about every {count} months", months
    )
    return formats.counted(words, months)


def volume_text(finding: VolumeFinding) -> str:
    """Return how much they buy beside others, and the limit; empty without turnover."""
    if finding.turnover_cents <= 0:
        return ""
    names = {"amount": formats.money(finding.turnover_cents), "months": VOLUME_MONTHS}
    if finding.volume is None or finding.limits is None:
        return _("{amount} in {months} months; too few customers to compare").format(**names)
    limits = finding.limits
    if finding.volume is Volume.HIGH:
        why = _("{amount} in {months} months, high from {limit} on").format(
            **names, limit=formats.money(limits.high_cents)
        )
    else:
        why = _("{amount} in {months} months, medium from {limit} on").format(
            **names, limit=formats.money(limits.medium_cents)
        )
    return _because(label(finding.volume), why)


def influence_text(insight: ContactInsight) -> str:
    """Return how they sway others; empty when nothing says so."""
    finding, lines = insight.influence, []
    if Influence.RECOMMENDS in finding.kinds:
        names = ", ".join(isolated(one.name) for one in insight.recommended)
        if len(insight.recommended) < finding.recommended:
            names += ", …"
        words = ngettext(
            "Sent you {count} contact: {names}",
            "Sent you {count} contacts: {names}",
            finding.recommended,
        )
        lines.append(formats.counted(words, finding.recommended, names=names))
        bought = ngettext(
            "{count} of them has bought", "{count} of them have bought", finding.became_customers
        )
        if finding.became_customers:
            lines.append(formats.counted(bought, finding.became_customers))
    if Influence.KNOWN_FIGURE in finding.kinds:
        lines.append(label(Influence.KNOWN_FIGURE))
    return "\n".join(lines)


def likeness_text(likeness: Likeness | None) -> str:
    """Return how far they resemble present customers, trait by trait; empty for a customer."""
    if likeness is None:
        return ""
    if likeness.customers < LEAST_CUSTOMERS:
        return formats.counted(
            _("From {count} customers on, Pisteur says who resembles them"), LEAST_CUSTOMERS
        )
    if not likeness.fit.total:
        return _("Your customers have no known trait in common yet")
    words = ngettext(
        "Like your customers: {matched} trait of {count}",
        "Like your customers: {matched} traits of {count}",
        likeness.fit.total,
    )
    head = formats.counted(words, likeness.fit.total, matched=formats.number(likeness.fit.matched))
    return "\n".join((head, *map(_trait_line, likeness.fit.traits)))


def _trait_line(found: TraitFit) -> str:
    text = {
        Fit.MATCHED: _("✓ {trait}: {values}"),
        Fit.NOT_KNOWN: _("○ {trait}: not known (theirs: {values})"),
        Fit.NOT_MATCHED: _("✗ {trait}: different (theirs: {values})"),
    }[found.fit]
    return text.format(trait=trait_name(found.trait), values=_values(found.trait))


def _values(trait: Trait) -> str:
    if trait.kind is TraitKind.BUYER and PROFESSIONAL in trait.accepted:
        return label(Nature.PROFESSIONAL)
    return trait_values(trait)


def dormancy_day(insight: ContactInsight) -> str:
    """Return from which day on the customer is dormant; empty when that day never comes."""
    if insight.dormant_on is None:
        return ""
    return _("Dormant from {date} on, without a new sale").format(
        date=formats.full_date(insight.dormant_on)
    )


def dormancy_text(insight: ContactInsight, today: date) -> str:
    """Return when the customer becomes dormant; empty when that day never comes."""
    day = insight.dormant_on
    if day is None:
        return ""
    left = (day - today).days
    words = ngettext(
        "Without a new sale, becomes a dormant customer on {date}, tomorrow",
        "Without a new sale, becomes a dormant customer on {date}, in {count} days",
        left,
    )
    return formats.counted(words, left, date=formats.full_date(day))


def _because(segment: str, why: str) -> str:
    return _("{segment}: {why}").format(segment=segment, why=why)
