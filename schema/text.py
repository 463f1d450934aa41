"""Texts of the shop (titles, descriptions, names) and the language that served."""

import strawberry

from schema.freshness import PUBLIC
from schema.plan import cacheable
from schema.scalars import LanguageTag
from store.catalog.texts import Text


@cacheable(PUBLIC)
@strawberry.type(description="A text of the shop with the language that it is actually in.")
class LocalizedText:
    """One field of one thing; each field falls back by itself."""

    value: str = strawberry.field(description="The text.")
    language: LanguageTag = strawberry.field(description="Language of the text.")
    is_fallback: bool = strawberry.field(
        description="Whether another language than the asked one had to serve."
    )


def localize(text: Text, language: str) -> LocalizedText:
    """A found text as the answer to a context's language; `de` serves `de-AT` without being a fallback."""
    served = text.language == language or language.startswith(f"{text.language}-")
    return LocalizedText(value=text.value, language=LanguageTag(text.language), is_fallback=not served)
