"""What the publisher says of a record: its dates, its name, the picture of the cover."""

from typing import Any

from store.loading.onix.blocks import Block
from store.loading.onix.dates import Period, read_period

PUBLICATION, EMBARGO, REPRINT = "01", "02", "12"
"""Roles of publishing dates (list 163)."""
PUBLISHER = "01"
FRONT_COVER = "01"
ADDRESSES = ("http://", "https://")

Periods = dict[str, Period]
"""By role."""


def read_periods(publishing: Block | None) -> Periods:
    """Publishing dates, where their format is read."""
    dates = publishing.blocks("PublishingDate") if publishing else ()
    read = ((dated.need("PublishingDateRole"), read_period(dated)) for dated in dates)
    return {role: period for role, period in read if period is not None}


def days_of(periods: Periods) -> dict[str, str]:
    """Days on which laws depend. Of a month or year the last day, so that no law lets go too early."""
    roles = {"first_published": PUBLICATION, "reprinted_on": REPRINT}
    return {fact: periods[role].last.isoformat() for fact, role in roles.items() if role in periods}


def read_brand(publishing: Block | None) -> str | None:
    """The imprint, else the publisher."""
    if publishing is None:
        return None
    imprint = publishing.block("Imprint")
    if imprint and (name := imprint.text("ImprintName")):
        return name
    publishers = (each for each in publishing.blocks("Publisher") if each.need("PublishingRole") == PUBLISHER)
    return next((each.text("PublisherName") for each in publishers), None)


def read_images(collateral: Block | None) -> list[dict[str, Any]]:
    """The front covers that can be had from the web."""
    resources = collateral.blocks("SupportingResource") if collateral else ()
    links = (
        link
        for resource in resources
        if resource.need("ResourceContentType") == FRONT_COVER
        for version in resource.blocks("ResourceVersion")
        for link in version.texts("ResourceLink")
    )
    return [{"url": link} for link in links if link.startswith(ADDRESSES)]
