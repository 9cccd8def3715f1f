"""What columns mean."""

from __future__ import annotations

import pytest

from pisteur.exchange.heading_table import Field
from pisteur.exchange.headings import fold_heading, guess_mapping, recognise
from pisteur.exchange.mapping import Mapping, Target


def test_headings_are_compared_without_case_accents_punctuation_or_star() -> None:
    assert fold_heading(" N° Tél.* ") == "n tel"
    assert fold_heading("E-mail_Address") == "e mail address"


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("RAISON SOCIALE", Field.COMPANY, ""),
        ("Société", Field.COMPANY, ""),
        ("Prénom*", Field.GIVEN_NAME, ""),
        ("Courriel", Field.EMAIL, ""),
        ("Adresse e-mail", Field.EMAIL, ""),
        ("E-mail pro", Field.EMAIL, "work"),
        ("E-mail 3 Address", Field.EMAIL, ""),
        ("Adresse de messagerie 2", Field.EMAIL, ""),
        ("TEL", Field.PHONE, ""),
        ("Téléphone 2 (bureau)", Field.PHONE, "work"),
        ("Home Phone 2", Field.PHONE, "home"),
        ("Tél. mobile", Field.PHONE, "mobile"),
        ("Autre téléphone", Field.PHONE, "other"),
        ("PORTABLE", Field.PHONE, "mobile"),
        ("CP", Field.POSTAL_CODE, ""),
        ("Code postal (domicile)", Field.POSTAL_CODE, "home"),
        ("Business Street 2", Field.STREET, "work"),
        ("N° SIRET", Field.SIRET, ""),
        ("Code NAF/APE", Field.NAF, ""),
        ("Person - Email - Work", Field.EMAIL, "work"),
        ("Personne - E-mail (Domicile)", Field.EMAIL, "home"),
        ("Organisation - Nom", Field.COMPANY, ""),
        ("Organization - Name", Field.COMPANY, ""),
        ("Deal - Title", Field.DEAL, ""),
        ("Deal - Value", Field.AMOUNT, ""),
        ("Affaire - Statut", Field.STATE, ""),
        ("Activity - Subject", Field.NEXT_ACTION, ""),
        ("Activity - Due date", Field.NEXT_ON, ""),
        ("Activité - Effectué", Field.NEXT_DONE, ""),
        ("Activity - Type", Field.EXTRA, ""),
        ("Deal - Next activity date", Field.NEXT_ON, ""),
        ("Date de rappel", Field.NEXT_ON, ""),
        ("Prochaine relance", Field.NEXT_ON, ""),
        ("Date de relance*", Field.NEXT_ON, ""),
        ("À relancer le :", Field.NEXT_ON, ""),
        ("remind_date", Field.NEXT_ON, ""),
        ("reminder_note", Field.NEXT_ACTION, ""),
        ("Prochaine action", Field.NEXT_ACTION, ""),
        ("Produit / service", Field.OFFER, ""),
        ("Offre", Field.OFFER, ""),
        ("Montant HT", Field.AMOUNT, ""),
        ("Statut", Field.EXTRA, ""),
        ("Étape", Field.STAGE, ""),
        ("Date de clôture estimée", Field.EXPECTED_ON, ""),
        ("Close Date", Field.CLOSED_ON, ""),
        ("Nom et prénom", Field.NAME, "family_first"),
        ("Prénom Nom", Field.NAME, "given_first"),
        ("Organization 1 - Title", Field.JOB_TITLE, ""),
        ("Télécopie", Field.IGNORED, ""),
        ("Étiquettes", Field.TAGS, ""),
    ],
)
def test_known_headings_give_field_and_label(heading: str, field: Field, label: str) -> None:
    assert recognise(heading) == Target(field, label)


@pytest.mark.parametrize("heading", ["", "  ", "***", "Xylophone", "Roche", "42"])
def test_other_words_mean_nothing(heading: str) -> None:
    assert recognise(heading) is None


def test_nom_is_the_family_name_beside_prenom_and_the_whole_name_alone() -> None:
    assert guess_mapping(["Nom", "Prénom"], []).targets[0] == Target(Field.FAMILY_NAME)
    assert guess_mapping(["Nom", "Téléphone"], []).targets[0] == Target(Field.NAME)


def test_of_two_titre_the_first_is_the_civility() -> None:
    targets = guess_mapping(["Titre", "Nom", "Titre"], []).targets
    assert [target and target.field for target in targets] == [
        Field.CIVILITY,
        Field.NAME,
        Field.JOB_TITLE,
    ]


def test_one_titre_is_told_by_its_cells_and_neighbours() -> None:
    civility = guess_mapping(["Titre", "Nom"], [["M.", "Roche"], ["Mme", "Vidal"]])
    job = guess_mapping(["Titre", "Nom"], [["Gérant", "Roche"]])
    deal = guess_mapping(["Titre", "Étape", "Montant", "Email"], [])
    assert civility.targets[0] == Target(Field.CIVILITY)
    assert job.targets[0] == Target(Field.JOB_TITLE)
    assert deal.targets[0] == Target(Field.DEAL)


def test_numbered_labels_belong_to_their_values() -> None:
    mapping = guess_mapping(["Name", "Phone 2 - Label", "Phone 2 - Value"], [])
    assert mapping.targets[2] == Target(Field.PHONE, "", 1)


def test_an_unknown_heading_over_addresses_is_guessed_from_its_cells() -> None:
    sample = [["Roche", "ines@exemple.fr", "0639980001"], ["Vidal", "", "06 39 98 00 02"]]
    fields = [t and t.field for t in guess_mapping(["Nom", "Joindre", "Zahl"], sample).targets]
    assert fields == [Field.NAME, Field.EMAIL, Field.PHONE]


def test_siren_numbers_are_not_taken_for_phones() -> None:
    sample = [["732829320"], ["356000000"], ["552100554"]]
    assert guess_mapping(["Zahl"], sample).targets == (None,)


def test_a_mapping_is_usable_when_a_column_names_someone() -> None:
    assert not guess_mapping(["Quoi", "Qui"], []).is_usable
    mapping = Mapping((None, Target(Field.NAME)))
    assert mapping.is_usable
    assert mapping.columns(Field.NAME) == [1]


def test_without_headings_words_name_someone_only_beside_a_way_to_reach() -> None:
    reachable = guess_mapping(["", ""], [["Garage Morel", "0639980001"]])
    assert [t and t.field for t in reachable.targets] == [Field.NAME, Field.PHONE]
    assert not guess_mapping(["", ""], [["hello", "world"]]).is_usable


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["30/11/2026", "à rappeler"], Field.NEXT_ON),
        (["30/11/2026", "à rappeler", "voir avec Zoé"], Field.NEXT_ACTION),
    ],
)
def test_a_heading_of_two_meanings_is_a_day_where_half_of_its_cells_are(
    cells: list[str], field: Field
) -> None:
    mapping = guess_mapping(["Nom", "Prochaine action"], [["Roche", cell] for cell in cells])
    assert mapping.targets[1] == Target(field)
