"""The products that are loaded for real before they are multiplied, in the load format, by arithmetic."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zlib import crc32

from regions.facts import DIGITAL
from store.words import slugify

LANGUAGES = ("de", "en", "fr", "ja")
JOINED = {"de": "{} und {}", "en": "{} and {}", "fr": "{} et {}", "ja": "{}と{}"}

NOUNS = tuple(
    tuple(row.split())
    for row in """
    Garten Garden Jardin 庭
    Fluss River Fleuve 川
    Berg Mountain Montagne 山
    Nacht Night Nuit 夜
    Licht Light Lumière 光
    Stadt City Ville 町
    Haus House Maison 家
    Meer Sea Mer 海
    Winter Winter Hiver 冬
    Sommer Summer Été 夏
    Straße Street Rue 通り
    Brücke Bridge Pont 橋
    Wald Forest Forêt 森
    Stern Star Étoile 星
    Mond Moon Lune 月
    Feuer Fire Feu 火
    Wasser Water Eau 水
    Stein Stone Pierre 石
    Wind Wind Vent 風
    Regen Rain Pluie 雨
    Schnee Snow Neige 雪
    Vogel Bird Oiseau 鳥
    Katze Cat Chat 猫
    Hund Dog Chien 犬
    Pferd Horse Cheval 馬
    Rose Rose Rose 薔薇
    Baum Tree Arbre 木
    Insel Island Île 島
    Hafen Harbour Port 港
    Schiff Ship Navire 船
    Turm Tower Tour 塔
    Tür Door Porte 扉
    Fenster Window Fenêtre 窓
    Spiegel Mirror Miroir 鏡
    Schlüssel Key Clé 鍵
    Brief Letter Lettre 手紙
    Traum Dream Rêve 夢
    Stimme Voice Voix 声
    Lied Song Chanson 歌
    Tanz Dance Danse 踊り
    Krone Crown Couronne 王冠
    Schwert Sword Épée 剣
    Zeit Time Temps 時間
    Reise Journey Voyage 旅
    Erinnerung Memory Souvenir 記憶
    Schatten Shadow Ombre 影
    Kompass Compass Boussole 羅針盤
    Sternwarte Observatory Observatoire 天文台
    """.strip().splitlines()
)
"""One thing in each of LANGUAGES. The first ones are common, the last ones rare."""

SHOPS = {"DE": "1", "AT": "1.03", "FR": "1", "GB": "0.9", "CH": "1.4", "US": "1.1", "JP": "160"}
"""The storefronts that sell it, and what a euro's worth is asked for there."""
BOUND_IN = ("DE", "FR")
"""Where publishers set the price of books and what is like them."""
WHOLE = frozenset({"JP"})
"""Those whose currency has no smaller coin."""


@dataclass(frozen=True, slots=True)
class Department:
    """A root of the tree, and what is sold below it."""

    key: str
    kind: str
    formats: tuple[tuple[str, str], ...]
    """Kind and name of each variant that a product may have."""


DEPARTMENTS = (
    Department("books", "BOOK", (("BOOK", "hardcover"), ("BOOK", "paperback"), ("EBOOK", "ebook"))),
    Department("comics", "BOOK", (("BOOK", "paperback"), ("EBOOK", "ebook"))),
    Department(
        "audiobooks", "AUDIOBOOK_DISC", (("AUDIOBOOK_DISC", "disc"), ("AUDIOBOOK_DOWNLOAD", "download"))
    ),
    Department("sheet-music", "SHEET_MUSIC", (("SHEET_MUSIC", "print"),)),
    Department("music", "MUSIC_DISC", (("MUSIC_DISC", "cd"), ("MUSIC_DISC", "vinyl"))),
    Department("film", "VIDEO_DISC", (("VIDEO_DISC", "dvd"), ("VIDEO_DOWNLOAD", "download"))),
    Department("games", "GAME", (("GAME", "box"),)),
    Department("software", "SOFTWARE", (("SOFTWARE", "box"),)),
    Department("food", "FOOD", (("FOOD", "pack"),)),
    Department("drinks", "DRINK", (("DRINK", "bottle"),)),
    Department("clothing", "CLOTHING", (("CLOTHING", "small"), ("CLOTHING", "large"))),
    Department("children", "CHILDREN_CLOTHING", (("CHILDREN_CLOTHING", "small"),)),
    Department("electronics", "ELECTRONICS", (("ELECTRONICS", "box"),)),
    Department("maps", "MAP", (("MAP", "sheet"),)),
    Department("diaries", "DIARY", (("DIARY", "book"),)),
    Department("other", "OTHER", (("OTHER", "piece"),)),
)
SHELVES = 6
"""Categories in a department."""

Line = dict[str, Any]


def category_lines() -> Iterator[Line]:
    """16 departments with 6 categories each, parents first."""
    for place, department in enumerate(DEPARTMENTS):
        root = f"synthetic-{department.key}"
        yield {"category": root, "texts": _names(root, place), "position": place}
        for shelf in range(SHELVES):
            path = f"{root}/shelf-{shelf}"
            yield {"category": path, "texts": _names(path, place + shelf), "position": shelf}


def product_line(number: int, shops: Collection[str] = SHOPS) -> Line:
    """The product of that number, which its SKU, titles and slugs carry in seven digits."""
    department = DEPARTMENTS[_draw(number, 1, len(DEPARTMENTS))]
    formats = department.formats[: 1 + _draw(number, 2, len(department.formats))]
    things = [_often_common(number, salt) for salt in range(10, 18)]
    is_by_someone = department.kind in {"BOOK", "SHEET_MUSIC", "MUSIC_DISC", "AUDIOBOOK_DISC"}
    return {
        "sku": f"synthetic-{number:07}",
        "kind": department.kind,
        "category": f"synthetic-{department.key}/shelf-{_draw(number, 3, SHELVES)}",
        "brand": None if is_by_someone else f"{NOUNS[_draw(number, 4, len(NOUNS))][1]} & Co",
        "contributors": [_contributor(number)] if is_by_someone else [],
        "texts": {language: _words(things, language, number) for language in LANGUAGES},
        "attributes": {"pages": str(100 + _draw(number, 5, 800))},
        "published": f"{1950 + _draw(number, 6, 76)}-{1 + _draw(number, 7, 12):02}-01",
        "popularity": 1000 + _draw(number, 8, 99_000),
        "variants": [_variant(number, kind, form, shops) for kind, form in formats],
    }


def _variant(number: int, kind: str, form: str, shops: Collection[str]) -> Line:
    cents = 499 + 50 * _draw(number, f"price {form}", 90)
    is_bound = kind in {"BOOK", "EBOOK", "SHEET_MUSIC", "MAP"}
    euros = f"{Decimal(cents) / 100:.2f}"
    bindings = [{"territory": code, "price": euros} for code in BOUND_IN if is_bound]
    facts: Line = {"kind": kind, "first_published": "2020-01-01", "bindings": bindings}
    if kind in {"BOOK", "EBOOK"}:
        facts["languages"] = [LANGUAGES[_draw(number, 9, len(LANGUAGES))]]
    is_reduced = not is_bound and _draw(number, "reduced", 10) == 0
    return {
        "sku": f"synthetic-{number:07}-{form}",
        "options": {"format": form},
        "facts": facts,
        "prices": {code: _price(cents, code, is_reduced) for code in SHOPS if code in shops},
        "stock": None if kind in DIGITAL else _draw(number, f"stock {form}", 40),
    }


def _price(cents: int, shop: str, is_reduced: bool) -> Any:
    asked = Decimal(cents) * Decimal(SHOPS[shop]) / 100
    coin = Decimal(1) if shop in WHOLE else Decimal("0.01")
    price = str(asked.quantize(coin))
    if not is_reduced:
        return [{"from": "2026-01-01", "price": price}]
    before = str((asked * 2).quantize(coin))
    return [{"from": "2026-01-01", "price": before}, {"from": "2026-11-01", "price": price}]


def _words(things: Sequence[int], language: str, number: int) -> Line:
    named = [NOUNS[thing][LANGUAGES.index(language)] for thing in things]
    title = f"{JOINED[language].format(*named[:2])} {number:07}"
    return {"title": title, "description": f"{', '.join(named[2:])}.", "slug": slugify(title)}


def _contributor(number: int) -> Line:
    given, family = (NOUNS[_draw(number, salt, len(NOUNS))][1] for salt in ("given", "family"))
    return {"role": "AUTHOR", "name": {"en": f"{given} {family}"}}


def _names(path: str, place: int) -> Line:
    slug = path.replace("/", "-")
    return {language: {"name": NOUNS[place][at], "slug": slug} for at, language in enumerate(LANGUAGES)}


def _often_common(number: int, salt: int) -> int:
    """A place in NOUNS: the smaller, the more often."""
    return _draw(number, salt, len(NOUNS)) * _draw(number, -salt, len(NOUNS)) // (len(NOUNS) - 1)


def _draw(number: int, salt: int | str, choices: int) -> int:
    """One of `choices`, always the same for the same number and salt."""
    return crc32(f"{salt}:{number}".encode()) % choices
