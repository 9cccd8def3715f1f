"""The head of the panel: status, heat, what can be done, title, who, and the ways to reach them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pisteur.domain.reach import blank_mail_link, phone_link
from pisteur.domain.snapshots import PointView
from pisteur.domain.words import Heat, PointKind
from pisteur.exchange.words import point_word
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.actions import ActionsMenu
from pisteur.ui.panel.capped import CappedLabel
from pisteur.ui.panel.parts import (
    DOT,
    Changes,
    ElidedButton,
    add_action,
    copy_text,
    dot_icon,
    make_tool_button,
)
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_menu_button

# Links that are there before a contact is.
MADE_AT_FIRST = 2


class Header(QWidget):
    """Status pill, heat, the menu of actions; title and who below; then phones and e-mails."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._contact_id = 0
        self._changes = Changes()
        self._status = Pill()
        self._status.setObjectName("status")
        self._heat_menu = QMenu()
        self._heat = make_menu_button("", self._heat_menu, "flat", name="heat", compact=True)
        self._heat.setIconSize(DOT)
        for heat in Heat:
            choice = self._heat_menu.addAction(label(heat))
            choice.setCheckable(True)
            choice.setData(heat)
        self._heat_menu.triggered.connect(self._choose_heat)
        self._actions = ActionsMenu(context)
        self._more = make_tool_button("actions", _("Actions"), self._actions)
        self._title = CappedLabel("title")
        self._title.setObjectName("title")
        self._who = CappedLabel("subtitle")
        self._who.setObjectName("who")
        self._reach = Reach(context, self)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._status)
        top.addStretch(1)
        top.addWidget(self._heat)
        top.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._who)
        column.addSpacing(2)
        column.addWidget(self._reach)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        view, tokens = shown.view, self._context.theme.tokens
        self._contact_id = view.id
        self._status.show_kind(label(view.reason.status), view.reason.status.value)
        self._status.setAccessibleName(
            _("Status: {status}").format(status=label(view.reason.status))
        )
        self._heat.setText(label(view.heat))
        self._heat.setAccessibleName(_("Heat: {heat}").format(heat=label(view.heat)))
        if self._changes.of(view.heat, tokens):
            self._heat.setIcon(dot_icon(getattr(tokens, view.heat.value)))
            for choice in self._heat_menu.actions():
                choice.setChecked(choice.data() == view.heat)
        self._more.setIcon(icon("more", tokens.muted))
        self._actions.present(shown)
        self._title.show_text(isolated(shown.title))
        self._who.show_text(shown.who)
        self._reach.present(shown)

    def _choose_heat(self, choice: QAction) -> None:
        contact_id, heat = self._contact_id, Heat(choice.data())
        self._context.runner.command(lambda s: s.contacts.set_heat((contact_id,), heat))


class Reach(QWidget):
    """Phones and e-mails as links; each can be copied from its menu.

    A link stays, and leads somewhere else when another contact is shown.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._row = FlowLayout(self, gap=4)
        self._links: list[PointLink] = []
        # Nearly everyone has them.
        self._make_links(MADE_AT_FIRST)
        self._changes = Changes()

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        tokens = self._context.theme.tokens
        if not self._changes.of(shown.view.points, shown.view.id, shown.deal_id, tokens):
            return
        points, about = shown.view.points, (shown.view.id, shown.deal_id)
        self._make_links(len(points))
        for number, link in enumerate(self._links):
            link.setHidden(number >= len(points))
            link.setObjectName(f"point-{number}" if number < len(points) else "")
            if number < len(points):
                link.show_point(points[number], about)
        self.setVisible(bool(points))
        self.updateGeometry()

    def _make_links(self, count: int) -> None:
        while len(self._links) < count:
            link = PointLink(self._context, self)
            link.hide()
            self._links.append(link)
            self._row.addWidget(link)


class PointLink(ElidedButton):
    """A phone number, which is called, or an e-mail address, which is written to.

    Its menu has the other ways: to write to a phone, a blank e-mail, a copy.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("link", name="", parent=parent)
        self.setProperty("compact", True)
        self._context = context
        self._point = PointView(PointKind.PHONE, "", "", "")
        self._about: tuple[int, int | None] = (0, None)
        self._text = ""
        self.clicked.connect(self._follow)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self._menu = QMenu(self)
        self._of_phone = add_action(
            self._menu, _("Write a message…"), self._write, name="write-to-phone"
        )
        self._of_mail = add_action(
            self._menu, _("Open a blank e-mail"), self._open, name="blank-mail"
        )
        add_action(self._menu, _("Copy"), self._copy, name="copy")

    def show_point(self, point: PointView, about: tuple[int, int | None]) -> None:
        """Lead to this phone or address, of this contact and deal."""
        self._point, self._about = point, about
        phone = point.kind is PointKind.PHONE
        self._of_phone.setVisible(phone)
        self._of_mail.setVisible(not phone)
        self.setIcon(icon("phone" if phone else "mail", self._context.theme.tokens.muted))
        self._text = formats.phone(point.normalised or point.value) if phone else point.value
        spoken = (_("Call {phone}") if phone else _("Write to {address}")).format(
            phone=self._text, address=self._text
        )
        shown = f"{self._text} ({point_word(point.label)})" if point.label else self._text
        self.show_text(shown, spoken)

    @property
    def url(self) -> str:
        """What the system opens."""
        value = self._point.normalised or self._point.value
        if self._point.kind is PointKind.EMAIL:
            return blank_mail_link(value)
        return phone_link(value)

    def _follow(self) -> None:
        if self._point.kind is PointKind.PHONE:
            self._open()
        else:
            self._write()

    def _open(self) -> None:
        self._context.flows.reach(self._about[0], self.url)

    def _write(self) -> None:
        self._context.flows.write(*self._about, None, self._point.value)

    def _offer(self, place: QPoint) -> None:
        self._menu.popup(self.mapToGlobal(place))

    def _copy(self) -> None:
        copy_text(self._text.replace(formats.NBSP, " "))
