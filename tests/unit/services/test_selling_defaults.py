"""What ships about selling is whole, consistent, and can be used as it is."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.answers import Proposal
from pisteur.domain.buying_steps import HELP, BuyingStep
from pisteur.domain.cadences import Anchor, CadenceEvent, find_faults, plan_steps
from pisteur.domain.loss_reasons import wake_on
from pisteur.domain.satisfaction import SatisfactionStep
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.domain.templates import (
    FIELD_NAMES,
    Field,
    Template,
    TemplatePurpose,
    gaps_in,
    greeting,
    mail_link,
    placeholder,
    render,
)
from pisteur.domain.words import FollowUpKind, Heat, LostReason
from pisteur.i18n import LANGUAGES
from pisteur.services.selling_defaults import SellingDefaults, selling_defaults

# Values as long as they usually get.
VALUES = dict.fromkeys(Field, "Refonte du site vitrine") | {
    Field.SOURCE: "annuaire des entreprises de la Chambre de métiers",
    Field.RESOURCE: "https://atelier.example/guides/bien-choisir-son-enseigne.pdf",
    Field.AMOUNT: "1\u202f234,50\u00a0€",
}
PROSPECTING = (
    TemplatePurpose.FIRST_CONTACT,
    TemplatePurpose.USEFUL_RESOURCE,
    TemplatePurpose.REMINDER,
    TemplatePurpose.LAST_MESSAGE,
    TemplatePurpose.WAKE_UP,
)
EASY_NO = {
    "fr": ("« non »", "d’un mot", "ne vous écrive plus"),
    "en": ("“no”", "in a word", "did not write again"),
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shipped(language: str) -> SellingDefaults:
    return selling_defaults(language)


def of(shipped: SellingDefaults, purpose: TemplatePurpose) -> Template:
    return next(template for template in shipped.templates if template.key == purpose)


def fields_of(text: str) -> list[Field]:
    return list(dict.fromkeys(gap.field for gap in gaps_in(text)))


def test_there_is_a_template_for_every_purpose(shipped: SellingDefaults) -> None:
    assert [template.key for template in shipped.templates] == list(TemplatePurpose)


def test_templates_name_only_fields_and_as_their_language_calls_them(
    shipped: SellingDefaults, language: str
) -> None:
    for template in shipped.templates:
        text = f"{template.subject}\n{template.body}"
        assert render(template, VALUES).unknown == ()
        for field in fields_of(text):
            assert placeholder(field, language) in text, template.key
        assert text.count("{") == sum(
            text.count("{" + name + "}") for name in FIELD_NAMES[language].values()
        )


def test_both_languages_name_the_same_fields() -> None:
    french, english = (selling_defaults(spoken).templates for spoken in ("fr", "en"))
    for one, other in zip(french, english, strict=True):
        assert fields_of(one.subject + one.body) == fields_of(other.subject + other.body)


def test_every_template_fits_into_the_mail_program_once_filled_in(
    shipped: SellingDefaults,
) -> None:
    for template in shipped.templates:
        message = render(template, VALUES)
        assert message.missing == ()
        assert not mail_link("prenom.nom@entreprise.example", message).body_left_out, template.key


def test_every_message_greets_and_is_signed(shipped: SellingDefaults) -> None:
    for template in shipped.templates:
        fields = fields_of(template.body)
        assert fields[0] is Field.GREETING
        assert Field.MY_NAME in fields
    hello = greeting(shipped.hello, civility="", given_name="Léa", family_name="")
    assert hello.endswith(" Léa")


def test_the_first_contact_says_where_the_details_come_from(shipped: SellingDefaults) -> None:
    assert Field.SOURCE in fields_of(of(shipped, TemplatePurpose.FIRST_CONTACT).body)


@pytest.mark.parametrize("purpose", PROSPECTING)
def test_every_message_that_prospects_makes_a_no_easy(
    shipped: SellingDefaults, language: str, purpose: TemplatePurpose
) -> None:
    body = of(shipped, purpose).body.replace("\u00a0", " ")
    assert any(words in body for words in EASY_NO[language])


def test_a_quote_is_followed_after_2_7_15_days_and_3_before_the_end(
    shipped: SellingDefaults,
) -> None:
    cadence = shipped.cadences[0]
    assert cadence.key == "after_quote"
    assert [(step.days, step.anchor) for step in cadence.steps] == [
        (2, Anchor.AFTER_START),
        (7, Anchor.AFTER_START),
        (15, Anchor.AFTER_START),
        (3, Anchor.BEFORE_EXPIRY),
    ]
    assert {CadenceEvent.REPLY, CadenceEvent.WIN, CadenceEvent.LOSS} <= cadence.stops_on


def test_a_sale_is_followed_after_7_and_90_days_whatever_is_answered(
    shipped: SellingDefaults,
) -> None:
    cadence = next(found for found in shipped.cadences if found.key == "after_sale")
    assert {7, 90} <= {step.days for step in cadence.steps}
    assert cadence.stops_on == {CadenceEvent.SALE_CANCELLED}


def test_every_cadence_can_be_kept_and_planned(shipped: SellingDefaults) -> None:
    keys = {template.key for template in shipped.templates}
    day = date(2026, 11, 23)
    for cadence in shipped.cadences:
        assert find_faults(cadence) == ()
        assert len(cadence.steps) <= ATTEMPTS_LIMIT.default
        assert {step.template for step in cadence.steps} <= keys | {""}
        assert all(step.kind is FollowUpKind.EMAIL for step in cadence.steps if step.template)
        expires = date(2026, 12, 23) if cadence.key == "after_quote" else None
        plan = plan_steps(cadence.steps, start=day, today=day, expires_on=expires)
        assert plan.skipped == ()


def test_reasons_are_the_known_ones_in_their_order(shipped: SellingDefaults) -> None:
    keys = [reason.key for reason in shipped.loss_reasons]
    assert keys == [
        *("price", "competitor", "not_now", "no_need", "no_answer", "no_means", "no_decision"),
        *("not_in_target", "other"),
    ]
    assert {reason.value for reason in LostReason} <= set(keys)
    assert [reason.key for reason in shipped.loss_reasons if reason.needs_note] == ["other"]
    never = [r.key for r in shipped.loss_reasons if wake_on(r, date(2026, 11, 23)) is None]
    assert never == ["not_in_target", "other"]
    known = ["urgent", "referred", "comparing", "curious", "returning", "other"]
    assert [reason.key for reason in shipped.why_they_came] == known
    heats = {reason.key: reason.heat for reason in shipped.why_they_came}
    assert (heats["urgent"], heats["curious"], heats["other"]) == (Heat.HOT, Heat.COLD, None)


def test_every_step_proposal_and_mood_has_its_words(shipped: SellingDefaults) -> None:
    assert list(shipped.buying_steps) == list(BuyingStep)
    for step, words in shipped.buying_steps.items():
        assert tuple(words.helps) == HELP[step]
    assert list(shipped.proposals) == list(Proposal)
    assert list(shipped.satisfaction_steps) == list(SatisfactionStep)
    assert len(shipped.closing_questions) == 3
    assert all(question.strip() for question in shipped.closing_questions)
