"""What is said about an error: what happened, what is safe, what to do.

Every code of `DomainError` and `StorageError` has its sentence here; a test finds those without.
"""

from __future__ import annotations

from collections.abc import Callable

from pisteur.domain.errors import PisteurError
from pisteur.i18n import _


def error_text(error: PisteurError) -> str:
    """Return the sentence for `error`, in the language that is spoken."""
    # Imported here: this module is on the way to the first paint, files are not.
    from pisteur.exchange.errors import ExchangeError, describe  # noqa: PLC0415

    if isinstance(error, ExchangeError):
        return describe(error)
    make = TEXTS.get(error.code)
    if make is None:
        return _("Something unexpected happened ({code}). Nothing was changed.").format(
            code=error.code
        )
    return make().format(**error.params)


TEXTS: dict[str, Callable[[], str]] = {
    "program.fault": lambda: _(
        "A fault in Pisteur kept this from being done. What you typed is still here."
    ),
    "program.fault_after": lambda: _("This was done. A fault in Pisteur kept it from being shown."),
    "export.format": lambda: _("{what} can’t be written as {format}."),
    "export.no_days": lambda: _("--from and --to are for actions with a day, not for {what}."),
    "export.no_search": lambda: _("--search is for contacts and deals, not for {what}."),
    "export.one_contact": lambda: _(
        "A PDF holds one contact: name it with --contact, by its number or its full name."
    ),
    "export.no_contact": lambda: _("--contact is for contacts and deals, not for {what}."),
    "export.contact_or_search": lambda: _("--contact and --search don’t go together."),
    "export.contact_unknown": lambda: _("No contact has the number or the name “{name}”."),
    "export.contact_several": lambda: _(
        "Several contacts are called “{name}”. Give the number of one: {numbers}."
    ),
    # What was typed.
    "amount.unreadable": lambda: _(
        "“{text}” is not an amount. Write for instance 1,200 or 950.50."
    ),
    "amount.negative": lambda: _("An amount can’t be negative."),
    "amount.too_large": lambda: _("This amount is too large to be true. Check the figures."),
    "lead.empty": lambda: _("Type at least a name, a phone number or an e-mail address."),
    "contact.empty": lambda: _("Give at least a name, a company, a phone number or an e-mail."),
    "contact.email_invalid": lambda: _(
        "“{text}” is not an e-mail address. Check the @ and the end."
    ),
    "contact.siret_invalid": lambda: _(
        "“{text}” is not a valid SIRET: 14 digits, check digit included."
    ),
    "contact.asked_in_future": lambda: _("They can’t have asked in the future."),
    "contact.recommends_self": lambda: _("Nobody recommends themselves. Choose someone else."),
    "volume.limit_missing": lambda: _("Give both amounts, or none to have them computed."),
    "volume.limits_crossed": lambda: _("Must be less than the amount from which it is high."),
    "contact.several_naf": lambda: _("One NAF code at most: that of the main activity."),
    "contact.headcount_unreadable": lambda: _(
        "“{text}” is not understood. Write a number or a range, such as 12 or 10-49."
    ),
    "merge.same": lambda: _("Choose two different contacts."),
    "follow_up.title_missing": lambda: _("Say in a few words what there is to do."),
    "follow_up.closed": lambda: _("“{title}” is already done or cancelled."),
    "cadence.no_name": lambda: _("Give the cadence a name."),
    "cadence.no_step": lambda: _("A cadence needs at least one step."),
    "cadence.no_title": lambda: _("Say for each step what there is to do."),
    "cadence.days_out_of_range": lambda: _("Give each step from 0 to 1,830 days."),
    "cadence.same_day_twice": lambda: _("Two steps fall on the same day. Give one another day."),
    "cadence.changed": lambda: _("The cadence has changed meanwhile. Open it again."),
    "quote.in_future": lambda: _("The quote can’t have been sent in the future."),
    "quote.expired": lambda: _("A quote is valid until a day after it was sent."),
    "follow_up.rule_unknown": lambda: _("Pisteur doesn’t know this kind of repetition."),
    "journal.empty": lambda: _("Write something first."),
    "template.name_missing": lambda: _("Give the template a name."),
    "template.name_taken": lambda: _("“{name}” is already in the list."),
    "template.body_missing": lambda: _("Write the message."),
    "concern.empty": lambda: _("Say in a few words what they asked or objected."),
    "concern.answer_missing": lambda: _("Write what you answered: it will serve again."),
    "sale.amount_missing": lambda: _("A sale needs its amount: that is what makes a customer."),
    "sale.in_future": lambda: _("The order can’t have been accepted in the future."),
    "sale.cancelled": lambda: _("This sale was already cancelled."),
    "sale.stands": lambda: _("This sale was not cancelled."),
    "sale.proof_missing": lambda: _("Say how it was accepted: it is the proof of the sale."),
    "sale.cancelled_before": lambda: _(
        "This sale was cancelled before that day. Check the date of the order."
    ),
    "sale.invoiced_in_future": lambda: _("The invoice can’t be of a day to come."),
    "sale.invoiced_before": lambda: _("The invoice can’t be older than the order."),
    "sale.due_before": lambda: _("The payment can’t be due before the day of the invoice."),
    "payment.amount_missing": lambda: _("Say how much came in."),
    "payment.in_future": lambda: _("Money can’t have come in on a day to come."),
    "payment.back_too_much": lambda: _("This gives back more than had come in."),
    "satisfaction.in_future": lambda: _("The answer can’t have come on a day to come."),
    "unreliable.reason_missing": lambda: _(
        "Say why: you will want to know when they ask for the next quote."
    ),
    "unreliable.in_future": lambda: _("Choose today or a day before."),
    "lost.reason_unknown": lambda: _("Choose a reason: it tells you where to do better."),
    "lost.note_missing": lambda: _("Say in a few words why: this reason says nothing by itself."),
    "lost.wakes_in_past": lambda: _("Choose a day after today to ask again."),
    "reason.name_missing": lambda: _("Give the reason a name."),
    "reason.name_taken": lambda: _("“{name}” is already in the list."),
    "call.nobody": lambda: _(
        "There is nobody to call here: without a number, or they object to calls."
    ),
    "opposition.in_future": lambda: _("They can’t have objected in the future."),
    "list.name_missing": lambda: _("Give the list a name."),
    "mapping.name_missing": lambda: _("Give the columns a name."),
    "mapping.unknown": lambda: _("No columns are kept under “{name}”."),
    "mapping.other_columns": lambda: _(
        "“{name}” is kept for {kept} columns, and this list has {count}."
    ),
    "list.day_to_come": lambda: _("Choose today or a day before."),
    "list.none_waits": lambda: _("Nobody of “{name}” waits for a place on the board."),
    "reason.last": lambda: _("One reason must stay. Nothing was changed."),
    "standby.not_in_future": lambda: _(
        "Choose a day after today: the deal comes back to you then."
    ),
    "setting.invalid": lambda: _("This value does not fit. The setting stays as it was."),
    # Rules.
    "gate.qualification": lambda: _(
        "Qualify first: a prospect is in the target, has the means and can decide."
    ),
    "gate.sale": lambda: _("Record the sale first: a customer is someone who has bought."),
    "gate.reason_missing": lambda: _("Say why you skip this step: the card will show it."),
    "gate.wrong_evidence": lambda: _("This does not open the way into that zone."),
    "qualification.unknown_criterion": lambda: _(
        "The criteria have changed meanwhile. Open the qualification again."
    ),
    "criterion.name_missing": lambda: _("Give the criterion a name, such as “Budget”."),
    "criterion.question_missing": lambda: _("Write the question that you ask yourself."),
    "criterion.letter_invalid": lambda: _("A single letter or sign: it is what the cards show."),
    "criterion.letter_taken": lambda: _("“{name}” already has this letter."),
    "criterion.last_required": lambda: _(
        "At least one criterion must be required: it is what makes a prospect."
    ),
    "trait.name_missing": lambda: _("Say in a few words what you look for."),
    "trait.values_missing": lambda: _("Give at least one value that fits you."),
    "trait.unreadable": lambda: _("Not understood: {values}."),
    "trait.not_free": lambda: _("The profile has changed meanwhile. Open it again."),
    "offer.name_missing": lambda: _("Give the offer a name."),
    "person.name_missing": lambda: _("Write a name, or choose someone from the list."),
    "person.reach_unreadable": lambda: _("Write a phone number or an e-mail address."),
    "person.there": lambda: _("{name} already has this part in the deal."),
    "person.decides_not": lambda: _("{name} does not decide. Choose somebody else."),
    "deal.won": lambda: _(
        "“{title}” is won as long as its sale stands. Nothing was changed. Cancel the sale, or move the card out of its column."
    ),
    "record.gone": lambda: _("This record was deleted meanwhile. Nothing was changed."),
    "pipeline.name_missing": lambda: _("Give the pipeline a name, such as “Training”."),
    "pipeline.name_taken": lambda: _("There is already a pipeline “{name}”."),
    "pipeline.last": lambda: _("One pipeline must stay. Nothing was changed."),
    "pipeline.has_cards": lambda: _("“{name}” still has cards. Say where they go."),
    "stage.name_missing": lambda: _("Give the column a name, such as “Quote sent”."),
    "stage.name_taken": lambda: _("There is already a column “{name}” on this board."),
    "stage.days_invalid": lambda: _("A number of days from 1 to 365."),
    "stage.percent_invalid": lambda: _("A number from 0 to 100."),
    "stage.last_in_zone": lambda: _(
        "“{name}” is the last column of its zone, and must stay. Nothing was changed."
    ),
    "stage.has_cards": lambda: _("“{name}” still has cards. Say where they go."),
    "stage.leaves_zone": lambda: _(
        "A column stays in its zone: what makes a prospect or a customer does not change with the board."
    ),
    "stage.none_in_zone": lambda: _("The board has no column in this zone. Add one first."),
    # The file and the disk.
    "file.missing": lambda: _("There is no data file at {path}."),
    "file.gone": lambda: _(
        "The data file {path} is gone, but there are backups of it. Nothing was changed. Choose the file where it is now, restore a backup, or begin an empty one."
    ),
    "file.folder": lambda: _("{path} is a folder, not a data file. Choose a file."),
    "file.unreadable": lambda: _(
        "{path} can’t be read. Check that you may open it; nothing was changed."
    ),
    "file.damaged": lambda: _(
        "{path} is damaged or is no data file. It was left untouched. Restore a backup, or choose another file."
    ),
    "file.foreign": lambda: _(
        "{path} belongs to another program. It was left untouched. Choose another file."
    ),
    "file.newer": lambda: _(
        "{path} was written by a newer Pisteur. It was left untouched. Install the newer version to open it."
    ),
    "file.locked": lambda: _(
        "{path} is in use by another Pisteur. Nothing was changed. Close the other one first."
    ),
    "file.read_only": lambda: _(
        "{path} may not be written to. Nothing was changed. Allow writing, or choose another file."
    ),
    "file.exists": lambda: _("{path} already exists. Nothing was changed. Choose another name."),
    "file.own": lambda: _(
        "{path} is your own data file. It was left untouched. Choose another file."
    ),
    "file.replaced": lambda: _(
        "Another program moved, deleted or replaced {path} while it was open. Your data is safe in {copy}. Close Pisteur and choose which file to keep."
    ),
    "folder.read_only": lambda: _(
        "Pisteur may not write in the folder {path}. Nothing was changed. Allow writing there, or choose another folder."
    ),
    "disk.full": lambda: _(
        "The disk is full. This change was not saved; all earlier ones are. Free some space and try again."
    ),
    "disk.failed": lambda: _(
        "The disk reported an error ({detail}). This change was not saved; all earlier ones are. Try again, and make a backup elsewhere."
    ),
    "disk.unread": lambda: _(
        "The disk could not be read ({detail}). Nothing was changed. Try again, and make a backup elsewhere."
    ),
    "disk.unsure": lambda: _(
        "The disk reported an error ({detail}). What is shown is what the disk holds: check whether your last change is there; all earlier ones are. Try again, and make a backup elsewhere."
    ),
    "database.refused": lambda: _(
        "Pisteur could not carry this out in the data file ({detail}). This change was not saved; all earlier ones are. Have the file checked; if it happens again, report the problem."
    ),
    "memory.full": lambda: _(
        "The computer has no memory left. This change was not saved; all earlier ones are. Close other programs and try again."
    ),
    "text.too_long": lambda: _(
        "A text is too long to be stored. This change was not saved; all earlier ones are. Shorten the text and try again."
    ),
    "upgrade.failed": lambda: _(
        "{path} could not be upgraded. It is as it was. Keep the earlier version and report the problem."
    ),
    "import.no_backup": lambda: _(
        "The backup before the import could not be made in {path}. Nothing was imported. See that there is room and that Pisteur may write there, then try again."
    ),
    "import.not_newest": lambda: _(
        "Other changes came after this import. Nothing was changed. Take them back first, with Undo in the Edit menu."
    ),
    "import.cancelled": lambda: _("The import was stopped. Nothing was changed."),
    "restore.same_file": lambda: _(
        "{path} is the data file itself. Nothing was changed. Choose one of its backups."
    ),
    "restore.missing": lambda: _(
        "There is no backup at {path}. Your data is unchanged. Choose another backup."
    ),
    "restore.damaged": lambda: _(
        "{path} is damaged or is no backup. Your data is unchanged. Choose another backup."
    ),
    "restore.foreign": lambda: _(
        "{path} belongs to another program. Your data is unchanged. Choose another backup."
    ),
    "restore.newer": lambda: _(
        "{path} was written by a newer Pisteur. Your data is unchanged. Install the newer version, or choose another backup."
    ),
    "backup.failed": lambda: _(
        "The backup could not be made at {path}. Your data is unchanged. Choose another place."
    ),
}
