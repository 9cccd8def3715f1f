"""Edits one criterion of the qualification."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from pisteur.domain.qualification import Criterion
from pisteur.domain.selling_inputs import CriterionInput
from pisteur.i18n import _
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.typed import typed_text

BLOCK_HEIGHT = 96
LETTER_WIDTH = 132


class CriterionDialog(FormDialog):
    """A criterion; `submitted` carries a `CriterionInput`."""

    def __init__(self, criterion: Criterion | None, parent: QWidget | None = None) -> None:
        title = _("Edit the criterion") if criterion else _("New criterion")
        super().__init__(title, accept_text=_("Save"), parent=parent)
        self.setObjectName("criterion-dialog")
        self.setMinimumWidth(680)
        start = _input(criterion)
        self.name = _line("criterion-name", start.name)
        self.letter = _line("criterion-letter", start.letter)
        self.letter.setMaxLength(1)
        self.question = _line("criterion-question", start.question)
        self.guidance = _block("criterion-guidance", start.guidance)
        self.prompts = _block("criterion-prompts", start.prompts)
        self.find_out = _line("criterion-find-out", start.find_out)
        self.required = QCheckBox(_("Required: without a yes, a lead is no prospect"))
        self.required.setObjectName("criterion-required")
        self.required.setChecked(start.required)
        # Says what is wrong with the tick above it.
        self._problem = make_label("", "error", wrap=True)
        self._problem.setObjectName("criterion-problem")
        self._problem.hide()
        self._arrange(criterion is not None)
        self._start = self.read()
        self.name.setFocus()

    def read(self) -> CriterionInput:
        """Return the criterion as it shall be."""
        return CriterionInput(
            name=self.name.text(),
            question=self.question.text(),
            letter=self.letter.text(),
            guidance=typed_text(self.guidance),
            prompts=typed_text(self.prompts),
            find_out=self.find_out.text(),
            required=self.required.isChecked(),
        )

    def has_unsaved(self) -> bool:
        return self.read() != self._start

    def show_problem(self, name: str, text: str) -> bool:
        if name != "required":
            return super().show_problem(name, text)
        self._problem.setText(text)
        self._problem.show()
        self.required.setAccessibleDescription(text)
        self.required.setFocus()
        return True

    def clear_errors(self) -> None:
        super().clear_errors()
        self._problem.hide()
        self.required.setAccessibleDescription("")

    def _arrange(self, known: bool) -> None:
        self.letter.setPlaceholderText("" if known else _("by itself"))
        fields = {
            "name": Field(_("Name"), self.name),
            "letter": Field(_("Letter on cards"), self.letter),
            "question": Field(
                _("The question you ask yourself"),
                self.question,
                hint=_("Yes must be the good answer."),
            ),
            "guidance": Field(_("What counts as a yes"), self.guidance),
            "prompts": Field(_("Questions to ask them, one per line"), self.prompts),
            "find_out": Field(
                _("What to do when you don’t know yet"),
                self.find_out,
                hint=_("Becomes the next action, such as “Ask for the budget”."),
            ),
        }
        fields["letter"].setFixedWidth(LETTER_WIDTH)
        self.show_fields(fields)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        top = QGridLayout()
        top.setHorizontalSpacing(12)
        top.addWidget(fields["name"], 0, 0)
        top.addWidget(fields["letter"], 0, 1)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addWidget(fields["question"], 1, 0, 1, 2)
        grid.addWidget(fields["guidance"], 2, 0)
        grid.addWidget(fields["prompts"], 2, 1)
        grid.addWidget(fields["find_out"], 3, 0, 1, 2)
        self.body.addLayout(grid)
        self.body.addWidget(self.required)
        self.body.addWidget(self._problem)
        if known:
            note = _("Qualifications already made keep the verdict of their day.")
            self.body.addWidget(make_label(note, "label", wrap=True))


def _input(criterion: Criterion | None) -> CriterionInput:
    if criterion is None:
        return CriterionInput("", "")
    return CriterionInput(
        name=criterion.name,
        question=criterion.question,
        letter=criterion.letter,
        guidance=criterion.guidance,
        prompts=criterion.prompts,
        find_out=criterion.find_out,
        required=criterion.required,
    )


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName(name)
    return made


def _block(name: str, text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(BLOCK_HEIGHT)
    return made
