"""Edits one trait of the ideal customer."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.profile import Trait, TraitKind, read_values
from pisteur.domain.selling_inputs import TraitInput
from pisteur.domain.traits import BuyerKind, NafVersion, buyer_kinds
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.trait_texts import naf_version, typed_values
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.sectors import SectorsEditor
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.toggles import Toggles

TYPED = (TraitKind.SIZE, TraitKind.AREA, TraitKind.TAG)


class TraitDialog(FormDialog):
    """A trait; `submitted` carries a `TraitInput`. What it is about is chosen once."""

    def __init__(self, trait: Trait | None, parent: QWidget | None = None) -> None:
        title = _("Edit the trait") if trait else _("New trait of the ideal customer")
        note = label(trait.kind) if trait else ""
        super().__init__(title, accept_text=_("Save"), note=note, parent=parent)
        self.setObjectName("trait-dialog")
        self.setMinimumWidth(560)
        start = trait or Trait(0, TraitKind.BUYER)
        self.kinds = Chips([(own, label(own)) for own in TraitKind], start.kind, name="trait-kind")
        self._kind_field = Field(_("What it is about"), self.kinds)
        if trait is not None:
            self._kind_field.hide()
        self._make_editors(start)
        for part in (self._kind_field, *self._values.values(), self._name_field):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.kinds.chosen.connect(self._show_kind)
        self._show_kind(start.kind)
        self._start = self.read()
        (self._values.get(start.kind, self._name_field) if trait else self.kinds).setFocus()

    @property
    def kind(self) -> TraitKind:
        """What the trait is about."""
        return TraitKind(str(self.kinds.value))

    def read(self) -> TraitInput:
        """Return the trait as it shall be."""
        return TraitInput(self.kind, self.name.text(), self._typed(), self.sectors.version)

    def has_unsaved(self) -> bool:
        return self.read() != self._start

    def _typed(self) -> str:
        if self.kind is TraitKind.BUYER:
            return ", ".join(self.buyers.values)
        if self.kind is TraitKind.SECTOR:
            return self.sectors.text
        return self.lines[self.kind].text() if self.kind in TYPED else ""

    def _make_editors(self, start: Trait) -> None:
        kind, accepted = start.kind, start.accepted
        chosen = buyer_kinds(accepted) if kind is TraitKind.BUYER else frozenset()
        self.buyers = Toggles([(own, label(own)) for own in BuyerKind], chosen, name="trait-buyers")
        typed = typed_values(kind, accepted)
        self.sectors = SectorsEditor(
            typed if kind is TraitKind.SECTOR else "", naf_version(accepted), name="trait-sectors"
        )
        self.lines = {own: QLineEdit(typed if own is kind else "") for own in TYPED}
        for own, line in self.lines.items():
            line.setObjectName(f"trait-{own}")
            line.setPlaceholderText(_EXAMPLES[own])
            line.editingFinished.connect(self._check)
        several = _("Several fit? Separate them by commas: one is enough.")
        self._values = {
            TraitKind.BUYER: Field(_("They are"), self.buyers, hint=_("One of them is enough.")),
            TraitKind.SECTOR: Field(_("Trades, in words or NAF codes"), self.sectors, hint=several),
            TraitKind.SIZE: Field(
                _("How many people work there"), self.lines[TraitKind.SIZE], hint=several
            ),
            TraitKind.AREA: Field(
                _("Departments, or how postal codes begin"),
                self.lines[TraitKind.AREA],
                hint=several,
            ),
            TraitKind.TAG: Field(
                _("Tags that you stick on such contacts"), self.lines[TraitKind.TAG], hint=several
            ),
        }
        self.name = QLineEdit(start.name)
        self.name.setObjectName("trait-name")
        self._name_field = Field("", self.name)

    def _show_kind(self, chosen: object) -> None:
        kind = TraitKind(str(chosen))
        self.clear_errors()
        for own, field in self._values.items():
            field.setVisible(own is kind)
        free = kind is TraitKind.FREE
        self._name_field.set_label(
            _("What you look for, to be answered yes or no")
            if free
            else _("Your words for it, if you like")
        )
        self.name.setPlaceholderText(_("Sells online") if free else "")
        shown = {"name": self._name_field}
        if not free:
            shown["accepted"] = self._values[kind]
        self.show_fields(shown)

    def _check(self) -> None:
        """Say beside the field what is not understood, before it is sent."""
        if self.kind not in TYPED:
            return
        unreadable = read_values(self.kind, self._typed(), NafVersion.REV2).unreadable
        error = DomainError("trait.unreadable", values=", ".join(unreadable))
        self.fields["accepted"].set_error(error_text(error) if unreadable else None)


_EXAMPLES = {TraitKind.SIZE: "1-9, 10-49", TraitKind.AREA: "35, 22, 2A", TraitKind.TAG: ""}
