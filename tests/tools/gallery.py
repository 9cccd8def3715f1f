"""Shows every part of the look in light and dark, and saves pictures of them to look at.

`PYTHONPATH=desktop python tests/tools/gallery.py FOLDER`; for a finer screen set QT_SCALE_FACTOR.
Not a test: whether it is beautiful is for eyes to say.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import QDate, QRect, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from pisteur.ui.theme.icons import icon
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.choices import Choice, ChoiceCards, Steps
from pisteur.ui.widgets.containers import Card, EmptyState, Section, make_rule, prepare_table
from pisteur.ui.widgets.fields import Field, SearchField, inset_spin_box
from pisteur.ui.widgets.labels import ElidedLabel, StatusLabel
from pisteur.ui.widgets.navigation import NavButton
from pisteur.ui.widgets.notice import Notice, Toast
from pisteur.ui.widgets.painting import paint_pill, paint_pips
from pisteur.ui.widgets.pill import Pill, Pips
from pisteur.ui.widgets.properties import make_button, make_label, make_menu_button, set_surface
from pisteur.ui.widgets.sheet import SheetDialog

KINDS = {
    "late": "-3 j",
    "today": "auj. 14:00",
    "planned": "mar. 25",
    "ok": "Nouveau",
    "lead": "Piste",
    "prospect": "Prospect",
    "customer": "Client",
    "dormant": "Ancien client",
}


class Painted(QWidget):
    """The pills and pips as delegates paint them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(24)

    def paintEvent(self, _event: QPaintEvent, /) -> None:  # noqa: N802 - Qt’s name
        painter = QPainter(self)
        look = (self._theme.tokens, self._theme.fonts)
        x = 0
        for kind, text in KINDS.items():
            x += paint_pill(painter, QRect(x, 0, 200, 24), text, kind, *look) + 6
        paint_pips(painter, x, 4, ("yes", "unknown", "no"), "C€D", *look)


def row(*parts: QWidget) -> QWidget:
    """Return a row of `parts`."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return made


def buttons() -> list[QWidget]:
    """Return each kind of button, at rest and disabled."""
    lines: list[QWidget] = []
    for enabled in (True, False):
        made = [
            make_button("Exporter les relances"),
            make_button("+ Nouvelle piste", "primary"),
            make_button("Supprimer", "danger"),
            make_button("Plus tard", "flat"),
            make_button("Voir les règles", "link"),
            make_button("Chaleur", "chip"),
            make_button("Fait → suite", "primary", compact=True),
            make_menu_button("Reporter", QMenu(), compact=True),
            make_menu_button("Filtres", QMenu(), "chip"),
        ]
        for button in made:
            button.setEnabled(enabled)
        lines.append(row(*made))
    return lines


def editors() -> QWidget:
    """Return each kind of editor."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    combo = QComboBox()
    combo.addItems(["Appel", "Rendez-vous", "Formulaire"])
    chip = QComboBox()
    chip.setProperty("role", "chip")
    chip.addItems(["12 derniers mois"])
    day = QDateEdit(QDate(2026, 11, 22))
    day.setCalendarPopup(True)
    off = QLineEdit("désactivé")
    off.setEnabled(False)
    spin = QSpinBox()
    inset_spin_box(spin)
    column.addWidget(row(QLineEdit("Atelier Fauve"), combo, day, spin, chip, off))
    check, checked = QCheckBox("Rappeler"), QCheckBox("Coché")
    checked.setChecked(True)
    radio, chosen = QRadioButton("Particulier"), QRadioButton("Professionnel")
    chosen.setChecked(True)
    column.addWidget(row(check, checked, radio, chosen))
    wrong = Field("Adresse e-mail", QLineEdit("paul(at)canal"), hint="Une seule adresse")
    wrong.set_error("Cette adresse n’a pas de @ : écrivez-la comme nom@domaine.fr.")
    fields = row(wrong, Field("Téléphone", QLineEdit("06 39 98 12 34"), hint="Tel que dicté"))
    column.addWidget(fields)
    note = QPlainTextEdit()
    note.setPlaceholderText("Écrire pendant l’appel…")
    note.setFixedHeight(56)
    column.addWidget(note)
    return holder


def table() -> QTableWidget:
    """Return a table as on the contacts page."""
    made = QTableWidget(3, 4)
    made.setHorizontalHeaderLabels(["Nom", "Entreprise", "Chaleur", "Dernier échange"])
    prepare_table(made)
    names = ("Lune Sabatier", "Savonnerie Lune", "chaud", "12/11 · e-mail")
    for line in range(3):
        for place, text in enumerate(names):
            made.setItem(line, place, QTableWidgetItem(text))
    made.selectRow(0)
    made.setFixedHeight(150)
    return made


def left(theme: Theme) -> QWidget:
    """Return the left half: buttons, editors, table."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setSpacing(10)
    column.addWidget(make_label("Dimanche 22 novembre", "title"))
    column.addWidget(row(*(Pill(text, kind) for kind, text in KINDS.items()), pips()))
    column.addWidget(Painted(theme))
    for line in buttons():
        column.addWidget(line)
    column.addWidget(editors())
    column.addWidget(table())
    tabs = QTabWidget()
    tabs.addTab(make_label("\n"), "Étapes")
    tabs.addTab(make_label(), "Critères")
    tabs.setFixedHeight(56)
    column.addWidget(tabs)
    bar = QProgressBar()
    bar.setValue(40)
    column.addWidget(bar)
    column.addStretch(1)
    column.addWidget(row(StatusLabel("Enregistré", "ok"), StatusLabel("Non écrit", "bad")))
    return made


def pips() -> Pips:
    """Return three pips, one of each answer."""
    made = Pips()
    made.show_answers(("yes", "unknown", "no"), "C€D", "Cible : oui, moyens : pas su")
    return made


def right(theme: Theme) -> QWidget:
    """Return the right half: the panel."""
    made = QWidget()
    set_surface(made, "panel")
    column = QVBoxLayout(made)
    column.setSpacing(12)
    column.addWidget(row(Pill("Prospect", "prospect"), make_label("chaud", "muted")))
    column.addWidget(make_label("Identité + site", "title"))
    column.addWidget(
        ElidedLabel("Brasserie du Canal · Paul Lenoir, gérant et décideur" * 2, "muted")
    )
    late = Card("bad")
    late.body.addWidget(
        row(make_label("Relancer le devis 2025-041", "strong"), Pill("-3 j", "late"))
    )
    late.body.addWidget(make_label("3ᵉ contact en 14 jours · dernier sans réponse", "muted"))
    late.body.addWidget(
        row(
            make_button("Fait → suite", "primary", compact=True),
            make_button("Reporter", compact=True),
        )
    )
    column.addWidget(late)
    known = Card()
    section = Section("Qualification", make_label("12/11 · appel", "muted"))
    section.body.addWidget(row(pips(), make_label("Cible — CHR, centre-ville, < 10 salariés")))
    known.body.addWidget(section)
    column.addWidget(known)
    column.addWidget(make_rule())
    nav = [NavButton(t, name=t) for t in ("Aujourd’hui", "Pipeline", "Contacts")]
    nav[0].set_count(7, "7 actions à faire")
    nav[1].setChecked(True)
    for name, button in zip(("today", "board", "contacts"), nav, strict=True):
        button.setIcon(icon(name, theme.tokens.muted))
        column.addWidget(button)
    search = SearchField("Rechercher un contact, une affaire, une note…", hint="Ctrl K")
    column.addWidget(search)
    notice = Notice()
    column.addWidget(notice)
    notice.say("Le disque est plein : rien n’a été écrit.", "Réessayer", error=True)
    empty = EmptyState("Aucune piste pour l’instant", "Importez une liste, ou ajoutez un nom.")
    empty.add_button("Importer une liste…", empty.update, primary=True)
    empty.add_button("Ajouter une piste", empty.update)
    empty.add_button("Essayer la démonstration", empty.update)
    column.addWidget(empty)
    return made


def dialog(parent: QWidget) -> SheetDialog:
    """Return the qualification as drawn."""
    made = SheetDialog(
        "Qualifier « Atelier Fauve »",
        accept_text="Suivant",
        cancel_text="Annuler",
        note="étape 2 sur 4",
        parent=parent,
    )
    steps = Steps(["Cible", "Moyens", "Décision", "Verdict"])
    steps.set_current(1)
    made.body.addWidget(steps)
    made.body.addWidget(make_label("A-t-elle les moyens d’acheter votre offre ?", "heading"))
    made.body.addWidget(make_label("La moins chère qui lui convient : 1 500 €.", "muted"))
    cards = ChoiceCards(
        [
            Choice("yes", "Oui", "Budget annoncé ou constaté"),
            Choice("unknown", "Pas encore su", "À demander au prochain contact, avec la date"),
            Choice("no", "Non", "Trop juste aujourd’hui"),
        ],
        keycaps=True,
    )
    cards.set_value("yes")
    made.body.addWidget(cards)
    made.body.addWidget(Field("Sur quoi vous appuyez-vous ?", QLineEdit("« 2 000 € de côté »")))
    ask = Card("accent")
    ask.body.addWidget(make_label("Questions à poser", "strong"))
    ask.body.addWidget(make_label("• Avez-vous prévu une enveloppe pour ce projet ?", "muted"))
    made.body.addWidget(ask)
    how = QComboBox()
    how.setProperty("role", "chip")
    how.addItems(["Appel", "Rendez-vous"])
    made.add_to_footer(make_label("Comment l’avez-vous appris ?", "muted"))
    made.add_to_footer(how)
    made.add_button("Précédent", made.update, name="back")
    made.resize(720, 420)
    cards.setFocus()
    return made


def window(theme: Theme) -> QMainWindow:
    """Return a window with everything in it."""
    made = QMainWindow()
    menu = made.menuBar().addMenu("Fichier")
    for name in ("Importer…", "Exporter…"):
        entry = QAction(icon("import", theme.tokens.muted), name, menu)
        entry.setShortcut("Ctrl+I")
        menu.addAction(entry)
    menu.addSeparator()
    menu.addAction("Quitter").setEnabled(False)
    made.menuBar().addMenu("Édition")
    centre = QWidget()
    halves = QHBoxLayout(centre)
    halves.setContentsMargins(0, 0, 0, 0)
    halves.addWidget(left(theme), 5)
    halves.addWidget(right(theme), 3)
    made.setCentralWidget(centre)
    made.statusBar().addWidget(StatusLabel("Enregistré"))
    made.resize(1280, 860)
    return made


def focused(shown: QWidget) -> QWidget:
    """Return a picture of every control with the focus on it, one below the other."""
    sheet = QWidget()
    set_surface(sheet, "ground")
    column = QVBoxLayout(sheet)
    controls: list[QWidget] = [
        make_button("Exporter les relances"),
        make_button("+ Nouvelle piste", "primary"),
        make_button("Supprimer", "danger"),
        make_button("Plus tard", "flat"),
        make_button("Voir les règles", "link"),
        make_button("Chaleur", "chip"),
        make_button("Fait → suite", "primary", compact=True),
        make_menu_button("Reporter", QMenu(), compact=True),
        QLineEdit("Atelier Fauve"),
        QSpinBox(),
        QCheckBox("Rappeler"),
        QRadioButton("Particulier"),
        NavButton("Contacts", name="contacts"),
        SearchField("Rechercher…", hint="Ctrl K"),
    ]
    combo = QComboBox()
    combo.addItems(["Appel"])
    controls.append(combo)
    chosen = QRadioButton("Professionnel")
    chosen.setChecked(True)
    controls.append(chosen)
    ticked = QCheckBox("Coché")
    ticked.setChecked(True)
    controls.append(ticked)
    nav = NavButton("Pipeline", name="board")
    nav.setChecked(True)
    controls.append(nav)
    cards = ChoiceCards([Choice(1, "Oui", "Constaté"), Choice(2, "Non")])
    controls.append(cards)
    sheet.show()
    for control in controls:
        control.setFixedWidth(240)
        column.addWidget(control)
        control.show()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        picture = make_label()
        picture.setPixmap(sheet.grab(control.geometry()))
        column.replaceWidget(control, picture)
        control.setParent(shown)
    sheet.adjustSize()
    QApplication.processEvents()
    return sheet


def main(folder: Path) -> int:
    """Save the pictures of both themes into `folder`."""
    app = QApplication([])
    theme = Theme(app)
    for mode in ("light", "dark"):
        theme.apply(app, mode)
        shown = window(theme)
        shown.show()
        toast = Toast(shown)
        toast.say("3 fiches déplacées dans « Devis envoyé ».", "Annuler")
        app.processEvents()
        shown.grab().save(str(folder / f"gallery-{mode}.png"))
        rings = focused(shown)
        rings.grab().save(str(folder / f"focus-{mode}.png"))
        rings.close()
        asked = dialog(shown)
        asked.open()
        app.processEvents()
        asked.grab().save(str(folder / f"dialog-{mode}.png"))
        menu = cast("QMenu", shown.menuBar().actions()[0].menu())
        menu.popup(shown.pos())
        app.processEvents()
        menu.grab().save(str(folder / f"menu-{mode}.png"))
        menu.close()
        asked.close()
        shown.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
