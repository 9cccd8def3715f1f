"""What is known about the contact itself: address, website, SIRET, source, tags. Folded away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from pisteur.domain.persistence import Persistence
from pisteur.domain.snapshots import ContactView, StatusReason
from pisteur.domain.words import Heat, Status
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.presentation.trait_texts import heads_text, trade_text
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import Changes, link_in_row
from pisteur.ui.panel.sections import FactGrid
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.properties import make_button

NOT_SHOWN = Persistence(0, 0, None, None, 0, date.min)


class ContactFacts(QWidget):
    """Facts under a heading that opens and closes them; they stay as the user left them."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contact-facts")
        self._context = context
        self._contact_id = 0
        self._website = ""
        self._view: ContactView | None = None
        self._changes = Changes()
        self._fold = QToolButton()
        self._fold.setObjectName("fold-facts")
        self._fold.setText(_("About the contact"))
        self._fold.setAccessibleName(_("About the contact"))
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bold = context.theme.fonts.body_bold
        self._fold.setFont(bold)
        self._fold.clicked.connect(self._turn)
        edit = make_button(_("Edit…"), "link", name="edit-contact", compact=True)
        edit.setAccessibleName(_("Edit the contact…"))
        edit.clicked.connect(self._edit)
        self._grid = FactGrid(self)
        self._grid.hide()
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._fold)
        head.addStretch(1)
        head.addWidget(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._grid)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        view = shown.view
        self._contact_id, self._website = view.id, view.website
        self._view = view
        self._show_arrow()
        self._fill()

    def _fill(self) -> None:
        """Say what is known, if it is unfolded."""
        view = self._view
        if view is not None and not self._grid.isHidden() and self._changes.of(_known(view)):
            self._show_facts(view)

    def _show_facts(self, view: ContactView) -> None:
        self._grid.show_facts(
            [
                (_("Name"), " ".join(filter(None, (view.civility, view.name)))),
                (_("Company"), view.company),
                (_("Job title"), view.job_title),
                (_("Nature"), label(view.facts.buyer or view.nature)),
                (_("Trade"), trade_text(view.facts)),
                (_("People there"), heads_text(view.facts)),
                (_("Address"), _address(view)),
                (_("Website"), self._link() if view.website else ""),
                (_("SIRET"), view.siret),
                (_("Source"), view.source),
                (_("List"), view.list_name),
                (_("Tags"), ", ".join(map(isolated, view.tags))),
            ]
        )

    def _link(self) -> QWidget:
        return link_in_row(self._website, self._open_website, name="website")

    def _open_website(self) -> None:
        typed = self._website
        known = typed.lower().startswith(("http://", "https://"))
        self._context.flows.open_link(typed if known else f"https://{typed}")

    def _turn(self) -> None:
        self._grid.setVisible(self._grid.isHidden())
        self._fill()
        self._show_arrow()

    def _show_arrow(self) -> None:
        name = "chevron-right" if self._grid.isHidden() else "chevron-down"
        self._fold.setIcon(icon(name, self._context.theme.tokens.muted))

    def _edit(self) -> None:
        self._context.flows.edit_contact(self._contact_id)


def _known(view: ContactView) -> ContactView:
    """Return only what is shown here, to compare."""
    return replace(
        view,
        heat=Heat.COLD,
        points=(),
        qualification=None,
        reason=StatusReason(Status.LEAD),
        opportunities=(),
        follow_ups=(),
        sales=(),
        journal=(),
        persistence=NOT_SHOWN,
    )


def _address(view: ContactView) -> str:
    city = " ".join(filter(None, (view.postal_code, view.city)))
    return "\n".join(filter(None, (view.street, city, view.country)))
