"""Words of the qualification: traits that match, offers that fit, what changed between two."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pisteur.domain.offers import OfferFit, OfferReason, OfferReasonKind, OfferUnit
from pisteur.domain.profile import ProfileFit, TraitFit, TraitKind
from pisteur.domain.qualification_history import (
    AnswerChange,
    ChangeKind,
    PastQualification,
)
from pisteur.domain.traits import BuyerKind, Fit
from pisteur.domain.words import Answer, Nature
from pisteur.i18n import _, ngettext
from pisteur.labels import label, within_sentence
from pisteur.presentation import formats
from pisteur.presentation.trait_texts import size_text, trait_name, trait_values

MARKS = {Fit.MATCHED: "✓", Fit.NOT_KNOWN: "?", Fit.NOT_MATCHED: "✕"}


def profile_title(fit: ProfileFit) -> str:
    """Return how many traits of the ideal customer match."""
    text = ngettext(
        "Your ideal customer: {matched} of {count} trait",
        "Your ideal customer: {matched} of {count} traits",
        fit.total,
    )
    return formats.counted(text, fit.total, matched=formats.number(fit.matched))


def trait_text(found: TraitFit) -> str:
    """Return what is known of a trait, and what is looked for when it is something else."""
    fact = _fact(found)
    if found.trait.kind is TraitKind.FREE:
        return ""
    wanted = trait_values(found.trait)
    match found.fit:
        case Fit.MATCHED:
            return fact
        case Fit.NOT_KNOWN:
            return _("not known; you look for: {wanted}").format(wanted=wanted)
        case _:
            return _("{fact}; you look for: {wanted}").format(fact=fact, wanted=wanted)


def spoken_trait(found: TraitFit) -> str:
    """Return a trait as a screen reader says it."""
    said = {
        Fit.MATCHED: _("matches"),
        Fit.NOT_KNOWN: _("not known yet"),
        Fit.NOT_MATCHED: _("does not match"),
    }[found.fit]
    parts = (trait_name(found.trait), said, trait_text(found))
    return ", ".join(filter(None, parts))


def trait_question(found: TraitFit) -> str:
    """Return the question that finds a trait out."""
    if found.trait.kind in _QUESTIONS:
        return _QUESTIONS[found.trait.kind]()
    return _("Is this so: {trait}?").format(trait=within_sentence(trait_name(found.trait)))


def proposal_text(answer: Answer) -> str:
    """Return what the profile proposes to answer."""
    return {
        Answer.YES: _("Everything matches: the answer would be “Yes”."),
        Answer.UNKNOWN: _("Not everything is known or matches: it is for you to say."),
        Answer.NO: _("Nothing matches: the answer would be “No”."),
    }[answer]


def _fact(found: TraitFit) -> str:
    if found.trait.kind is TraitKind.BUYER or found.fact == BuyerKind.CONSUMER:
        if found.fact in set(BuyerKind):
            return label(BuyerKind(found.fact))
        return label(Nature(found.fact)) if found.fact in set(Nature) else found.fact
    return size_text(found.fact) if found.trait.kind is TraitKind.SIZE else found.fact


_QUESTIONS: Mapping[TraitKind, Callable[[], str]] = {
    TraitKind.BUYER: lambda: _("Do you buy for yourself, for a company, for an association?"),
    TraitKind.SECTOR: lambda: _("What exactly is your trade?"),
    TraitKind.SIZE: lambda: _("How many of you are there?"),
    TraitKind.AREA: lambda: _("Where do you work?"),
}


def offer_reason(found: OfferFit) -> str:
    """Return why an offer fits, may fit or does not."""
    said = [_offer_reason(reason, found.offer.unit) for reason in found.reasons]
    return formats.sentence_start(" · ".join(said))


def _offer_reason(reason: OfferReason, unit: OfferUnit) -> str:
    amount = formats.money(reason.cents or 0)
    several = reason.units is not None and reason.units > 1 and unit is not OfferUnit.FLAT
    if several and reason.kind in (OfferReasonKind.WITHIN_MEANS, OfferReasonKind.UP_TO_MEANS):
        count = reason.units or 0
        text = ngettext(
            "within the means, {count} time over", "within the means, {count} times over", count
        )
        return formats.counted(text, count)
    return _OFFER_REASONS[reason.kind]().format(amount=amount)


_OFFER_REASONS: Mapping[OfferReasonKind, Callable[[], str]] = {
    OfferReasonKind.WITHIN_MEANS: lambda: _("within the means"),
    OfferReasonKind.UP_TO_MEANS: lambda: _("within the means, at the upper end"),
    OfferReasonKind.ABOVE_MEANS: lambda: _("{amount} too much"),
    OfferReasonKind.MEANS_NOT_KNOWN: lambda: _("means not known yet"),
    OfferReasonKind.MEANS_OPEN_ABOVE: lambda: _("{amount} above what they said to begin with"),
    OfferReasonKind.PRICE_TO_MEASURE: lambda: _("price to be worked out with them"),
    OfferReasonKind.FOR_THIS_BUYER: lambda: _("made for such customers"),
    OfferReasonKind.NOT_FOR_THIS_BUYER: lambda: _("not for such customers"),
    OfferReasonKind.BUYER_NOT_KNOWN: lambda: _("find out who buys"),
    OfferReasonKind.FOR_THIS_SECTOR: lambda: _("made for their trade"),
    OfferReasonKind.NOT_FOR_THIS_SECTOR: lambda: _("not for their trade"),
    OfferReasonKind.SECTOR_NOT_KNOWN: lambda: _("find out their trade"),
}


def changes_text(entry: PastQualification, names: Mapping[int, str]) -> tuple[str, ...]:
    """Return what a qualification changed, a line each.

    Args:
        names: of the criteria, by id.
    """
    if entry.changes is None:
        return (_("First qualification"),)
    lines = tuple(_change(one, names) for one in entry.changes.answers)
    return lines or (_("The answers are the same as before"),)


def _change(change: AnswerChange, names: Mapping[int, str]) -> str:
    text = _CHANGES[change.kind]().format(
        criterion=names.get(change.criterion_id, ""),
        old=label(change.old_answer).lower(),
        new=label(change.new_answer).lower(),
    )
    if not change.new_evidence or change.new_evidence == change.old_evidence:
        return text
    return _("{change} — {evidence}").format(change=text, evidence=change.new_evidence)


_CHANGES: Mapping[ChangeKind, Callable[[], str]] = {
    ChangeKind.LEARNT: lambda: _("{criterion}: now known, {new}"),
    ChangeKind.REVERSED: lambda: _("{criterion}: was {old}, is now {new}"),
    ChangeKind.IN_DOUBT: lambda: _("{criterion}: was {old}, no longer sure"),
    ChangeKind.EVIDENCE: lambda: _("{criterion}: still {new}, on other grounds"),
}
