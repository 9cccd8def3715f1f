"""Message templates as the user has made them, and what it takes to write to someone.

One that ships or is in use is put away instead of deleted: cadences and actions name it by key.
Nothing is sent from here, nor noted: the journal does that once the user says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from pisteur.domain import settings
from pisteur.domain.errors import DomainError
from pisteur.domain.snapshots import ContactView, OpportunityView
from pisteur.domain.templates import Template
from pisteur.domain.text import clean_block, clean_line, fold
from pisteur.domain.writing import (
    Facts,
    Situation,
    TemplateInput,
    TemplateView,
    Writing,
    propose,
)
from pisteur.i18n import LANGUAGES, _, current_language
from pisteur.services.contact_view import ContactViewService
from pisteur.services.ordering import next_position, set_order
from pisteur.services.selling_defaults import SellingDefaults, selling_defaults
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import CadenceStepRow, FollowUp, TemplateRow


class TemplatesService:
    """Reads and edits the templates."""

    def __init__(self, workspace: Workspace, contact_view: ContactViewService) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._contact_view = contact_view

    # Reading.

    def templates(self) -> tuple[TemplateView, ...]:
        """Return every template in its order, those put away included."""
        shipped = {own.key: own for own in _defaults().templates}
        found = self._db.rows(
            "SELECT id, key, name, subject, body, put_away FROM templates ORDER BY position, id"
        )
        return tuple(
            TemplateView(row[0], row[1], row[2], row[3], row[4], bool(row[5]), shipped.get(row[1]))
            for row in found
        )

    def sample(self) -> tuple[Facts, Mapping[str, str]]:
        """Return someone made up, with the user's own details, to show templates with."""
        today = self._workspace.clock.today()
        dated = _defaults().sample._replace(
            quoted_on=today - timedelta(days=7),
            quote_expires_on=today + timedelta(days=23),
            last_sale_on=today - timedelta(days=400),
        )
        return self._with_mine(dated), _hellos()

    def writing(
        self, contact_id: int, opportunity_id: int | None = None, follow_up_id: int | None = None
    ) -> Writing:
        """Return what it takes to write to a contact about one of its deals.

        The template that the action names comes first, then those that fit the situation, then
        the others in the user's order.

        Raises:
            DomainError: `record.gone`.
        """
        view = self._contact_view.contact(contact_id)
        action = next((own for own in view.follow_ups if own.id == follow_up_id), None)
        if follow_up_id is not None and action is None:
            raise DomainError("record.gone")
        if action is not None and opportunity_id is None:
            opportunity_id = action.opportunity_id
        deal = next((own for own in view.opportunities if own.id == opportunity_id), None)
        facts = self._facts(view, deal)
        wanted: list[str] = [action.template] if action and action.template else []
        wanted += propose(_situation(view, deal, facts), self._workspace.clock.today())
        offered = {own.key: own for own in self.templates() if not own.put_away}
        first = [key for key in dict.fromkeys(wanted) if key in offered]
        rest = [key for key in offered if key not in first]
        return Writing(
            contact_id=contact_id,
            opportunity_id=opportunity_id,
            follow_up_id=action.id if action else None,
            follow_up_title=action.title if action else "",
            name=view.display_name,
            company=view.company,
            points=view.points,
            templates=tuple(_template(offered[key]) for key in (*first, *rest)),
            proposed=len(first),
            facts=facts,
            hellos=_hellos(),
            persistence=view.persistence,
        )

    def offered(self) -> tuple[Template, ...]:
        """Return the templates in use, in the user's order."""
        return tuple(_template(own) for own in self.templates() if not own.put_away)

    def facts(
        self, contact_id: int, opportunity_id: int | None = None
    ) -> tuple[Facts, Mapping[str, str]]:
        """Return what the fields of a text stand for, and how a greeting begins, by language.

        Raises:
            DomainError: `record.gone`.
        """
        view = self._contact_view.contact(contact_id)
        deal = next((own for own in view.opportunities if own.id == opportunity_id), None)
        return self._facts(view, deal), _hellos()

    def _facts(self, view: ContactView, deal: OpportunityView | None) -> Facts:
        found = self._db.rows(
            "SELECT coalesce(f.name, ''), o.quote_reference, o.quoted_on, o.quote_expires_on"
            " FROM opportunities o LEFT JOIN offers f ON f.id = o.offer_id WHERE o.id = ?",
            (deal.id if deal else None,),
        )
        offer, reference, quoted, expires = found[0] if found else ("", "", None, None)
        facts = Facts(
            civility=view.civility,
            given_name=view.given_name,
            family_name=view.family_name,
            company=view.company,
            city=view.city,
            deal=(deal.title if deal else "") or offer,
            amount_cents=deal.amount_cents if deal else None,
            offer=offer,
            quote_reference=reference,
            quoted_on=_day(quoted),
            quote_expires_on=_day(expires),
            last_sale_on=_last_sale(view),
            source=view.source or view.list_name,
        )
        return self._with_mine(facts)

    def _with_mine(self, facts: Facts) -> Facts:
        setting = self._workspace.setting
        return facts._replace(
            my_name=setting(settings.MY_NAME),
            my_company=setting(settings.MY_COMPANY),
            my_trade=setting(settings.MY_TRADE),
            my_phone=setting(settings.MY_PHONE),
        )

    # Writing.

    def add(self, given: TemplateInput) -> Done[int]:
        """Add a template at the end; returns its id.

        Raises:
            DomainError: `template.name_missing`, `template.name_taken` beside `name`,
                `template.body_missing` beside `body`.
        """
        with self._db.step("") as step:
            position = next_position(step.session, TemplateRow)
            row = TemplateRow(name="", position=position)
            self._put(step.session, row, given)
            step.label = _("Add the template “{name}”").format(name=row.name)
        return Done(row.id, step.changes)

    def edit(self, template_id: int, given: TemplateInput) -> Done[None]:
        """Change a template, or take it out of what is offered, or back.

        Raises:
            DomainError: as `add`, and `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, TemplateRow, template_id)
            self._put(step.session, row, given)
            step.label = _("Edit the template “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def _put(self, session: Session, row: TemplateRow, given: TemplateInput) -> None:
        row.name, row.subject = clean_line(given.name), clean_line(given.subject)
        row.body, row.put_away = clean_block(given.body), int(given.put_away)
        if not row.name:
            raise DomainError("template.name_missing", field="name")
        if not row.body:
            raise DomainError("template.body_missing", field="body")
        with session.no_autoflush:
            others = session.exec(select(TemplateRow.id, TemplateRow.name)).all()
        if any(fold(name) == fold(row.name) and own != row.id for own, name in others):
            raise DomainError("template.name_taken", field="name", name=row.name)
        session.add(row)
        session.flush()

    def order(self, ids: Sequence[int]) -> Done[None]:
        """Put the templates in the order of `ids`.

        Raises:
            DomainError: `record.gone` when they are not those that there are.
        """
        with self._db.step(_("Reorder the templates")) as step:
            rows = step.session.exec(select(TemplateRow)).all()
            set_order(rows, ids)
        return Done(None, step.changes)

    def remove(self, template_id: int) -> Done[bool]:
        """Delete a template, or put it away when it ships or is in use.

        Returns:
            Whether it is kept, out of sight.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, TemplateRow, template_id)
            kept = _in_use(step.session, row.key)
            if kept:
                row.put_away = 1
                step.session.add(row)
                step.label = _("Put the template “{name}” away").format(name=row.name)
            else:
                step.label = _("Delete the template “{name}”").format(name=row.name)
                step.session.delete(row)
        return Done(kept, step.changes)


def _in_use(session: Session, key: str) -> bool:
    if any(own.key == key for own in _defaults().templates):
        return True
    steps = select(CadenceStepRow.id).where(CadenceStepRow.template == key)
    planned = select(FollowUp.id).where(
        FollowUp.template == key,
        col(FollowUp.done_at).is_(None),
        col(FollowUp.cancelled_at).is_(None),
    )
    return any(session.exec(which.limit(1)).first() is not None for which in (steps, planned))


def _situation(view: ContactView, deal: OpportunityView | None, facts: Facts) -> Situation:
    persistence = view.persistence
    return Situation(
        status=view.reason.status,
        state=deal.state if deal else None,
        quoted_on=facts.quoted_on,
        sold_on=facts.last_sale_on,
        known=bool(persistence.last_attempt_on or persistence.last_reply_on),
        reached=persistence.reached,
    )


def _last_sale(view: ContactView) -> date | None:
    standing = (sale.accepted_on for sale in view.sales if sale.cancelled_on is None)
    return max(standing, default=None)


def _template(view: TemplateView) -> Template:
    return Template(view.key, view.name, view.subject, view.body)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _defaults() -> SellingDefaults:
    return selling_defaults(current_language())


def _hellos() -> dict[str, str]:
    return {language: selling_defaults(language).hello for language in LANGUAGES}
