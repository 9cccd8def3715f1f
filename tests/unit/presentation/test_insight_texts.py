"""What was computed about a contact, in words, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pisteur import i18n
from pisteur.domain.heat import HeatProposal, HeatReason, HeatReasonKind
from pisteur.domain.segments import (
    Frequency,
    FrequencyFinding,
    Influence,
    Volume,
    VolumeFinding,
    VolumeLimits,
)
from pisteur.domain.words import Heat
from pisteur.labels import label
from pisteur.presentation.insight_texts import (
    frequency_text,
    heat_reasons,
    keep_heat,
    take_heat,
    volume_text,
)

TODAY = date(2026, 11, 22)


def proposal(*kinds: HeatReasonKind) -> HeatProposal:
    on = TODAY - timedelta(days=2)
    return HeatProposal(Heat.HOT, tuple(HeatReason(kind, Heat.HOT, on, 2, 3) for kind in kinds))


@pytest.mark.parametrize("kind", list(HeatReasonKind))
def test_every_reason_for_a_heat_is_said_in_both_languages(kind: HeatReasonKind) -> None:
    english = heat_reasons(proposal(kind), TODAY)
    i18n.set_language("fr")
    french = heat_reasons(proposal(kind), TODAY)
    assert english != french
    for text in (english, french):
        assert not text[0].islower()
        assert "{" not in text


@pytest.mark.parametrize("value", [*Frequency, *Volume, *Influence])
def test_every_segment_has_its_words_in_both_languages(
    value: Frequency | Volume | Influence,
) -> None:
    english = label(value)
    i18n.set_language("fr")
    assert label(value) != english


@pytest.mark.parametrize("heat", list(Heat))
def test_the_buttons_name_the_heat(heat: Heat) -> None:
    assert label(heat) in take_heat(heat)
    assert label(heat) in keep_heat(heat)


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (FrequencyFinding(None), ""),
        (
            FrequencyFinding(Frequency.FREQUENT, 9, 5, 40, 60, TODAY),
            "Buys often: 5 purchases in 12 months",
        ),
        (
            FrequencyFinding(Frequency.REGULAR, 3, 2, 45, 60, TODAY),
            "Buys regularly: a purchase about every 45 days",
        ),
        (
            FrequencyFinding(Frequency.REGULAR, 3, 2, 92, 100, TODAY),
            "Buys regularly: a purchase about every 3 months",
        ),
        (
            FrequencyFinding(Frequency.OCCASIONAL, 2, 1, 300, 300, TODAY),
            "Buys now and then: 2 purchases, the last on 22/11/2026",
        ),
    ],
)
def test_a_frequency_says_what_it_rests_on(finding: FrequencyFinding, words: str) -> None:
    assert frequency_text(finding) == words


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (VolumeFinding(None, 0, None), ""),
        (
            VolumeFinding(None, 50_000, None),
            "€500 in 24 months; too few customers to compare",
        ),
        (
            VolumeFinding(Volume.HIGH, 900_000, VolumeLimits(800_000, 200_000)),
            "High volume: €9,000 in 24 months, high from €8,000 on",
        ),
        (
            VolumeFinding(Volume.LOW, 100_000, VolumeLimits(800_000, 200_000)),
            "Low volume: €1,000 in 24 months, medium from €2,000 on",
        ),
    ],
)
def test_a_volume_says_what_it_is_measured_by(finding: VolumeFinding, words: str) -> None:
    assert volume_text(finding) == words
