"""Every service over one data file, wired by constructor."""

from __future__ import annotations

import warnings

import tzlocal

from pisteur.domain.calendar import Clock, SystemClock
from pisteur.services.answering import AnsweringService
from pisteur.services.archive import ArchiveService
from pisteur.services.buying import BuyingService
from pisteur.services.cadences import CadencesService
from pisteur.services.call_results import CallResults
from pisteur.services.call_sessions import CallSessionsService
from pisteur.services.cards import Cards
from pisteur.services.concerns import ConcernsService
from pisteur.services.contact_list import ContactListService
from pisteur.services.contact_view import ContactViewService
from pisteur.services.contacts import ContactsService
from pisteur.services.criteria import CriteriaService
from pisteur.services.dashboard import DashboardService
from pisteur.services.deal_people import DealPeopleService
from pisteur.services.demo import DemoService
from pisteur.services.dormancy import DormancyService
from pisteur.services.duplicates import DuplicatesService
from pisteur.services.exporting import ExportingService
from pisteur.services.follow_ups import FollowUpsService
from pisteur.services.forecast import ForecastService
from pisteur.services.gates import GateKeeper
from pisteur.services.heat import HeatService
from pisteur.services.importing import ImportingService
from pisteur.services.journal import JournalService
from pisteur.services.lead_lists import LeadListsService
from pisteur.services.likeness import LikenessService
from pisteur.services.mappings import MappingsService
from pisteur.services.merging import MergingService
from pisteur.services.offers import OffersService
from pisteur.services.opportunities import OpportunitiesService
from pisteur.services.oppositions import OppositionsService
from pisteur.services.payments import PaymentsService
from pisteur.services.pipelines import PipelinesService
from pisteur.services.preparation import PreparationService
from pisteur.services.profile import ProfileService
from pisteur.services.qualification import QualificationService
from pisteur.services.quick_search import SearchService
from pisteur.services.quotes import QuotesService
from pisteur.services.reasons import ReasonsService
from pisteur.services.sale_writer import SaleWriter
from pisteur.services.sales import SalesService
from pisteur.services.satisfaction import SatisfactionService
from pisteur.services.segments import SegmentsService
from pisteur.services.settings import SettingsService
from pisteur.services.templates import TemplatesService
from pisteur.services.today import TodayService
from pisteur.services.upkeep import UpkeepService
from pisteur.services.workspace import Done, Workspace
from pisteur.storage.connection import OpenFile
from pisteur.storage.database import Database


class Services:
    """What Pisteur can do with one data file.

    Attributes:
        db: the file; also undo and redo.
        contacts, opportunities, qualification, sales, follow_ups, journal, settings, demo: by noun.
        concerns, templates: questions and objections; messages to write.
        buying: where the buyer of a deal is.
        people: who has a part in a deal beside its contact.
        answering: what follows from an answer.
        cadences, quotes: follow-ups that are planned together, after a quote for instance.
        criteria, profile, offers: what the user sells to whom, as data.
        payments, satisfaction: what comes after a sale.
        contact_list, contact_view, today, preparation: queries of the pages.
        search: finds anything as one types.
        heat, segments, dormancy: what is computed about contacts.
        pipelines: boards and their columns.
        forecast, dashboard: what may come, and what has come of it.
        reasons: why deals are lost, why people come.
        call_sessions: calls made one after the other.
        oppositions: who does not want to be approached, and how.
        lead_lists: where batches of names came from, and what came of them.
        importing, exporting, archive: lists in, files out, everything out and in.
        duplicates, merging: contacts that may be the same, and making one of two.
        upkeep: backups and checks.

    Without a clock or the name of a time zone, the computer's are used.
    """

    def __init__(
        self, file: OpenFile, clock: Clock | None = None, time_zone: str | None = None
    ) -> None:
        self.db = Database(file)
        self.workspace = Workspace(
            self.db, clock or SystemClock(), lambda: time_zone or time_zone_name()
        )
        self.criteria = CriteriaService(self.workspace)
        self.profile = ProfileService(self.workspace)
        self.qualification = QualificationService(self.workspace, self.profile)
        self.offers = OffersService(self.workspace, self.profile)
        sale_writer = SaleWriter(self.workspace)
        self.reasons = ReasonsService(self.workspace)
        gates = GateKeeper(self.workspace, self.qualification, sale_writer)
        cards = Cards(self.workspace, gates)
        self.contacts = ContactsService(self.workspace, cards)
        self.people = DealPeopleService(self.workspace, self.contacts, cards)
        self.opportunities = OpportunitiesService(
            self.workspace,
            self.qualification,
            sale_writer,
            gates,
            cards,
            reasons=self.reasons,
            people=self.people,
        )
        self.cadences = CadencesService(self.workspace, cards)
        self.oppositions = OppositionsService(self.workspace)
        self.lead_lists = LeadListsService(self.workspace, cards)
        self.quotes = QuotesService(self.workspace, cards, self.cadences)
        self.pipelines = PipelinesService(self.workspace, cards)
        self.forecast = ForecastService(self.workspace)
        self.sales = SalesService(self.workspace, sale_writer, cards)
        self.payments = PaymentsService(self.workspace, sale_writer)
        self.satisfaction = SatisfactionService(self.workspace)
        self.journal = JournalService(self.workspace)
        self.concerns = ConcernsService(self.workspace)
        self.buying = BuyingService(self.workspace)
        self.follow_ups = FollowUpsService(self.workspace, self.opportunities, self.journal, cards)
        self.answering = AnsweringService(self.workspace, self.follow_ups)
        self.heat = HeatService(self.workspace)
        self.duplicates = DuplicatesService(self.workspace)
        self.merging = MergingService(self.workspace)
        self.dormancy = DormancyService(self.workspace)
        self.dashboard = DashboardService(self.workspace, self.forecast, self.dormancy)
        self.settings = SettingsService(self.workspace)
        likeness = LikenessService(self.workspace, self.profile)
        self.segments = SegmentsService(self.workspace, likeness, self.dormancy, self.settings)
        self.contact_list = ContactListService(self.workspace, self.segments)
        self.contact_view = ContactViewService(self.workspace, self.qualification, self.people)
        self.search = SearchService(self.workspace)
        self.templates = TemplatesService(self.workspace, self.contact_view)
        self.today = TodayService(self.workspace)
        self.preparation = PreparationService(self.workspace, self.qualification, self.people)
        self.call_sessions = CallSessionsService(
            self.workspace,
            self.answering,
            CallResults(
                self.workspace,
                self.follow_ups,
                self.journal,
                self.opportunities,
                self.oppositions,
            ),
            preparation=self.preparation,
            templates=self.templates,
        )
        self.exporting = ExportingService(self.workspace)
        self.archive = ArchiveService(self.workspace)
        self.upkeep = UpkeepService(self.workspace)
        self.importing = ImportingService(self.workspace, self.upkeep)
        self.mappings = MappingsService(self.workspace)
        self.demo = DemoService(self.workspace, cards, self.qualification)

    def undo(self) -> Done[str | None]:
        """Take the newest step back; returns its words, None when there was nothing."""
        label = self.db.undo_label
        return Done(label, self.db.undo())

    def redo(self) -> Done[str | None]:
        """Do the newest undone step again; returns its words, None when there was nothing."""
        label = self.db.redo_label
        return Done(label, self.db.redo())

    def close(self) -> None:
        """Let go of the file, and of whoever works for it."""
        self.duplicates.stop()
        self.db.close()


def time_zone_name() -> str:
    """Return the name of the computer's time zone now, Europe/Paris when it has none."""
    with warnings.catch_warnings():
        # It complains of computers without a zone.
        warnings.simplefilter("ignore")
        tzlocal.reload_localzone()
    name = tzlocal.get_localzone_name()
    return str(name) if name and "/" in name else "Europe/Paris"
