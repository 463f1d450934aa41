"""The words with which facts are told: kinds of goods, conditions, buyers and the like.

They are the vocabulary of the quote's question, name for name.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a good is, as far as any rule cares."""

    BOOK = "BOOK"
    EBOOK = "EBOOK"
    AUDIOBOOK_DISC = "AUDIOBOOK_DISC"
    AUDIOBOOK_DOWNLOAD = "AUDIOBOOK_DOWNLOAD"
    SHEET_MUSIC = "SHEET_MUSIC"
    MAP = "MAP"
    MAGAZINE = "MAGAZINE"
    NEWSPAPER = "NEWSPAPER"
    DIARY = "DIARY"
    MUSIC_DISC = "MUSIC_DISC"
    VIDEO_DISC = "VIDEO_DISC"
    VIDEO_DOWNLOAD = "VIDEO_DOWNLOAD"
    GAME = "GAME"
    SOFTWARE = "SOFTWARE"
    FOOD = "FOOD"
    STAPLE_FOOD = "STAPLE_FOOD"
    DRINK = "DRINK"
    ALCOHOL = "ALCOHOL"
    CLOTHING = "CLOTHING"
    CHILDREN_CLOTHING = "CHILDREN_CLOTHING"
    ELECTRONICS = "ELECTRONICS"
    GIFT_CARD = "GIFT_CARD"
    OTHER = "OTHER"


# Digital goods are never shipped, whatever fulfilment the order asks for.
DIGITAL = frozenset({Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD, Kind.VIDEO_DOWNLOAD})
# Neither are gift cards, which travel as a code.
UNSHIPPED = DIGITAL | {Kind.GIFT_CARD}
AUDIOBOOKS = frozenset({Kind.AUDIOBOOK_DISC, Kind.AUDIOBOOK_DOWNLOAD})


class Condition(StrEnum):
    """In which state a copy is sold."""

    NEW = "NEW"
    USED = "USED"
    DAMAGED_MARKED = "DAMAGED_MARKED"
    OUT_OF_CATALOGUE = "OUT_OF_CATALOGUE"
    ANTIQUE = "ANTIQUE"


class Fulfilment(StrEnum):
    """How the goods reach the buyer."""

    SHIP = "SHIP"
    BOOKSHOP_COUNTER = "BOOKSHOP_COUNTER"
    STORE_COUNTER = "STORE_COUNTER"
    LOCKER = "LOCKER"
    DIGITAL = "DIGITAL"


class BuyerKind(StrEnum):
    """Who buys, where a law treats buyers differently."""

    CONSUMER = "CONSUMER"
    LIBRARY_PUBLIC = "LIBRARY_PUBLIC"
    LIBRARY_SCIENTIFIC = "LIBRARY_SCIENTIFIC"
    SCHOOL = "SCHOOL"
    TEACHER = "TEACHER"
    STUDENT = "STUDENT"
    AUTHOR = "AUTHOR"
    BOOKTRADE_STAFF = "BOOKTRADE_STAFF"
    PUBLIC_BODY = "PUBLIC_BODY"
    COOPERATIVE = "COOPERATIVE"
    BUSINESS = "BUSINESS"


class SchoolBudget(StrEnum):
    """Whose money a school spends: the public hand's, or its own budget."""

    PUBLIC = "PUBLIC"
    SCHOOL = "SCHOOL"


class SchoolLevel(StrEnum):
    """For which school a textbook is made."""

    PRIMARY = "PRIMARY"
    LOWER_SECONDARY = "LOWER_SECONDARY"
    UPPER_SECONDARY = "UPPER_SECONDARY"
    HIGHER = "HIGHER"


class BindingMode(StrEnum):
    """Marks a published price that binds less than the law of its territory would."""

    MINIMUM = "MINIMUM"
    RECOMMENDED = "RECOMMENDED"


class SpecialType(StrEnum):
    """Which special price a publisher published: for a series, for many copies, or for subscribers."""

    SERIES = "SERIES"
    VOLUME = "VOLUME"
    SUBSCRIPTION = "SUBSCRIPTION"


class RatingScheme(StrEnum):
    """Who rated a film or game."""

    FSK = "FSK"
    USK = "USK"
    PEGI = "PEGI"
    BBFC = "BBFC"
    CERO = "CERO"
    ESRB = "ESRB"


class AlcoholType(StrEnum):
    """Which drink, where the age depends on it."""

    BEER = "BEER"
    WINE = "WINE"
    SPIRITS = "SPIRITS"


class Packaging(StrEnum):
    """What a drink is filled into, where a deposit depends on it."""

    CAN = "CAN"
    PLASTIC_BOTTLE = "PLASTIC_BOTTLE"
    GLASS_BOTTLE = "GLASS_BOTTLE"
    CARTON = "CARTON"
    POUCH = "POUCH"
    OTHER = "OTHER"


class Beverage(StrEnum):
    """Which drink, where a deposit depends on it.

    Mixtures count as what makes up half of them; JUICE are juices, and nectars without bubbles; MILK is what
    is made of milk; INFANT is made for infants alone.
    """

    WATER = "WATER"
    SOFT_DRINK = "SOFT_DRINK"
    JUICE = "JUICE"
    SYRUP = "SYRUP"
    MILK = "MILK"
    INFANT = "INFANT"
    BEER = "BEER"
    WINE = "WINE"
    SPARKLING_WINE = "SPARKLING_WINE"
    SPIRITS = "SPIRITS"


class ContentUnit(StrEnum):
    """Units of net content."""

    GRAM = "g"
    KILOGRAM = "kg"
    MILLILITRE = "ml"
    LITRE = "l"
    CENTIMETRE = "cm"
    METRE = "m"
    SQUARE_METRE = "m2"
    CUBIC_METRE = "m3"
    PIECE = "piece"


class Voucher(StrEnum):
    """A gift card taxed when it is redeemed, or (its tax being known already) when it is sold."""

    MULTI_PURPOSE = "MULTI_PURPOSE"
    SINGLE_PURPOSE = "SINGLE_PURPOSE"
