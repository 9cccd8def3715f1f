"""The one line that adds a lead: whatever is known, in any order."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.commands import AddLead
from pisteur.domain.errors import DomainError
from pisteur.services.lead_line import LeadLine, read_lead_line
from pisteur.services.services import Services


def line(
    name: str = "",
    company: str = "",
    phones: tuple[str, ...] = (),
    emails: tuple[str, ...] = (),
    amount_cents: int | None = None,
) -> LeadLine:
    return LeadLine(name, company, phones, emails, amount_cents)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Garage Morel 06 39 98 12 34", line("Garage Morel", phones=("06 39 98 12 34",))),
        ("0639981234", line(phones=("0639981234",))),
        ("lea@exemple.fr", line(emails=("lea@exemple.fr",))),
        (
            "Inès Roche, Atelier Fauve, 1 800 €",
            line("Inès Roche", "Atelier Fauve", amount_cents=180000),
        ),
        (
            "lea@exemple.fr Léa Martin +33 6 39 98 12 34",
            line("Léa Martin", phones=("+33 6 39 98 12 34",), emails=("lea@exemple.fr",)),
        ),
        (
            "Léa Martin - Salon 3 - 01 99 00 45 67, 2k€",
            line("Léa Martin", "Salon 3", ("01 99 00 45 67",), amount_cents=200000),
        ),
        (
            "Léa, 06 39 98 12 34, 01 99 00 45 67",
            line("Léa", phones=("06 39 98 12 34", "01 99 00 45 67")),
        ),
        ("Zoé Martin 1500 euros", line("Zoé Martin", amount_cents=150000)),
        ("Zoé Martin 1 500 EUR", line("Zoé Martin", amount_cents=150000)),
        ("Salon 3 Europe", line("Salon 3 Europe")),
        ("Saint-Jean-d’Angély", line("Saint-Jean-d’Angély")),
        ("Morel <morel@exemple.fr>", line("Morel", emails=("morel@exemple.fr",))),
        ("Chez Paul 75011", line("Chez Paul 75011")),
        ("Salon Zoé (2020)", line("Salon Zoé (2020)")),
        ("(Zoé) Martin, (Atelier Fauve)", line("(Zoé) Martin", "Atelier Fauve")),
        ("Zoé (06 39 98 12 34)", line("Zoé", phones=("06 39 98 12 34",))),
        ("(Zoé - Salon", line("Zoé", "Salon")),
        # The foot of an e-mail, and the cells of a table, as they are pasted.
        (
            "Marc Petit\r\nSCI Belair\r\nTél. portable : 06 39 98 12 34\nE-mail : marc@belair.fr\n",
            line("Marc Petit", "SCI Belair", ("06 39 98 12 34",), ("marc@belair.fr",)),
        ),
        ("Zoé\tSalon\t06 39 98 12 34", line("Zoé", "Salon", ("06 39 98 12 34",))),
        ("Zoé tel 06 39 98 12 34", line("Zoé", phones=("06 39 98 12 34",))),
        ("Mobile 06 39 98 12 34 Zoé", line("Zoé", phones=("06 39 98 12 34",))),
        ("mailto:lea@exemple.fr", line(emails=("lea@exemple.fr",))),
        ("E-mail:lea@exemple.fr", line(emails=("lea@exemple.fr",))),
        # Names that end as those words do, or are one.
        ("Hôtel 06 39 98 12 34", line("Hôtel", phones=("06 39 98 12 34",))),
        ("Orange Mobile 06 39 98 12 34", line("Orange Mobile", phones=("06 39 98 12 34",))),
        ("Portable", line("Portable")),
    ],
)
def test_what_is_known_is_told_apart(text: str, expected: LeadLine) -> None:
    assert read_lead_line(text) == expected


@pytest.mark.parametrize("text", ["", "   ", ",", " - ", "\t\n", "<>", "()", ")(", "(("])
def test_a_line_with_nothing_to_go_by_is_refused_beside_it(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_lead_line(text)
    assert (caught.value.code, caught.value.field) == ("lead.empty", "line")


@given(st.text(max_size=80))
def test_any_text_gives_a_lead_or_a_refusal(text: str) -> None:
    try:
        found = read_lead_line(text)
    except DomainError as error:
        assert error.code in {"lead.empty", "amount.too_large"}
    else:
        assert found.name or found.company or found.phones or found.emails


def test_many_at_signs_take_no_minutes() -> None:
    text = "a@" * 2_000
    before = process_time()
    assert read_lead_line(text) == line(text)
    # Hundredths; every pair of them tried takes thousands of times as long.
    assert process_time() - before < 5


@given(st.text(max_size=60))
def test_any_line_that_is_read_can_be_added(text: str) -> None:
    try:
        found = read_lead_line(text)
    except DomainError:
        return
    assert all("@" in email for email in found.emails)
    assert all(any(char.isdigit() for char in phone) for phone in found.phones)


def test_a_lead_of_one_line_keeps_everything(services: Services) -> None:
    contact_id, _card = services.contacts.add_lead(
        AddLead("Inès Roche, Atelier Fauve, 06 39 98 12 34, ines@exemple.fr, 1 800 €")
    ).value
    shown = services.contact_view.contact(contact_id)
    assert (shown.name, shown.company) == ("Inès Roche", "Atelier Fauve")
    assert [point.normalised for point in shown.points] == ["+33639981234", "ines@exemple.fr"]
    assert shown.opportunities[0].amount_cents == 180000


def test_a_lead_that_is_only_an_address_is_called_by_it(services: Services) -> None:
    contact_id, _card = services.contacts.add_lead(AddLead("ines@exemple.fr")).value
    assert services.contact_view.contact(contact_id).display_name == "ines@exemple.fr"
