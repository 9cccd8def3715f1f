"""What is said on the phone: whatever is known of someone, a script can be read out."""

from __future__ import annotations

import pytest

from pisteur.domain.writing import Facts
from pisteur.presentation.script_text import script_text

HELLOS = {"fr": "Bonjour", "en": "Hello"}
NUMBER_ONLY = Facts()
COMPANY = Facts(company="Maison Lys")
FAMILY = Facts(family_name="Lefèvre")
NAMED = Facts(given_name="Marie", family_name="Lefèvre")
TITLED = Facts(civility="Mme", given_name="Marie", family_name="Lefèvre")


@pytest.mark.parametrize(
    ("script", "facts", "said"),
    [
        ("Bonjour {nom}, c’est Paul.", NUMBER_ONLY, "Bonjour, c’est Paul."),
        ("Bonjour {nom}, c’est Paul.", COMPANY, "Bonjour, c’est Paul."),
        ("Bonjour {nom},", FAMILY, "Bonjour,"),
        ("Bonjour {nom},", NAMED, "Bonjour Marie Lefèvre,"),
        ("Bonjour {nom},", TITLED, "Bonjour Madame Lefèvre,"),
        ("Bonjour {prénom},", NAMED, "Bonjour Marie,"),
        ("Bonjour {prénom},", NUMBER_ONLY, "Bonjour,"),
        ("Bonjour {prénom} {nom},", NAMED, "Bonjour Marie Lefèvre,"),
        ("Bonjour {prénom} {nom},", NUMBER_ONLY, "Bonjour,"),
        ("Bonjour {nom} {ville}", Facts(city="Nice"), "Bonjour Nice"),
        ("{bonjour}, vous allez bien ?", NUMBER_ONLY, "Bonjour, vous allez bien ?"),
        ("Hello {last name},", TITLED, "Hello Mme Lefèvre,"),
    ],
)
def test_a_greeting_has_a_name_as_one_speaks_or_none(script: str, facts: Facts, said: str) -> None:
    assert script_text(script, facts, HELLOS) == said


@pytest.mark.parametrize(
    ("script", "facts", "said"),
    [
        ("Je parle à {nom} ?", COMPANY, "Je parle à Maison Lys ?"),
        ("Je parle à {prénom} {nom} ?", COMPANY, "Je parle à Maison Lys ?"),
        ("Je parle à {nom} ?", NUMBER_ONLY, "Je parle à … ?"),
        ("Je parle à Madame {nom} ?", NAMED, "Je parle à Madame Lefèvre ?"),
        ("Vous êtes à {ville}.", NUMBER_ONLY, "Vous êtes à …."),
        ("{ville} {entreprise}", COMPANY, "… Maison Lys"),
        ("{ville} {entreprise}", Facts(city="Nice", company="{nom}"), "Nice {nom}"),
        ("Un {mot} en {accolades}", NAMED, "Un {mot} en {accolades}"),
    ],
)
def test_what_is_not_known_is_a_pause_and_never_stands_in_braces(
    script: str, facts: Facts, said: str
) -> None:
    assert script_text(script, facts, HELLOS) == said
