"""The page of the day as one flat list for a view: headers of groups, and what is in them.

Not for painting: the delegate of the page reads `ROW`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import Qt as QtGuiQt

from pisteur.domain.today_snapshots import DealView, FollowUpView, RequalifyView, TodaySnapshot
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import _, isolated, ngettext, pgettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.recurrence_words import repeats_sentence

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole + 1


class Group(StrEnum):
    """The groups, in the order of the page."""

    WITHOUT_ACTION = "without_action"
    WOKEN = "woken"
    LOST_TO_ASK = "lost_to_ask"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    THIS_WEEK = "this_week"
    REQUALIFY = "requalify"


@dataclass(frozen=True, slots=True)
class TodayHeader:
    """The line above a group."""

    group: Group
    title: str


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One thing that waits for the user, in words.

    Attributes:
        action: the planned action; None for a deal that has none or that woke.
        chip, chip_kind: when, and the kind of pill that says so.
        title: what is to be done, or which deal.
        who: company and name.
        amount, phone, email: as shown; empty when there is none.
        reach, reach_icon: the number or address that the action asks for, and its icon.
        button: the words on the button of a deal; empty for an action, which has a tick.
        hint: everything in several lines.
        repeats: when it comes again, as a sentence; empty for once.
    """

    group: Group
    contact_id: int
    opportunity_id: int | None
    action: FollowUpView | None
    chip: str
    chip_kind: str
    title: str
    who: str
    amount: str
    phone: str
    email: str
    reach: str
    reach_icon: str
    button: str
    hint: str
    repeats: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What stays the same when the page is read again."""
        if self.action is not None:
            return "follow_up", self.action.id
        if self.group is Group.REQUALIFY:
            return "contact", self.contact_id
        return "deal", self.opportunity_id or 0

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (
            *(self.title, self.chip, self.repeats, self.who, self.amount, self.reach),
            self.button,
        )
        return ", ".join(part for part in parts if part)


Line = TodayHeader | TodayRow


# Put together once: each paint of a row asks for it.
_OF_ROWS = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)


class TodayModel(QAbstractListModel):
    """The lines of the page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show(self, snapshot: TodaySnapshot) -> bool:
        """Take the lines of `snapshot`; says whether anything changed."""
        return self.show_lines(lines_of(snapshot))

    def show_lines(self, lines: tuple[Line, ...]) -> bool:
        """Take lines that were made on the worker; says whether anything changed."""
        if lines == self._lines:
            return False
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()
        return True

    def line(self, index: Index) -> TodayRow | None:
        """Return what stands at `index`; None for a header or for nothing."""
        if not index.isValid():
            return None
        found = self._lines[index.row()]
        return found if isinstance(found, TodayRow) else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, from the top."""
        return self._lines

    def keys(self) -> list[tuple[str, int] | None]:
        """Return the key of each line, None for a header."""
        return [line.key if isinstance(line, TodayRow) else None for line in self._lines]

    # Qt.

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index, /) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        # Keys jump over what is not enabled.
        if self.line(index) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return _OF_ROWS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case _ if role == ROW:
                return line
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken if isinstance(line, TodayRow) else line.title
            case Qt.ItemDataRole.ToolTipRole if isinstance(line, TodayRow):
                return QtGuiQt.convertFromPlainText(line.hint)
            case _:
                return None


def lines_of(snapshot: TodaySnapshot) -> tuple[Line, ...]:
    """Return the lines of the page; there may be thousands, so not on the window's thread."""
    return tuple(_lines(snapshot))


def _lines(snapshot: TodaySnapshot) -> Iterator[Line]:
    today = snapshot.today
    groups: tuple[tuple[Group, str, Iterable[TodayRow]], ...] = (
        (
            Group.WITHOUT_ACTION,
            _("Deals without next action"),
            (_without_action(deal) for deal in snapshot.without_action),
        ),
        (Group.WOKEN, _("Back from standby"), (_woken(deal, today) for deal in snapshot.woken)),
        (
            Group.LOST_TO_ASK,
            _("Lost, worth asking again"),
            (_lost_to_ask(deal, today) for deal in snapshot.lost_to_ask),
        ),
        (Group.OVERDUE, _("Late"), (_action(f, Group.OVERDUE, today) for f in snapshot.overdue)),
        (
            Group.DUE_TODAY,
            _("Today"),
            (_action(f, Group.DUE_TODAY, today) for f in snapshot.due_today),
        ),
        (
            Group.THIS_WEEK,
            _("This week"),
            (_action(f, Group.THIS_WEEK, today) for f in snapshot.this_week),
        ),
        (
            Group.REQUALIFY,
            _("To qualify again: what they said may have changed"),
            (_requalify(view, today) for view in snapshot.requalify),
        ),
    )
    for group, title, rows in groups:
        for place, row in enumerate(rows):
            if place == 0:
                yield TodayHeader(group, title)
            yield row


def _action(view: FollowUpView, group: Group, today: date) -> TodayRow:
    at = view.due_time
    reach, reach_icon = _reach(view.phone, view.email, writes=view.kind is FollowUpKind.EMAIL)
    chip = (
        formats.clock(at)
        if at is not None and view.due_on == today
        else formats.due_text(view.due_on, today, at if view.due_on > today else None)
    )
    repeats = repeats_sentence(view.rrule, from_done=view.recurs_from_done)
    return TodayRow(
        group=group,
        contact_id=view.contact_id,
        opportunity_id=view.opportunity_id,
        action=view,
        chip=_("Objected") if view.objected else chip,
        chip_kind="late" if view.objected else formats.due_kind(view.due_on, today),
        title=view.title,
        who=_who(view.company, view.contact_name),
        amount=_amount(view.amount_cents),
        phone=view.phone,
        email=view.email,
        reach=reach,
        reach_icon=reach_icon,
        button="",
        hint=_hint(
            view.title,
            label(view.kind),
            formats.sentence_start(formats.long_date(view.due_on, today)),
            formats.clock(at) if at is not None else "",
            repeats,
            _who(view.company, view.contact_name),
            view.deal_title,
            formats.phone(view.phone),
            view.email,
            view.note,
        ),
        repeats=repeats,
    )


def _without_action(deal: DealView) -> TodayRow:
    return _deal(
        deal, Group.WITHOUT_ACTION, pgettext("Today", "to plan"), "today", _("Plan…"), woke=""
    )


def _woken(deal: DealView, today: date) -> TodayRow:
    since = deal.standby_until or today
    days = (today - since).days
    woke = (
        formats.counted(
            ngettext("On standby until {count} day ago", "On standby until {count} days ago", days),
            days,
        )
        if days
        else _("On standby until today")
    )
    return _deal(
        deal,
        Group.WOKEN,
        formats.due_text(since, today),
        formats.due_kind(since, today),
        _("Take up again"),
        woke=woke,
    )


def _lost_to_ask(deal: DealView, today: date) -> TodayRow:
    since = deal.wake_on or today
    return _deal(
        deal,
        Group.LOST_TO_ASK,
        formats.due_text(since, today),
        formats.due_kind(since, today),
        _("Take up again"),
        woke=_("Lost: {reason}").format(reason=deal.lost_reason),
    )


def _requalify(view: RequalifyView, today: date) -> TodayRow:
    who = _who(view.company, view.contact_name, leave_out=view.title)
    reach, reach_icon = _reach(view.phone, view.email)
    said = _("Last qualified on {date}").format(date=formats.full_date(view.qualified_on))
    return TodayRow(
        group=Group.REQUALIFY,
        contact_id=view.contact_id,
        opportunity_id=view.opportunity_id,
        action=None,
        chip=formats.ago(view.qualified_on, today),
        chip_kind="today",
        title=view.title,
        who=who or said,
        amount=_amount(view.amount_cents),
        phone=view.phone,
        email=view.email,
        reach=reach,
        reach_icon=reach_icon,
        button=_("Qualify again…"),
        hint=_hint(view.title, who, said, formats.phone(view.phone), view.email),
    )


def _deal(
    deal: DealView, group: Group, chip: str, kind: str, button: str, *, woke: str
) -> TodayRow:
    who = _who(deal.company, deal.contact_name, leave_out=deal.title)
    reach, reach_icon = _reach(deal.phone, deal.email)
    return TodayRow(
        group=group,
        contact_id=deal.contact_id,
        opportunity_id=deal.id,
        action=None,
        chip=chip,
        chip_kind=kind,
        title=deal.title,
        who=who or deal.stage_name,
        amount=_amount(deal.amount_cents),
        phone=deal.phone,
        email=deal.email,
        reach=reach,
        reach_icon=reach_icon,
        button=button,
        hint=_hint(deal.title, who, deal.stage_name, woke, formats.phone(deal.phone), deal.email),
    )


def _who(company: str, name: str, *, leave_out: str = "") -> str:
    parts = dict.fromkeys(part for part in (company, name) if part and part != leave_out)
    return " · ".join(map(isolated, parts))


def _amount(cents: int | None) -> str:
    return "" if cents is None else formats.money(cents)


def _reach(phone: str, email: str, *, writes: bool = False) -> tuple[str, str]:
    if email and (writes or not phone):
        return email, "mail"
    return (formats.phone(phone), "phone") if phone else ("", "")


def _hint(*lines: str) -> str:
    return "\n".join(line for line in dict.fromkeys(lines) if line)
