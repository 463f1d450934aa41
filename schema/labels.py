"""What the shopper reads for the codes of attributes, options and roles.

The merchant may use any code; those that the shop knows have words in every language, others stand for
themselves.
"""

from types import MappingProxyType

from locales import language_name, phrases
from regions.taxes import LABELS
from regions.words import N_
from schema.context import ShopContext

NAMES = MappingProxyType(
    {
        "pages": N_("Pages"),
        "original_language": N_("Original language"),
        "language": N_("Language"),
        "format": N_("Format"),
        "size": N_("Size"),
        "colour": N_("Colour"),
        "weight": N_("Weight"),
        "volume": N_("Volume"),
        "material": N_("Material"),
        "players": N_("Players"),
        "duration": N_("Duration"),
    }
)

VALUES = MappingProxyType(
    {
        "hardcover": N_("Hardcover"),
        "paperback": N_("Paperback"),
        "ebook": N_("E-book"),
        "audio_cd": N_("Audiobook on CD"),
        "audiobook": N_("Audiobook download"),
        "score": N_("Sheet music"),
        "map": N_("Map"),
        "cd": N_("CD"),
        "red": N_("Red"),
        "black": N_("Black"),
        "white": N_("White"),
        "blue": N_("Blue"),
        "green": N_("Green"),
    }
)

ROLES = MappingProxyType(
    {
        "AUTHOR": N_("Author"),
        "EDITOR": N_("Editor"),
        "TRANSLATOR": N_("Translator"),
        "ILLUSTRATOR": N_("Illustrator"),
        "NARRATOR": N_("Narrator"),
        "COMPOSER": N_("Composer"),
        "PERFORMER": N_("Performer"),
        "DIRECTOR": N_("Director"),
    }
)

LANGUAGE_CODES = frozenset({"language", "original_language"})


def name_code(code: str, shop: ShopContext) -> str:
    """What an attribute or option is called."""
    known = NAMES.get(code)
    return phrases(shop.language).say(known) if known else code.replace("_", " ").capitalize()


def name_value(code: str, value: str, shop: ShopContext) -> str:
    """The value of an attribute or option as it is shown."""
    if code in LANGUAGE_CODES:
        return language_name(value, shop.language)
    known = VALUES.get(value)
    return phrases(shop.language).say(known) if known else value


def name_role(role: str, shop: ShopContext) -> str:
    """What someone did for a product."""
    known = ROLES.get(role)
    return phrases(shop.language).say(known) if known else role.replace("_", " ").capitalize()


def tax_label(name: str, shop: ShopContext) -> str:
    """What an invoice calls a tax, in the shopper's language; a plug-in's tax by the plug-in's own name."""
    known = LABELS.get(name)
    return phrases(shop.language, shop.storefront.country).say(known) if known else name
