"""What can be measured of a record, and for whom it is: attributes and a few facts."""

import re
from typing import Any

from store.loading.onix.blocks import Block
from store.loading.onix.languages import tag_of

PAGES = ("11", "00", "05", "07", "08", "10")
"""Page counts (list 23), the best first."""
DURATIONS = ("09", "14", "16")
PAGE_UNIT = "03"
HEIGHT, WIDTH, WEIGHT = "01", "02", "08"
UNITS = {"mm": "mm", "cm": "cm", "in": "in", "gr": "g", "kg": "kg", "lb": "lb", "oz": "oz"}
ORIGINAL_LANGUAGE = "02"

SCHOOLBOOKS = "YP"
"""How Thema's codes of textbooks begin."""
LEVELS = {"12": "PRIMARY", "13": "LOWER_SECONDARY", "14": "UPPER_SECONDARY"}
"""School levels by audience (list 28)."""
ONIX_AUDIENCE = "01"
RATINGS = {"04": "BBFC", "05": "FSK", "10": "USK", "28": "PEGI"}
"""Rating schemes by type of audience code (list 29)."""


def read_attributes(descriptive: Block) -> dict[str, str]:
    """Pages, duration, size, weight and the original language, as far as they are told."""
    original = (
        each for each in descriptive.blocks("Language") if each.need("LanguageRole") == ORIGINAL_LANGUAGE
    )
    extents = {
        (extent.need("ExtentType"), extent.need("ExtentUnit")): extent.text("ExtentValue") or ""
        for extent in descriptive.blocks("Extent")
    }
    measures = {each.need("MeasureType"): _measured(each) for each in descriptive.blocks("Measure")}
    size = " \u00d7 ".join(measures[kind] for kind in (HEIGHT, WIDTH) if kind in measures)
    told = {
        "pages": next((said for kind in PAGES if (said := extents.get((kind, PAGE_UNIT)))), None),
        "duration": next((said for kind in DURATIONS if (said := _duration(kind, extents))), None),
        "size": size,
        "weight": measures.get(WEIGHT),
        "original_language": next((tag_of(each.text("LanguageCode")) for each in original), None),
    }
    return {name: said for name, said in told.items() if said}


def _measured(measure: Block) -> str:
    unit = measure.need("MeasureUnitCode")
    return f"{measure.need('Measurement')} {UNITS.get(unit, unit)}"


def _duration(kind: str, extents: dict[tuple[str, str], str]) -> str | None:
    """Hours and minutes, such as 5:20."""
    minutes = extents.get((kind, "05"), "")
    if re.fullmatch(r"\d{1,6}", minutes, re.ASCII):
        return f"{int(minutes) // 60}:{int(minutes) % 60:02}"
    for unit in ("15", "16"):
        if found := re.fullmatch(r"(\d{3})(\d{2})(\d{2})?", extents.get((kind, unit), ""), re.ASCII):
            return f"{int(found[1])}:{found[2]}"
    return None


def read_audience(descriptive: Block) -> dict[str, Any]:
    """Facts that follow from whom it is for: a textbook's school level, an age rating."""
    told = [
        (each.need("AudienceCodeType"), each.need("AudienceCodeValue"))
        for each in descriptive.blocks("Audience")
    ]
    told += [(ONIX_AUDIENCE, code) for code in descriptive.texts("AudienceCode")]
    facts: dict[str, Any] = {}
    for kind, value in told:
        if kind == ONIX_AUDIENCE and value in LEVELS and _is_schoolbook(descriptive):
            facts["school_level"] = LEVELS[value]
        age = re.search(r"\b(1[0-8]|\d)\b", value, re.ASCII)
        if kind in RATINGS and age:
            facts["age_rating"] = {"scheme": RATINGS[kind], "value": age[0]}
    return facts


def _is_schoolbook(descriptive: Block) -> bool:
    codes = (subject.text("SubjectCode") or "" for subject in descriptive.blocks("Subject"))
    return any(code.startswith(SCHOOLBOOKS) for code in codes)
