"""Pipelines and their columns: add, rename, order, recolour, delete with where the cards go.

Each zone of a pipeline keeps at least one column, so that every deal has somewhere to be.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pisteur.domain.board import PipelineName
from pisteur.domain.errors import DomainError
from pisteur.domain.pipelines import (
    AddStage,
    PipelineSetup,
    StageInput,
    StageSetup,
)
from pisteur.domain.text import clean_line
from pisteur.domain.words import StageColour, Zone
from pisteur.i18n import _, ngettext
from pisteur.services.board import read_pipelines, read_stages
from pisteur.services.cards import Cards
from pisteur.services.opening import shipped_defaults
from pisteur.services.ordering import next_position, set_order
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Opportunity, Pipeline, Stage

MOST_STALE_DAYS = 365


class PipelinesService:
    """Commands on pipelines and columns."""

    def __init__(self, workspace: Workspace, cards: Cards) -> None:
        self._db = workspace.db
        self._cards = cards

    def setup(self) -> tuple[PipelineSetup, ...]:
        """Return every pipeline with its columns, in the order of the board."""
        counts = dict(
            self._db.rows("SELECT stage_id, count(*) FROM opportunities GROUP BY stage_id")
        )
        measured = "SELECT id FROM stages s WHERE EXISTS (SELECT 1 FROM stage_passages p"
        measured_ids = {row[0] for row in self._db.rows(f"{measured} WHERE p.stage_id = s.id)")}
        percents = dict(self._db.rows("SELECT id, default_percent FROM stages"))
        return tuple(
            PipelineSetup(
                pipeline.id,
                pipeline.name,
                tuple(
                    StageSetup(
                        stage.id,
                        pipeline.id,
                        stage.name,
                        stage.zone,
                        StageColour(stage.colour),
                        stage.stale_days,
                        percents[stage.id],
                        counts.get(stage.id, 0),
                        stage.id in measured_ids,
                    )
                    for stage in read_stages(self._db.raw, pipeline.id)
                ),
            )
            for pipeline in read_pipelines(self._db.raw)
        )

    def others(self, opportunity_id: int) -> tuple[PipelineName, ...]:
        """Return the pipelines that a deal is not in.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._db.rows(
            "SELECT s.pipeline_id FROM opportunities o JOIN stages s ON s.id = o.stage_id"
            " WHERE o.id = ?",
            (opportunity_id,),
        )
        if not found:
            raise DomainError("record.gone")
        return tuple(own for own in read_pipelines(self._db.raw) if own.id != found[0][0])

    # Pipelines.

    def add(self, name: str) -> Done[int]:
        """Add a pipeline with the columns that Pisteur ships; returns its id.

        Raises:
            DomainError: `pipeline.name_missing`, `pipeline.name_taken` beside `name`.
        """
        with self._db.step("") as step:
            session = step.session
            made = Pipeline(
                name=self._pipeline_name(session, name), position=next_position(session, Pipeline)
            )
            session.add(made)
            session.flush()
            for position, stage in enumerate(shipped_defaults()["stages"]):
                session.add(Stage(**stage, position=position, pipeline_id=made.id))
            step.label = _("Add the pipeline “{name}”").format(name=made.name)
        return Done(made.id, step.changes)

    def rename(self, pipeline_id: int, name: str) -> Done[None]:
        """Rename a pipeline.

        Raises:
            DomainError: as of `add`; `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, Pipeline, pipeline_id)
            row.name = self._pipeline_name(step.session, name, but=pipeline_id)
            step.session.add(row)
            step.label = _("Rename the pipeline “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def reorder(self, ids: Sequence[int]) -> Done[None]:
        """Put the pipelines in the order of `ids`.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step(_("Reorder the pipelines")) as step:
            set_order(step.session.exec(select(Pipeline)).all(), ids)
        return Done(None, step.changes)

    def delete(self, pipeline_id: int, target_id: int | None = None) -> Done[None]:
        """Delete a pipeline; its cards go to the same zones of the pipeline `target_id`.

        There, as when deals move, to the column of the same name, else to the zone's first.

        Raises:
            DomainError: `record.gone`, `pipeline.last`; `pipeline.has_cards` beside `target`
                when it has cards and no target is given.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, Pipeline, pipeline_id)
            if len(session.exec(select(Pipeline)).all()) == 1:
                raise DomainError("pipeline.last")
            stages = session.exec(select(Stage).where(Stage.pipeline_id == pipeline_id)).all()
            for stage in stages:
                cards = self._cards_in(session, stage.id)
                if cards and target_id in (None, pipeline_id):
                    raise DomainError("pipeline.has_cards", field="target", name=row.name)
                if cards and target_id is not None:
                    goes_to = self._cards.counterpart(stage, target_id)
                    self._cards.place(session, cards, goes_to, None)
            session.flush()
            for stage in stages:
                session.delete(stage)
            session.flush()
            session.delete(row)
            step.label = _("Delete the pipeline “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def move_deals(self, opportunity_ids: Sequence[int], pipeline_id: int) -> Done[str]:
        """Move deals to another pipeline, each within the zone that it is in.

        To the column of the same name, so that a quote that was sent stays sent, else to the
        zone's first. No gate stands between. Returns the name of the pipeline.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            session = step.session
            target = required(session, Pipeline, pipeline_id)
            cards = [required(session, Opportunity, i) for i in opportunity_ids]
            by_stage: dict[int, list[Opportunity]] = {}
            for card in cards:
                by_stage.setdefault(card.stage_id, []).append(card)
            for stage_id, own in by_stage.items():
                stage = self._cards.stage(stage_id)
                if stage.pipeline_id != pipeline_id:
                    goes_to = self._cards.counterpart(stage, pipeline_id)
                    self._cards.place(session, own, goes_to, None)
            text = ngettext(
                "Move “{title}” to the pipeline “{name}”",
                "Move {count} cards to the pipeline “{name}”",
                len(cards),
            )
            title = self._cards.title_of(cards[0]) if cards else ""
            step.label = text.format(title=title, count=len(cards), name=target.name)
        return Done(target.name, step.changes)

    # Columns.

    def add_stage(self, command: AddStage) -> Done[int]:
        """Add a column; returns its id.

        Raises:
            DomainError: `record.gone`, or what is wrong with the column (see `edit_stage`).
        """
        with self._db.step("") as step:
            session = step.session
            required(session, Pipeline, command.pipeline_id)
            row = Stage(
                name="", zone=command.zone.value, position=0, pipeline_id=command.pipeline_id
            )
            self._fill(session, row, command.stage)
            order = self._stages(session, command.pipeline_id)
            session.add(row)
            session.flush()
            of_zone = [stage.id for stage in order if stage.zone == command.zone]
            before = command.before_id if command.before_id in of_zone else None
            ids = [stage.id for stage in order]
            if before is not None:
                place = ids.index(before)
            else:
                place = ids.index(of_zone[-1]) + 1 if of_zone else len(ids)
            ids.insert(place, row.id)
            set_order([*order, row], ids)
            step.label = _("Add the column “{name}”").format(name=row.name)
        return Done(row.id, step.changes)

    def edit_stage(self, stage_id: int, given: StageInput) -> Done[None]:
        """Change everything of a column but its place.

        Raises:
            DomainError: `stage.name_missing`, `stage.name_taken` beside `name`;
                `stage.days_invalid` beside `stale_days`, `stage.percent_invalid` beside
                `default_percent`; `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, Stage, stage_id)
            self._fill(step.session, row, given)
            step.session.add(row)
            step.label = _("Edit the column “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def rename_stage(self, stage_id: int, name: str) -> Done[None]:
        """Rename a column.

        Raises:
            DomainError: `stage.name_missing`, `stage.name_taken` beside `name`, `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, Stage, stage_id)
            row.name = self._stage_name(step.session, name, row)
            step.session.add(row)
            step.label = _("Rename the column “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def recolour_stage(self, stage_id: int, colour: StageColour) -> Done[None]:
        """Give a column another colour.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, Stage, stage_id)
            row.colour = colour.value
            step.session.add(row)
            step.label = _("Change the colour of “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def shift_stage(self, stage_id: int, by: int) -> Done[None]:
        """Move a column within its zone, by places: -1 to the left; at the edge it stays.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, Stage, stage_id)
            order = self._stages(step.session, row.pipeline_id)
            of_zone = [stage.id for stage in order if stage.zone == row.zone]
            place = of_zone.index(row.id)
            of_zone.insert(min(max(place + by, 0), len(of_zone) - 1), of_zone.pop(place))
            wanted = iter(of_zone)
            ids = [next(wanted) if stage.zone == row.zone else stage.id for stage in order]
            set_order(order, ids)
            step.label = _("Move the column “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def reorder_stages(self, pipeline_id: int, ids: Sequence[int]) -> Done[None]:
        """Put the columns of a pipeline in the order of `ids`; each stays in its zone.

        Raises:
            DomainError: `record.gone`; `stage.leaves_zone` when `ids` mix the zones.
        """
        with self._db.step(_("Reorder the columns")) as step:
            order = self._stages(step.session, pipeline_id)
            zones = {stage.id: stage.zone for stage in order}
            if [zones.get(i) for i in ids] != [stage.zone for stage in order]:
                raise DomainError("stage.leaves_zone")
            set_order(order, ids)
        return Done(None, step.changes)

    def delete_stage(self, stage_id: int, target_id: int | None = None) -> Done[None]:
        """Delete a column; its cards go to the column `target_id` of the same zone.

        Raises:
            DomainError: `record.gone`, `stage.last_in_zone`; `stage.has_cards` beside `target`
                when it has cards and no fitting target is given.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, Stage, stage_id)
            beside = [
                stage.id
                for stage in self._stages(session, row.pipeline_id)
                if stage.zone == row.zone and stage.id != row.id
            ]
            if not beside:
                raise DomainError("stage.last_in_zone", name=row.name)
            cards = self._cards_in(session, row.id)
            if cards and target_id not in beside:
                raise DomainError("stage.has_cards", field="target", name=row.name)
            if cards and target_id is not None:
                self._cards.place(session, cards, self._cards.stage(target_id), None)
                session.flush()
            session.delete(row)
            step.label = _("Delete the column “{name}”").format(name=row.name)
        return Done(None, step.changes)

    # What they share.

    def _stages(self, session: Session, pipeline_id: int) -> list[Stage]:
        """Return the columns of a pipeline in the order of the board."""
        zones = [zone.value for zone in Zone]
        rows = session.exec(select(Stage).where(Stage.pipeline_id == pipeline_id)).all()
        return sorted(rows, key=lambda row: (zones.index(row.zone), row.position, row.id))

    def _cards_in(self, session: Session, stage_id: int) -> Sequence[Opportunity]:
        return session.exec(
            select(Opportunity)
            .where(Opportunity.stage_id == stage_id)
            .order_by(col(Opportunity.rank), col(Opportunity.id))
        ).all()

    def _fill(self, session: Session, row: Stage, given: StageInput) -> None:
        days, percent = given.stale_days, given.default_percent
        if days is not None and not 1 <= days <= MOST_STALE_DAYS:
            raise DomainError("stage.days_invalid", field="stale_days")
        if percent is not None and not 0 <= percent <= 100:
            raise DomainError("stage.percent_invalid", field="default_percent")
        row.name = self._stage_name(session, given.name, row)
        row.colour = given.colour.value
        row.stale_days, row.default_percent = days, percent

    def _stage_name(self, session: Session, typed: str, row: Stage) -> str:
        name = clean_line(typed)
        if not name:
            raise DomainError("stage.name_missing", field="name")
        with session.no_autoflush:
            names = session.exec(
                select(Stage.name).where(
                    Stage.pipeline_id == row.pipeline_id, col(Stage.id).is_not(row.id)
                )
            ).all()
        if name.casefold() in map(str.casefold, names):
            raise DomainError("stage.name_taken", field="name", name=name)
        return name

    def _pipeline_name(self, session: Session, typed: str, but: int | None = None) -> str:
        name = clean_line(typed)
        if not name:
            raise DomainError("pipeline.name_missing", field="name")
        names = session.exec(select(Pipeline.name).where(col(Pipeline.id).is_not(but))).all()
        if name.casefold() in map(str.casefold, names):
            raise DomainError("pipeline.name_taken", field="name", name=name)
        return name
