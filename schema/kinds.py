"""Kinds of things as the law tells them apart: tax, price and age rules go by kind."""

from enum import Enum
from types import MappingProxyType

import strawberry

from locales import phrases
from regions.words import N_


@strawberry.enum(description="What a thing is to the law: tax, price and age rules go by kind.")
class ProductKind(Enum):
    """The law book's kinds, in the words of the counter."""

    ALCOHOL = strawberry.enum_value("ALCOHOL", description="Alcoholic drink.")
    AUDIOBOOK_DISC = strawberry.enum_value("AUDIOBOOK_DISC", description="Audiobook on a disc.")
    AUDIOBOOK_DOWNLOAD = strawberry.enum_value("AUDIOBOOK_DOWNLOAD", description="Audiobook to download.")
    BOOK = strawberry.enum_value("BOOK", description="Printed book.")
    CHILDREN_CLOTHING = strawberry.enum_value("CHILDREN_CLOTHING", description="Clothing for children.")
    CLOTHING = strawberry.enum_value("CLOTHING", description="Clothing.")
    DIARY = strawberry.enum_value("DIARY", description="Diary or calendar.")
    DRINK = strawberry.enum_value("DRINK", description="Drink without alcohol.")
    EBOOK = strawberry.enum_value("EBOOK", description="E-book.")
    ELECTRONICS = strawberry.enum_value("ELECTRONICS", description="Electronics.")
    FOOD = strawberry.enum_value("FOOD", description="Food.")
    GAME = strawberry.enum_value("GAME", description="Game.")
    GIFT_CARD = strawberry.enum_value("GIFT_CARD", description="Gift card.")
    MAGAZINE = strawberry.enum_value("MAGAZINE", description="Magazine.")
    MAP = strawberry.enum_value("MAP", description="Map.")
    MUSIC_DISC = strawberry.enum_value("MUSIC_DISC", description="Music on a disc.")
    NEWSPAPER = strawberry.enum_value("NEWSPAPER", description="Newspaper.")
    OTHER = strawberry.enum_value("OTHER", description="Anything else.")
    SHEET_MUSIC = strawberry.enum_value("SHEET_MUSIC", description="Sheet music.")
    SOFTWARE = strawberry.enum_value("SOFTWARE", description="Software.")
    STAPLE_FOOD = strawberry.enum_value("STAPLE_FOOD", description="Staple food, which some laws tax less.")
    VIDEO_DISC = strawberry.enum_value("VIDEO_DISC", description="Film on a disc.")
    VIDEO_DOWNLOAD = strawberry.enum_value("VIDEO_DOWNLOAD", description="Film to download.")


NAMES = MappingProxyType(
    {
        ProductKind.ALCOHOL: N_("Alcoholic drinks"),
        ProductKind.AUDIOBOOK_DISC: N_("Audiobook on CD"),
        ProductKind.AUDIOBOOK_DOWNLOAD: N_("Audiobook download"),
        ProductKind.BOOK: N_("Book"),
        ProductKind.CHILDREN_CLOTHING: N_("Children's clothing"),
        ProductKind.CLOTHING: N_("Clothing"),
        ProductKind.DIARY: N_("Diary"),
        ProductKind.DRINK: N_("Drinks"),
        ProductKind.EBOOK: N_("E-book"),
        ProductKind.ELECTRONICS: N_("Electronics"),
        ProductKind.FOOD: N_("Food"),
        ProductKind.GAME: N_("Game"),
        ProductKind.GIFT_CARD: N_("Gift card"),
        ProductKind.MAGAZINE: N_("Magazine"),
        ProductKind.MAP: N_("Map"),
        ProductKind.MUSIC_DISC: N_("Music"),
        ProductKind.NEWSPAPER: N_("Newspaper"),
        ProductKind.OTHER: N_("Other"),
        ProductKind.SHEET_MUSIC: N_("Sheet music"),
        ProductKind.SOFTWARE: N_("Software"),
        ProductKind.STAPLE_FOOD: N_("Staple food"),
        ProductKind.VIDEO_DISC: N_("Film"),
        ProductKind.VIDEO_DOWNLOAD: N_("Film download"),
    }
)


def kind_name(kind: str, language: str) -> str:
    """What a kind is called in a language."""
    return phrases(language).say(NAMES[ProductKind(kind)])
