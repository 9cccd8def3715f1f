"""What the ideal customer says about the criterion "target": trait by trait, and an answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.profile import (
    ContactFacts,
    ProfileFit,
    Trait,
    TraitFit,
    TraitKind,
    match_profile,
    suggest_answer,
)
from pisteur.domain.traits import Fit
from pisteur.domain.words import Answer
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.qualification_texts import (
    MARKS,
    profile_title,
    proposal_text,
    spoken_trait,
    trait_question,
    trait_text,
)
from pisteur.presentation.trait_texts import trait_name
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button, make_label, set_look

TONES = {Fit.MATCHED: "ok", Fit.NOT_KNOWN: "warn", Fit.NOT_MATCHED: "bad"}


class TargetGuide(Card):
    """The traits of the ideal customer against what is known; free ones are answered here.

    Signals:
        changed: an answer to a free trait.
        taken: the Answer proposed, which the user takes.
    """

    changed = Signal()
    taken = Signal(object)

    def __init__(
        self, traits: Sequence[Trait], facts: ContactFacts, parent: QWidget | None = None
    ) -> None:
        super().__init__("card", parent)
        self.setObjectName("target-guide")
        self._traits, self._facts = tuple(traits), facts
        self._start = dict(facts.free)
        self._free = dict(self._start)
        self._title = make_label("", "strong", wrap=True)
        self._title.setObjectName("profile-title")
        self._proposal = make_label("", "muted", wrap=True)
        self._proposal.setObjectName("profile-proposal")
        self._take = make_button("", "link", name="take-proposal", compact=True)
        self._take.clicked.connect(self._take_proposal)
        self._rows = {one.trait.id: _TraitRow(one) for one in self.fit.traits}
        self._lay_out()
        self._show()

    @property
    def fit(self) -> ProfileFit:
        """The profile against what is known, with what was answered here."""
        free = tuple(self._free.items())
        return match_profile(self._traits, self._facts._replace(free=free))

    @property
    def answers(self) -> tuple[tuple[int, Answer], ...]:
        """The answers to free traits that differ from those noted before."""
        return tuple(
            (trait, answer)
            for trait, answer in self._free.items()
            if answer is not self._start.get(trait, Answer.UNKNOWN)
        )

    @property
    def questions(self) -> tuple[str, ...]:
        """What is still to ask."""
        return tuple(map(trait_question, self.fit.having(Fit.NOT_KNOWN)))

    def _lay_out(self) -> None:
        self.body.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._take)
        self.body.addLayout(head)
        for trait_id, row in self._rows.items():
            self.body.addWidget(row)
            if row.chips is not None:
                row.chips.setProperty("trait", trait_id)
                row.chips.chosen.connect(self._answer)
        self.body.addWidget(self._proposal)

    def _answer(self, answer: object) -> None:
        chips = self.sender()
        trait_id = chips.property("trait") if chips is not None else None
        if isinstance(answer, Answer) and isinstance(trait_id, int):
            self._free[trait_id] = answer
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        fit = self.fit
        for found in fit.traits:
            self._rows[found.trait.id].show_fit(found)
        proposed = suggest_answer(fit)
        self._title.setText(profile_title(fit))
        self._proposal.setText(proposal_text(proposed))
        self._take.setVisible(proposed is not Answer.UNKNOWN)
        self._take.setText(_("Answer “{answer}”").format(answer=label(proposed)))
        self._take.setAccessibleName(self._take.text())

    def _take_proposal(self) -> None:
        self.taken.emit(suggest_answer(self.fit))


class _TraitRow(QWidget):
    """One trait: mark, name, what is known; the three answers of a free one.

    Attributes:
        chips: the answers; None when the trait is a fact of the contact.
    """

    def __init__(self, found: TraitFit) -> None:
        super().__init__()
        trait = found.trait
        free = trait.kind is TraitKind.FREE
        self._mark = make_label("", "strong")
        self._mark.setFixedWidth(16)
        self._name = ElidedLabel(trait_name(trait))
        self._fact = ElidedLabel("", "muted")
        self.setObjectName(f"trait-{trait.id}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._name, 3)
        self.chips: Chips | None = None
        if free:
            answers = [(answer, label(answer)) for answer in Answer]
            self.chips = Chips(answers, _answer_of(found), name=f"trait-answer-{trait.id}")
            self.chips.setAccessibleName(trait_name(trait))
            held = QVBoxLayout()
            held.addWidget(self.chips)
            row.addLayout(held, 4)
        else:
            row.addWidget(self._fact, 4)

    def show_fit(self, found: TraitFit) -> None:
        """Show whether the trait matches."""
        self._mark.setText(MARKS[found.fit])
        set_look(self._mark, "tone", TONES[found.fit])
        self._fact.setText(trait_text(found))
        self.setAccessibleName(spoken_trait(found))


def _answer_of(found: TraitFit) -> Answer:
    return {Fit.MATCHED: Answer.YES, Fit.NOT_MATCHED: Answer.NO}.get(found.fit, Answer.UNKNOWN)
