"""The follow-ups after a sale: a box that is ticked, the days they fall on, what is left out."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pisteur.domain.after_sale import AfterSale
from pisteur.i18n import _, isolated, ngettext
from pisteur.presentation.formats import counted, full_date
from pisteur.ui.widgets.properties import make_label


class AfterSaleBox(QWidget):
    """Proposes what `after` plans; hidden when it plans nothing and leaves nothing out.

    Args:
        brief: one line for all days, where there is little room.
    """

    def __init__(
        self,
        after: AfterSale | None,
        today: date,
        *,
        brief: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._brief = brief
        self._after = after
        self._today = today
        self._any = False
        self.box = QCheckBox(_("Plan what follows the sale"))
        self.box.setObjectName("after-sale")
        self.box.setChecked(True)
        self._days = make_label("", "muted", wrap=True)
        self._days.setObjectName("after-sale-days")
        self._days.setContentsMargins(24, 0, 0, 0)
        self._left_out = make_label("", "muted", wrap=True)
        self._left_out.setObjectName("after-sale-left-out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.box)
        column.addWidget(self._days)
        column.addWidget(self._left_out)
        self.box.toggled.connect(self._days.setVisible)

    @property
    def cadence_id(self) -> int | None:
        """The cadence to start, None for none."""
        wanted = self._after is not None and self._any and self.box.isChecked()
        return self._after.cadence_id if wanted and self._after else None

    def show_from(self, start: date) -> None:
        """Show the days counted from the delivery, else the order."""
        found = self._after.plan(start, self._today) if self._after else ()
        self._any = bool(found)
        lines = "\n".join(f"{full_date(day)} · {isolated(title)}" for day, title in found)
        if self._brief and found:
            text = ngettext(
                "{count} action, on {first}", "{count} actions, from {first} to {last}", len(found)
            )
            first, last = full_date(found[0][0]), full_date(found[-1][0])
            lines = counted(text, len(found), first=first, last=last)
        self._days.setText(lines)
        self.box.setAccessibleDescription(lines)
        self.box.setVisible(self._any)
        self._days.setVisible(self._any and self.box.isChecked())
        self._say_left_out(start)
        self.setVisible(self._any or bool(self._left_out.text()))

    def _say_left_out(self, start: date) -> None:
        titles = self._after.left_out(start, self._today) if self._after else ()
        text = _("Not planned, because of an opposition: {titles}")
        self._left_out.setText(
            text.format(titles=", ".join(map(isolated, titles))) if titles else ""
        )
        self._left_out.setContentsMargins(24 if self._any else 0, 0, 0, 0)
        self._left_out.setVisible(bool(titles))
