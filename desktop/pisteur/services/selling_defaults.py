"""Reads the shipped words and figures of selling: templates, cadences, reasons, advice.

They are what a new data file begins with; what the user made of them is in the file itself.
Not imported before the first paint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from pisteur.domain.answers import Proposal
from pisteur.domain.buying_steps import BuyingStep, Help
from pisteur.domain.cadences import (
    Anchor,
    Cadence,
    CadenceEvent,
    CadenceStep,
    CadenceTrigger,
    DayCount,
)
from pisteur.domain.loss_reasons import LossReason
from pisteur.domain.satisfaction import SatisfactionStep
from pisteur.domain.templates import Template
from pisteur.domain.why_they_came import CameFor
from pisteur.domain.words import FollowUpKind, Heat
from pisteur.domain.writing import Facts
from pisteur.resources import resource_path


class BuyingStepWords(NamedTuple):
    """A buying step in words.

    Attributes:
        says: what the buyer says there, quoted.
        helps: what helps, as titles of actions.
    """

    name: str
    says: str
    helps: Mapping[Help, str]


class SellingDefaults(NamedTuple):
    """What ships, in one language, each list in its order.

    Attributes:
        hello: the word with which messages begin, for `templates.greeting`.
        sample: someone made up, to show templates with; without dates.
        proposals, satisfaction_steps: titles of the actions that follow an answer.
        closing_questions: what to ask when an answer is neither yes nor no.
    """

    hello: str
    sample: Facts
    templates: tuple[Template, ...]
    cadences: tuple[Cadence, ...]
    loss_reasons: tuple[LossReason, ...]
    why_they_came: tuple[CameFor, ...]
    buying_steps: Mapping[BuyingStep, BuyingStepWords]
    proposals: Mapping[Proposal, str]
    closing_questions: tuple[str, ...]
    satisfaction_steps: Mapping[SatisfactionStep, str]


def selling_defaults(language: str) -> SellingDefaults:
    """Return what ships in `fr` or `en`."""
    messages, words = _shipped("templates", language), _shipped("selling", language)
    return SellingDefaults(
        hello=messages["hello"],
        sample=Facts(**messages["sample"]),
        templates=tuple(Template(**given) for given in messages["templates"]),
        cadences=tuple(_cadence(given) for given in words["cadences"]),
        loss_reasons=tuple(
            LossReason(position=position, **given)
            for position, given in enumerate(words["loss_reasons"])
        ),
        why_they_came=tuple(
            CameFor(position=position, **{**given, "heat": _heat(given["heat"])})
            for position, given in enumerate(words["why_they_came"])
        ),
        buying_steps={
            BuyingStep(given["key"]): _step_words(given) for given in words["buying_steps"]
        },
        proposals={Proposal(given["key"]): given["title"] for given in words["proposals"]},
        closing_questions=tuple(words["closing_questions"]),
        satisfaction_steps={
            SatisfactionStep(given["key"]): given["title"] for given in words["satisfaction_steps"]
        },
    )


def _shipped(name: str, language: str) -> dict[str, Any]:
    text = resource_path(f"{name}/{language}.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _heat(value: str | None) -> Heat | None:
    return None if value is None else Heat(value)


def _cadence(given: dict[str, Any]) -> Cadence:
    return Cadence(
        key=given["key"],
        name=given["name"],
        trigger=CadenceTrigger(given["trigger"]),
        steps=tuple(
            CadenceStep(
                days=step["days"],
                kind=FollowUpKind(step["kind"]),
                title=step["title"],
                anchor=Anchor(step["anchor"]),
                counted=DayCount(step["counted"]),
                template=step["template"],
            )
            for step in given["steps"]
        ),
        stops_on=frozenset(CadenceEvent(event) for event in given["stops_on"]),
    )


def _step_words(given: dict[str, Any]) -> BuyingStepWords:
    helps = {Help(found["key"]): found["title"] for found in given["help"]}
    return BuyingStepWords(given["name"], given["says"], helps)
