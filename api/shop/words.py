"""The words of the sample shop's page: what its template says between the data."""

from collections.abc import Mapping

from regions.words import N_

WORDS: Mapping[str, str] = {
    "add": N_("Add to basket"),
    "apply": N_("Apply"),
    "back": N_("All products"),
    "basket": N_("Basket"),
    "before": N_("Prior price"),
    "choices": N_("Language and destination"),
    "corrected": N_("Searched for:"),
    "country": N_("Deliver to"),
    "delivery": N_("Delivery"),
    "empty": N_("The basket is empty."),
    "free": N_("Free delivery"),
    "free_from": N_("Free delivery from"),
    "language": N_("Language"),
    "missing": N_("Still missing for free delivery:"),
    "more": N_("Show more"),
    "nothing": N_("Nothing was found."),
    "products": N_("Products"),
    "quantity": N_("Quantity"),
    "remove": N_("Remove"),
    "search": N_("Search"),
    "shops": N_("Other countries"),
    "state": N_("State or province (code)"),
    "taxes": N_("Taxes"),
    "total": N_("Total"),
    "trouble": N_("The shop can't be reached. Try again in a moment."),
    "untranslated": N_("Not translated yet:"),
    "variants": N_("Editions and sizes"),
    "why": N_("Why this price?"),
}
"""Message ids by the names that page.html gives them."""
