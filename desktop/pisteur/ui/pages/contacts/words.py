"""The sentences of the page: how many there are, how they are sorted, what was not found."""

from __future__ import annotations

from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.likeness import LEAST_CUSTOMERS
from pisteur.domain.words import Heat
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.presentation.formats import sentence_start


def sort_title(sort: ContactSort) -> str:
    """Return the words for a sorting in a menu."""
    return {
        ContactSort.NAME: _("Name"),
        ContactSort.COMPANY: _("Company"),
        ContactSort.STATUS: _("Status"),
        ContactSort.HEAT: _("Heat"),
        ContactSort.NEXT_ACTION: _("Next action"),
        ContactSort.LAST_EXCHANGE: _("Last exchange"),
        ContactSort.SOURCE: _("Source"),
        ContactSort.CITY: _("City"),
        ContactSort.LAST_SALE: _("Last sale"),
    }[sort]


def sorted_by(sort: ContactSort) -> str:
    """Return how the table is sorted."""
    return {
        ContactSort.NAME: _("sorted by name"),
        ContactSort.COMPANY: _("sorted by company"),
        ContactSort.STATUS: _("sorted by status"),
        ContactSort.HEAT: _("sorted by heat"),
        ContactSort.NEXT_ACTION: _("sorted by next action"),
        ContactSort.LAST_EXCHANGE: _("sorted by last exchange"),
        ContactSort.SOURCE: _("sorted by source"),
        ContactSort.CITY: _("sorted by city"),
        ContactSort.LAST_SALE: _("sorted by last sale"),
    }[sort]


def count_line(query: ContactQuery, total: int, selected: int) -> str:
    """Return `1,243 contacts · 2 selected · sorted by next action`."""
    if query.narrowed:
        words = ngettext("{count} contact found", "{count} contacts found", total)
    else:
        words = ngettext("{count} contact", "{count} contacts", total)
    parts = [formats.counted(words, total)]
    if selected > 1:
        chosen = ngettext("{count} selected", "{count} selected", selected)
        parts.append(formats.counted(chosen, selected))
    if total > 1:
        parts.append(sorted_by(query.sort))
    return " · ".join(parts)


def filter_text(query: ContactQuery, name: str) -> str:
    """Return what a filter of a query asks for."""
    if name == "heat":
        return _("Heat: {heat}").format(heat=label(Heat(query.heat or Heat.COLD)))
    if name == "tag":
        return _("Tag: {tag}").format(tag=query.tag)
    if name == "lead_list":
        return _("List: {name}").format(name=query.list_name)
    if name == "alike":
        return _("Like your customers")
    if name == "dormant_soon":
        return _("About to become dormant")
    return sentence_start(label(getattr(query, name)))


def shown_text(query: ContactQuery) -> str:
    """Return what a query shows, in a few words: its search and its filters."""
    parts = [filter_text(query, name) for name in query.filters]
    if query.text.strip():
        parts.insert(0, _("“{text}”").format(text=query.text.strip()))
    return " · ".join(parts) or _("All contacts")


def nothing_found(query: ContactQuery) -> tuple[str, str]:
    """Return title and text for a query that finds nobody."""
    text = query.text.strip()
    filters = " · ".join(filter_text(query, name) for name in query.filters)
    if not text:
        return _("Nobody fits this filter"), _nobody_fits(query, filters)
    title = _("Nothing found for “{text}”").format(text=text[:60])
    if filters:
        return title, _(
            "Searched only among contacts with this filter: {filters}, "
            "in names, companies, places, phones, e-mails and notes."
        ).format(filters=filters)
    return title, _("Searched in names, companies, places, phones, e-mails and notes.")


def _nobody_fits(query: ContactQuery, filters: str) -> str:
    """Return what was asked for, and what is missing for an answer."""
    if query.filters == ("alike",):
        return formats.counted(
            _(
                "Pisteur compares with your customers from {count} customers on, by what is noted"
                " of them: who buys, trade, size, area, tags."
            ),
            LEAST_CUSTOMERS,
        )
    if query.filters == ("dormant_soon",):
        return _("No customer becomes dormant in the days ahead. The settings say how many days.")
    return _("Filter: {filters}").format(filters=filters)
