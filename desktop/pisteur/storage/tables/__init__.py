"""The tables, as SQLModel classes: schema and single records.

Long lists select columns in plain SQL instead (see ARCHITECTURE.md). `table=True` models do not
validate: commands and domain types do. Columns marked *derived* are written by triggers of the
schema in the same transaction as what they derive from (`migrations/triggers_0001.py`), never
by hand. Every table has an integer `id`: the change log relies on it.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from pisteur.storage.tables.deals import (
    BuyingStepVisit,
    DealPerson,
    Opportunity,
    PaymentRow,
    Sale,
    SatisfactionRow,
    Stage,
    StagePassage,
)
from pisteur.storage.tables.doings import Concern, Event, FollowUp, Interaction
from pisteur.storage.tables.parts import new_uid
from pisteur.storage.tables.people import (
    CallSession,
    CallSessionName,
    Contact,
    ContactPoint,
    ContactTag,
    ImportMapping,
    LeadList,
    NotDuplicate,
    Opposition,
    OppositionMark,
    Tag,
)
from pisteur.storage.tables.qualifications import CriterionRow, Qualification, QualificationAnswer
from pisteur.storage.tables.selling import (
    CadenceRow,
    CadenceRun,
    CadenceStepRow,
    CameForRow,
    ContactTrait,
    LossReasonRow,
    OfferRow,
    Pipeline,
    ProfileTrait,
    TemplateRow,
)
from pisteur.storage.tables.settings import SettingRow

__all__ = [
    "TABLE_NAMES",
    "BuyingStepVisit",
    "CadenceRow",
    "CadenceRun",
    "CadenceStepRow",
    "CallSession",
    "CallSessionName",
    "CameForRow",
    "Concern",
    "Contact",
    "ContactPoint",
    "ContactTag",
    "ContactTrait",
    "CriterionRow",
    "DealPerson",
    "Event",
    "FollowUp",
    "ImportMapping",
    "Interaction",
    "LeadList",
    "LossReasonRow",
    "NotDuplicate",
    "OfferRow",
    "Opportunity",
    "Opposition",
    "OppositionMark",
    "PaymentRow",
    "Pipeline",
    "ProfileTrait",
    "Qualification",
    "QualificationAnswer",
    "Sale",
    "SatisfactionRow",
    "SettingRow",
    "Stage",
    "StagePassage",
    "Tag",
    "TemplateRow",
    "new_uid",
]

TABLE_NAMES: tuple[str, ...] = tuple(table.name for table in SQLModel.metadata.sorted_tables)
