"""Which headings mean which field: data only, one line a meaning.

Spelled folded: no case, accents or punctuation (`headings.fold_heading`). Numbers and words of
place (`work`, `bureau`, …) are taken off before a heading is looked up, except where the
spelling below has them. Sources: the export files of Google Contacts, Outlook, HubSpot,
Pipedrive, noCRM.io, LinkedIn and Thunderbird, and French lists that are sold.
"""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """What a column of a list can mean."""

    CIVILITY = "civility"
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    NAME = "name"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    ADDRESS = "address"
    WEBSITE = "website"
    SIRET = "siret"
    NAF = "naf"
    NATURE = "nature"
    HEAT = "heat"
    TAGS = "tags"
    SOURCE = "source"
    NOTES = "notes"
    DEAL = "deal"
    """Title of a deal; stands for the name of whoever has no other."""
    AMOUNT = "amount"
    CURRENCY = "currency"
    STAGE = "stage"
    STATE = "state"
    EXPECTED_ON = "expected_on"
    CLOSED_ON = "closed_on"
    """When a deal was decided; of one that is open, when it may be."""
    LOST_REASON = "lost_reason"
    OFFER = "offer"
    """What is to be sold: an offer of the profile, where it has one of that name."""
    NEXT_ON = "next_on"
    """Day of the next action."""
    NEXT_ACTION = "next_action"
    """What is to be done on that day."""
    NEXT_DONE = "next_done"
    """Whether it is done already: then nothing is planned."""
    EXTRA = "extra"
    """Has no field of its own; goes to the notes with its heading."""
    LABEL = "label"
    """Says what kind the e-mail, phone or address of the same number is."""
    IGNORED = "ignored"
    """Known, and of no use to a list of leads."""


# A label after a colon: NAME:family_first tells in which order a full name is written.
ALIASES: dict[str, str] = {
    "civility": "civility | civilite | civ | title prefix | name prefix | prefix | salutation"
    " | m mme | titre de civilite | genre | politesse",
    "given_name": "prenom | prenoms | first name | firstname | given name | forename"
    " | prenom contact | prenom du contact | prenom dirigeant | prenom du dirigeant"
    " | contact first name",
    "middle_name": "middle name | additional name | deuxieme prenom | second prenom",
    "family_name": "nom de famille | last name | lastname | family name | surname"
    " | nom patronymique | nom du dirigeant | nom dirigeant | nom usage | contact last name",
    "name": "nom complet | full name | fullname | name | nom | contact | contact name"
    " | contact person | nom contact | nom du contact | display name | nom affiche | dirigeant"
    " | gerant | responsable | interlocuteur | decideur | personne | person | lead | piste"
    " | prospect | nom client | nomclient | client | customer | customer name | nom du client"
    " | responsable legal | dirigeants | file as | contact principal | personne a contacter",
    "name:family_first": "nom prenom | nom et prenom | nom prenoms | nom et prenoms"
    " | nom prenom du dirigeant | nom prenom dirigeant | nom prenom contact | last name first name",
    "name:given_first": "prenom nom | prenom et nom | first name last name | first and last name",
    "company": "raison sociale | societe | enseigne | entreprise | company | company name"
    " | organization | organisation | organization name | organisation name | account"
    " | account name | compte | etablissement | denomination | denomination sociale | employeur"
    " | nom entreprise | nom de l entreprise | nom societe | nom de la societe | nom commercial"
    " | dossier client | client folder name | business | business name | employer"
    " | nom etablissement | structure"
    " | nom de l etablissement | associated company | nom de l organisation | client folder"
    " | raison sociale enseigne | associated company primary",
    "job_title": "fonction | poste | job title | jobtitle | job | position | role"
    " | intitule du poste | metier | organization title | titre du poste | fonction dirigeant"
    " | fonction contact | titre professionnel | qualite",
    "email": "email | e mail | mail | courriel | mel | adresse email | adresse e mail"
    " | adresse mail | adresse de messagerie | adresse electronique | adresse courriel"
    " | email address | e mail address | mail address | primary email | secondary email"
    " | contact email | messagerie | emails | e mails | adresse de courriel | email contact"
    " | mail contact | email dirigeant | courrier electronique | emailaddress | e mail value"
    " | email principal | email secondaire | email generique | adresse messagerie",
    "phone": "telephone | telephones | tel | phone | phone number | phone numbers | phones"
    " | telephone fixe | tel fixe | fixe | fixed line | landline | numero de telephone"
    " | numero telephone"
    " | n de telephone | n tel | no tel | no de telephone | num tel | numero | numero de tel"
    " | primary phone | main phone | telephone principal | telno | telephone contact"
    " | phone value | ligne directe | direct line | direct phone | telephone direct | standard"
    " | coordonnees telephoniques | contact phone | phonenumber | telephone number",
    "phone:mobile": "mobile | portable | gsm | cell | cellphone | cellulaire | mobile number"
    " | telephone portable | telephone mobile | tel portable | tel mobile | tel port | mobile phone"
    " | cell phone | mobile phone number | n portable | n mobile | numero portable"
    " | numero mobile | numero de portable | numero de mobile | phone mobile | portable dirigeant",
    "street": "rue | adresse | street | address | adresse postale | street address | voie"
    " | adresse ligne | address line | ligne adresse | adresse complete | adresse rue"
    " | numero et voie | num et voie | address street | adr | adr1 | adresse1",
    "postal_code": "code postal | cp | postal code | zip | zip code | zipcode | postcode"
    " | codepostal | postalcode | address postal code | code post",
    "city": "ville | city | commune | localite | town | address city | libelle commune",
    "region": "region | departement | dep | dept | dep region | state | state region | province"
    " | county | address region | dep region province",
    "country": "pays | pays region | country | country region | address country",
    "address": "address formatted | full address | adresse formatee",
    "website": "site web | site | site internet | website | web | url | website url | page web"
    " | web page | url site | homepage | home page | www | website value | adresse web"
    " | siteweb | url du site",
    "siret": "siret | n siret | no siret | numero siret | code siret | num siret",
    "naf": "naf | ape | code naf | code ape | code naf ape | code ape naf | naf ape | ape naf",
    "nature": "nature | consumer or professional | particulier ou professionnel",
    "heat": "chaleur | heat",
    "tags": "tags | tag | etiquettes | etiquette | categories | categorie | labels"
    " | group membership | groupes | mots cles | keywords | libelles",
    "source": "source | origine | provenance | lead source | original source | source du lead"
    " | origin | canal | original source type",
    "notes": "notes | note | commentaire | commentaires | comment | comments | remarque"
    " | remarques | observation | observations | description | memo | bio"
    " | card description | information | informations",
    "extra": "siren | n siren | no siren | numero siren | effectif | effectifs | tranche"
    " | tranche effectif | tranche d effectif | ca | chiffre d affaires | chiffre affaires"
    " | forme juridique | libelle naf | libelle ape | activite | secteur | secteur d activite"
    " | industry | n tva | no tva | numero tva | tva intracommunautaire | n tva intracommunautaire"
    " | lead status | lifecycle stage | statut | status"
    " | probabilite | probability | date d echeance"
    " | remind time | reminder time | heure de rappel | heure de relance"
    " | connected on | department | service | organization department | profession | sous titre"
    " | date de creation de l entreprise | linkedin | profil linkedin | facebook | instagram"
    " | value | valeur | budget | besoin | need"
    " | complement d adresse | complement adresse"
    " | extended address | address extended address | po box | boite postale | address po box",
    "deal": "deal name | deal title | dealname | titre affaire | nom de l affaire | card name"
    " | titre de l affaire | nom de la carte | deal | affaire | opportunity name | opportunite"
    " | titre de l opportunite | nom de l opportunite | intitule affaire | projet",
    "amount": "montant | amount | montant ht | montant estime | montant en euros | montant eur"
    " | amount in company currency | deal value | deal amount | valeur de l affaire | montant devis"
    " | montant du devis | montant de l affaire | montant affaire | expected revenue"
    " | revenu espere | revenu attendu | montant previsionnel",
    "currency": "currency of value | devise | devise de valeur | currency | deal currency code",
    "stage": "etape | step | stage | deal stage | etape de l affaire | etape du pipeline"
    " | pipeline stage | list name | nom de la liste | phase | phase de la transaction | colonne",
    "state": "deal status | statut de l affaire | etat de l affaire",
    "expected_on": "date de cloture estimee | estimated closing date | expected close date"
    " | date de cloture prevue | date de cloture attendue | date de fermeture prevue"
    " | expected closing | cloture prevue | date de signature prevue | echeance de l affaire",
    "closed_on": "close date | date de cloture | date de fermeture | won time | won on"
    " | date de gain | gagne le | date de signature | closing date | closed on | lost time",
    "lost_reason": "lost reason | motif de perte | raison de la perte | raison de perte"
    " | loss reason | closed lost reason | motif de la perte",
    "offer": "offre | offer | produit | produits | product | products | product name"
    " | nom du produit | produit service | prestation | prestations | offre proposee"
    " | nom de l offre | offer name | produit interesse | prestation souhaitee",
    "next_on": "date de rappel | remind date | reminder date | next activity date | date de relance"
    " | prochaine relance | date de prochaine relance | date prochaine relance | a relancer le"
    " | date de la prochaine relance | relancer le | relance le | relance | a rappeler le"
    " | rappeler le | date prochaine action | date de prochaine action | next action on"
    " | date de la prochaine action | next action date | next follow up | next follow up date"
    " | follow up date | followup date | follow up on | next step date | next contact date"
    " | date du prochain contact | prochain contact | date de la prochaine activite"
    " | prochaine activite | date prochaine activite | date de prochaine activite | next activity"
    " | prochain rappel | date du prochain rappel | next call | due date | to call back on",
    "next_action": "prochaine action | next action | action | next step | prochaine etape"
    " | action a mener | a faire | todo | to do | reminder note | note de rappel | next task"
    " | next activity subject | next activity type | follow up | objet de la relance"
    " | action suivante | prochaine tache",
    "next_done": "due complete",
    "ignored": "fax | telecopie | business fax | record id | id | identifiant | create date"
    " | created | cree le | date de creation | contact owner | deal owner | owner | proprietaire"
    " | photo | organization type"
    " | birthday | anniversaire | suffix | suffixe | name suffix | nickname | surnom | pager"
    " | telex | isdn"
    " | rnis | assistant s phone | telephone de l assistant e | assistant telephone"
    " | callback | rappel"
    " | car phone | telephone voiture | radio phone | radiotelephone | tty tdd phone | sensitivity"
    " | priority | priorite | gender | sexe | language | langue | initials | initiales"
    " | phonetic first name | phonetic middle name | phonetic last name | location"
    " | associated contact ids | associated company ids | last activity date"
    " | last modified date | no | n"
    " | card id | card url | members | board id | board name | list id | archived | start date"
    " | due complete | attachment count | attachment links | checklist item total count"
    " | checklist item completed count | vote count | comment count | due reminder | card no"
    " | last activity",
}

# Words of place: taken off a heading about e-mail, phone or address, and kept as its label.
PLACES: dict[str, str] = {
    "work": "work business office company bureau travail pro professionnel professionnelle"
    " professional societe entreprise",
    "home": "home domicile personnel personnelle personal perso private prive privee",
    "other": "other autre autres",
    "mobile": "mobile portable",
}

# Fields whose columns may come several times, with a number or a word of place.
PLACED_FIELDS = frozenset(
    {
        Field.EMAIL,
        Field.PHONE,
        Field.STREET,
        Field.POSTAL_CODE,
        Field.CITY,
        Field.REGION,
        Field.COUNTRY,
        Field.ADDRESS,
        Field.WEBSITE,
    }
)

# First part of a heading such as `Organization - Name`.
ORGANISATION_PREFIXES = frozenset(
    {"organization", "organisation", "entreprise", "societe", "company", "account", "compte"}
)
DEAL_PREFIXES = frozenset({"deal", "affaire", "opportunity", "opportunite"})
ACTIVITY_PREFIXES = frozenset({"activity", "activite"})
# What these mean only behind the prefix of a deal, or beside other columns of one.
DEAL_WORDS: dict[str, Field] = {
    **dict.fromkeys(("titre", "title", "nom", "name"), Field.DEAL),
    **dict.fromkeys(("value", "valeur"), Field.AMOUNT),
    **dict.fromkeys(("status", "statut", "etat", "state"), Field.STATE),
}
# What these mean behind the prefix of an activity.
ACTIVITY_WORDS: dict[str, Field] = {
    **dict.fromkeys(("subject", "sujet", "objet"), Field.NEXT_ACTION),
    **dict.fromkeys(("due date", "date d echeance", "echeance"), Field.NEXT_ON),
    **dict.fromkeys(("done", "effectue", "effectuee", "fait", "termine"), Field.NEXT_DONE),
}
# These are a day or a text: their cells tell.
ACTION_HEADINGS = frozenset(
    {
        *("rappel", "callback", "relance", "reminder", "follow up", "prochaine action"),
        *("next action", "action", "next activity", "prochaine activite", "next step"),
        *("prochain contact", "next follow up", "prochaine relance", "next call", "echeance"),
        *("a relancer", "a rappeler"),
    }
)
DEAL_DATES = (Field.EXPECTED_ON, Field.CLOSED_ON)
DATE_FIELDS = (*DEAL_DATES, Field.NEXT_ON)
SPELT_FIELDS = frozenset({Field.AMOUNT, *DATE_FIELDS})
DEAL_FIELDS = frozenset(
    {
        *(Field.DEAL, Field.AMOUNT, Field.CURRENCY, Field.STAGE, Field.STATE),
        *(Field.EXPECTED_ON, Field.CLOSED_ON, Field.LOST_REASON, Field.OFFER),
    }
)

# Fields that reach or name someone: a list needs one of them.
USABLE_FIELDS = frozenset(
    {
        Field.NAME,
        Field.GIVEN_NAME,
        Field.FAMILY_NAME,
        Field.COMPANY,
        Field.EMAIL,
        Field.PHONE,
        Field.DEAL,
    }
)

# Columns of Pisteur's own table of contacts that are derived: not believed when read back.
OWN_DERIVED = frozenset(
    {
        *("status", "next action", "next action on", "last exchange", "added on"),
        *("statut", "prochaine action", "date de la prochaine action", "dernier echange"),
        "ajoute le",
    }
)

# A customer's name beside the name of who leads it: the first is the company then.
CUSTOMER_HEADINGS = frozenset({"nomclient", "nom client", "client", "nom du client", "customer"})
LEADER_HEADINGS = frozenset(
    {
        *("dirigeant", "gerant", "responsable", "interlocuteur", "decideur", "contact"),
        *("responsable legal", "nom du contact", "contact name", "contact principal"),
    }
)
