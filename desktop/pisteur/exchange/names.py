"""Tells the parts of a full name apart, where that is certain; names of companies are left whole.

A wrong guess ends up in "Bonjour Dupont", so that a name that could be read both ways is kept
in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pisteur.domain.text import fold

_CIVILITIES = {
    "m": "M.",
    "mr": "M.",
    "monsieur": "M.",
    "mme": "Mme",
    "madame": "Mme",
    "mlle": "Mlle",
    "mademoiselle": "Mlle",
    "mrs": "Mrs",
    "ms": "Ms",
    "miss": "Miss",
    "dr": "Dr",
    "docteur": "Dr",
    "me": "Me",
    "maitre": "Me",
    "pr": "Pr",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = frozenset(
    (
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "del",
        "dos",
    )
)
_COMPANY_WORDS = _words(
    "sarl sas sasu eurl sa sci snc scop selarl scm gie earl gaec ei eirl scic gmbh ag ltd"
    " limited inc llc corp plc srl sprl bv nv cie company ets etablissements ste societe"
    " entreprise groupe group holding association asso mairie commune cabinet agence"
    " garage boulangerie pharmacie restaurant hotel cafe brasserie auberge bar pizzeria"
    " institut ecole college lycee universite clinique hopital centre center studio atelier"
    " maison boutique salon domaine chateau syndicat federation fondation menuiserie"
    " plomberie electricite peinture maconnerie transports imprimerie librairie camping"
    " services conseil consulting solutions international france immobilier fils freres"
)
_GIVEN_NAMES = _words(
    "adele adrien agathe agnes alain albert alexandra alexandre alexis alice aline amandine"
    " amelie anais andre andrea anne annie antoine antonin arnaud arthur audrey aurelie"
    " aurelien axel baptiste bastien beatrice benedicte benjamin benoit bernadette brigitte"
    " bruno camille carine carole caroline catherine cecile celia celine charlene charles"
    " charlotte chantal chloe christelle christiane christine christophe claire clara claude"
    " claudine clemence clement colette coline corinne cyril damien daniel daniele danielle"
    " david deborah delphine denise didier dominique dorothee edith edouard elena eliane elisa"
    " elisabeth elise elodie eloise emilie emma emmanuel emmanuelle eric estelle etienne eva"
    " evelyne fabien fabienne fabrice fanny fatima florence florent florian francine franck"
    " francois francoise frederic frederique gabriel gabrielle gael gaelle genevieve georges"
    " geraldine gerard ghislaine gilbert gilles gregory guillaume guy gwenaelle hassan helene"
    " henri herve hugo hugues ines irene isabelle jacqueline jacques jean jeanne jennifer"
    " jeremy jerome jessica joelle john jonathan jose joseph josette josiane julie julien juliette"
    " justine karim karine kevin khadija lamia laetitia laura laure laurence laurent lea leila"
    " leo liliane lionel lise loic louis louise luc lucas lucie lucien ludovic lydia lydie"
    " madeleine magali malik manon marc marcel margaux margot marguerite maria marianne marie"
    " marina marine marion marlene martine mathieu mathilde matthieu maud maurice max maxime"
    " melanie melissa michael michel michele michelle mireille mohamed monique morgane muriel"
    " myriam nadege nadia nadine natacha nathalie nicolas nicole noemie odette odile olivier"
    " ophelie oceane pascale patrice patricia patrick paul paule pauline philippe pierre"
    " quentin rachel rachid raphael raymond regine regis remi renaud rene renee robert"
    " roger roland romain romane rose roxane sabine sabrina samia samir samuel sandra sandrine"
    " sara sarah sebastien serge severine sofia solange solene sonia sophie stephane stephanie"
    " suzanne sylvain sylvie tatiana theo therese thibault thierry thomas tiphaine tristan"
    " valentin valentine valerie vanessa veronique victor victoire vincent virginie vivien"
    " xavier yann yannick yasmine youssef yves yvette yvonne yvan zoe"
)
_SEPARATORS = re.compile(r"[\s\-'’.]+")
_WORDS_KEPT = 5000
# Points go: S.A.R.L. is one word.
_JOINTS = str.maketrans("-'’", "   ", ".")


# Not frozen: that takes three times as long to make, for each row.
@dataclass(slots=True)
class SplitName:
    """A full name in parts.

    Attributes:
        is_company: the text names a company; the other parts are then empty.
        given, family: both filled, or both empty when the parts are not certain.
    """

    civility: str = ""
    given: str = ""
    family: str = ""
    is_company: bool = False


def is_civility(text: str) -> bool:
    """Tell whether `text` is a form of address such as `M.` or `Madame`."""
    return fold(text).strip(" .") in _CIVILITIES


def looks_like_company(words: Iterable[str]) -> bool:
    """Tell whether companies have one of `words` in their names, or one has a digit or `&`."""
    return any(map(_is_of_company, words))


def split_name(text: str, order: str = "") -> SplitName:
    """Split a full name.

    Args:
        text: such as `Dupont Jean`, `DUPONT Jean`, `Dupont, Jean`, `M. Jean de La Tour`.
        order: `family_first` or `given_first` when the heading says so.
    """
    civility, words = _take_civility(text.split())
    if civility and words and fold(words[0]) in ("et", "and", "ou", "&"):
        return SplitName()
    if not civility and looks_like_company(words):
        return SplitName(is_company=True)
    given, family = _parts(" ".join(words), words, order)
    return SplitName(civility, given, family)


def _take_civility(words: list[str]) -> tuple[str, list[str]]:
    if len(words) >= 2:
        civility = _civility(words[0])
        if civility:
            return civility, words[1:]
    return "", words


def _parts(rest: str, words: list[str], order: str) -> tuple[str, str]:
    if rest.count(",") == 1:
        family, _comma, given = (part.strip() for part in rest.partition(","))
        return (given, family) if given and family else ("", "")
    if not 2 <= len(words) <= 6:
        return "", ""
    by_case = _by_capitals(words)
    if by_case:
        return by_case
    return _by_order(words, order) if order else _by_given_names(words)


def _by_capitals(words: list[str]) -> tuple[str, str] | None:
    """`DUPONT Jean` and `Jean DUPONT`: the part in capitals is the family name."""
    capitals = [len(word) > 1 and word.isupper() for word in words]
    if True not in capitals or False not in capitals:
        return None
    first = capitals.index(True)
    last = len(capitals) - capitals[::-1].index(True)
    if first == 0:
        return " ".join(words[last:]), " ".join(words[:last])
    if last == len(words):
        while first > 1 and fold(words[first - 1]).rstrip("'’") in _PARTICLES:
            first -= 1
        return " ".join(words[:first]), " ".join(words[first:])
    return None


def _by_order(words: list[str], order: str) -> tuple[str, str]:
    if order == "given_first":
        cut = 1
        while cut < len(words) - 1 and is_given_name(words[cut]):
            cut += 1
        return " ".join(words[:cut]), " ".join(words[cut:])
    cut = len(words) - 1
    while cut > 1 and is_given_name(words[cut - 1]):
        cut -= 1
    return " ".join(words[cut:]), " ".join(words[:cut])


def _by_given_names(words: list[str]) -> tuple[str, str]:
    """Only when known given names stand at exactly one end, or a particle follows the first."""
    if _particle(words[1]) and len(words) > 2 and not _particle(words[0]):
        return words[0], " ".join(words[1:])
    known = [is_given_name(word) for word in words]
    if known[0] and not known[-1]:
        return _by_order(words, "given_first")
    if known[-1] and not known[0]:
        return _by_order(words, "family_first")
    return "", ""


# What words mean is kept: most of those in a list come again and again.


@lru_cache(_WORDS_KEPT)
def _civility(word: str) -> str:
    return _CIVILITIES.get(fold(word).strip("."), "")


@lru_cache(_WORDS_KEPT)
def _is_of_company(word: str) -> bool:
    if "&" in word or any(map(str.isdigit, word)):
        return True
    return not _COMPANY_WORDS.isdisjoint(fold(word).translate(_JOINTS).split())


@lru_cache(_WORDS_KEPT)
def _particle(word: str) -> bool:
    folded = fold(word)
    return folded in _PARTICLES or folded.startswith("d'")


@lru_cache(_WORDS_KEPT)
def is_given_name(word: str) -> bool:
    """Tell whether `word`, or its part before a hyphen, is a common given name."""
    folded = fold(word)
    if folded.isalnum():
        return folded in _GIVEN_NAMES
    return _SEPARATORS.split(folded)[0] in _GIVEN_NAMES
