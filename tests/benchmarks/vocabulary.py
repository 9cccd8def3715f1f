"""Words that made-up contacts, deals and exchanges are composed of: enough of them that names,
companies and notes differ as in life. No one in particular is meant. Not for composing: `data`.
"""

from __future__ import annotations


def words(text: str) -> list[str]:
    """Return what stands between the commas."""
    return text.split(", ")


GIVEN = words(
    "Zoé, Inès, Léa, Chloé, Jeanne, Louise, Alice, Anaïs, Maëlle, Fatou, Aïcha, Nour, Sofia, "
    "Lucie, Agnès, Paul, Hugo, Jules, Léo, Noé, Étienne, Loïc, Yanis, Karim, Malo, Théo, Rémi, "
    "Gaël, Björn, François, Claire, Margaux, Élodie, Hélène, Solène, Océane, Clémence, Maud, "
    "Thaïs, Nolwenn, Camille, Sacha, Antoine, Baptiste, Cédric, Damien, Émile, Fabrice, Gérard, "
    "Ilyes, Joël, Kévin, Ludovic, Mathéo, Noël, Olivier, Raphaël, Siméon, Ulysse, Yaël, Giulia, "
    "Søren, Jürgen, Małgorzata, José, Ana, Dmitri, Thị Lan, Mehmet, Siobhán"
)
STEMS = words(
    "Roch, Mor, Lecœ, Fauv, Garn, Bœ, Delacr, Hér, Chast, Vass, Péliss, Len, March, Oz, Quém, "
    "Riv, Sab, Tix, Dubr, Benn, Guill, Carp, Mont, Lag, Fontan, Barr, Coll, Desch, Girard, Perr, "
    "Bouss, Tess, Valad, Cast, Lamb, Brév, Sauv, Moul, Fray, Noir"
)
ENDINGS = words("el, ier, eau, ot, in, ard, et, oux, aud, ois, eur, enc")
FOREIGN = words(
    "Nguyễn, Benali, Traoré, Le-Goff, Núñez, Müller, Søndergaard, Kowalski, O’Brien, D’Almeida"
)
TRADES = words(
    "Boulangerie, Garage, Atelier, Librairie, Cabinet, Salon, Menuiserie, Fromagerie, Agence, "
    "Studio, Imprimerie, Pépinière, Brasserie, Pharmacie, Clinique, Hôtel, Cave, Électricité, "
    "Plomberie, Transports, Architecture, Traiteur"
)
FORMS = words(", SARL, SAS, & Fils, et associés, Frères, Conseil")
NAMED = words(
    "du Port, de l’Étoile, des Halles, du Cœur, Saint-Jean, de la Gare, du Moulin, des Tilleuls, "
    "des Sœurs, du Grand Chêne, de la Rivière, du Vieux Pont"
)
CITIES = (
    ("34200", "Sète"),
    ("69003", "Lyon"),
    ("44000", "Nantes"),
    ("67000", "Strasbourg"),
    ("13001", "Marseille"),
    ("59000", "Lille"),
    ("35000", "Rennes"),
    ("31000", "Toulouse"),
    ("29200", "Brest"),
    ("42000", "Saint-Étienne"),
    ("49100", "Angers"),
    ("89000", "Auxerre"),
)
WANTED = words(
    "Site vitrine, Refonte du logo, Devanture, Carte de visite, Formation sur mesure, "
    "Campagne d’automne, Dépliant trois volets, Photos des produits, Entretien annuel, Audit"
)
SOURCES = ("salon", "bouche-à-oreille", "liste achetée", "site", "annuaire", "")
TAGS = words(
    "fidèle, à revoir, presse, réseau, grands comptes, saisonnier, voisin, ancien collègue, "
    "marché public, fournisseur, école, association"
)
LISTS = words(
    "Salon de Lyon, Liste des artisans, Chambre de commerce, Anciens élèves, Foire d’automne, "
    "Annuaire 2025"
)
OPENINGS = words(
    "Vu au salon, Rappelée ce matin, Message laissé sur le répondeur, Reçu sa réponse, Passé à "
    "l’atelier, Déjeuner ensemble, Appel court entre deux rendez-vous, Croisé à la sortie du "
    "marché, Elle écrit depuis son nouvel emploi, Première prise de contact, Sa sœur a répondu, "
    "Longue conversation"
)
MIDDLES = (
    "veut être rappelé après les fêtes",
    "le budget est voté en janvier et l’associé décide aussi",
    "trouve le devis un peu haut et compare avec un cousin graphiste",
    "pas de réponse à la proposition",
    "très intéressée par l’œuvre complète",
    "demande deux variantes en bleu et en ocre",
    "hésite entre la formule courte et l’abonnement",
    "le chantier a pris du retard à cause de la météo",
    "aimerait visiter une réalisation semblable",
    "la livraison précédente s’est bien passée",
    "un concurrent propose moins cher sans garantie",
    "attend l’accord de la banque",
    "cherche surtout quelqu’un de disponible",
    "parle d’ouvrir une deuxième boutique",
)
CLOSINGS = (
    "Envoyer des exemples",
    "Relancer la semaine prochaine",
    "Préparer une offre",
    "Ne rien envoyer avant l’été",
    "Prévoir une démonstration",
    "Demander les plans",
    "Remercier pour la recommandation",
    "Rappeler le prix de l’entretien",
)
TITLES = ("Rappeler", "Relancer le devis", "Envoyer l’exemple", "Fixer un rendez-vous")
