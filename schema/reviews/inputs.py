"""What customers ask for about reviews and products that are faulty, and what is wrong with it."""

from enum import Enum

import strawberry

from locales import is_tag
from regions.words import N_
from schema.context import bad_language
from schema.reviews.narrowing import primary
from schema.scalars import LanguageTag
from schema.user_errors import UserError, UserErrorCode, input_error
from store.ratings import RATINGS
from store.reviews.language import detect_language
from store.reviews.wording import LONGEST_BODY, LONGEST_TITLE, tidy_line, tidy_text
from store.reviews.writing import Words

LANGUAGE = "Language that it is written in; by default it is found out."
PLAIN = "Plain text of 1 to 5,000 characters; nothing in it is interpreted."


@strawberry.enum(description="What is wrong with a review.")
class ReviewReportReason(Enum):
    """Somebody of the shop looks at it."""

    OFF_TOPIC = strawberry.enum_value("OFF_TOPIC", description="It isn't about the product.")
    OFFENSIVE = strawberry.enum_value("OFFENSIVE", description="It is offensive.")
    PERSONAL_DATA = strawberry.enum_value("PERSONAL_DATA", description="It tells personal data.")
    ADVERTISING = strawberry.enum_value("ADVERTISING", description="It advertises something.")
    FAKE = strawberry.enum_value("FAKE", description="Its author doesn't seem to know the product.")
    ILLEGAL = strawberry.enum_value("ILLEGAL", description="It breaks the law.")


@strawberry.input(description="A review of a product.")
class ReviewSubmitInput:
    """One for each customer and product."""

    product_id: strawberry.ID | None = strawberry.field(default=None, description="Id of the product.")
    sku: str | None = strawberry.field(default=None, description="Number of the product, without its id.")
    rating: int = strawberry.field(description="Stars, from 1 to 5.")
    title: str | None = strawberry.field(default=None, description="Title of at most 120 characters.")
    body: str = strawberry.field(description=PLAIN)
    language: LanguageTag | None = strawberry.field(default=None, description=LANGUAGE)
    invitation: str | None = strawberry.field(
        default=None, description="Code from the letter that asks for it; it verifies what a guest bought."
    )


@strawberry.input(description="Other words in the place of a review's.")
class ReviewUpdateInput:
    """All of it is replaced; what it said before is kept for the shop."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    rating: int = strawberry.field(description="Stars, from 1 to 5.")
    title: str | None = strawberry.field(default=None, description="Title of at most 120 characters.")
    body: str = strawberry.field(description=PLAIN)
    language: LanguageTag | None = strawberry.field(default=None, description=LANGUAGE)


@strawberry.input(description="A review to delete.")
class ReviewDeleteInput:
    """With its history and its votes. By its id, or by the product, of which each customer has one review."""

    id: strawberry.ID | None = strawberry.field(default=None, description="Id of the review.")
    product_id: strawberry.ID | None = strawberry.field(default=None, description="Id of the product.")
    sku: str | None = strawberry.field(default=None, description="Number of the product, without its id.")


@strawberry.input(description="Whether a review helped.")
class ReviewVoteInput:
    """Each customer has one vote, which may be changed."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    helpful: bool | None = strawberry.field(description="Whether it helped; null takes the vote back.")


@strawberry.input(description="A review that shouldn't be there.")
class ReviewReportInput:
    """It stays until somebody of the shop has looked at it."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    reason: ReviewReportReason = strawberry.field(description="What is wrong with it.")
    text: str | None = strawberry.field(default=None, description="More about it, at most 5,000 characters.")


@strawberry.input(description="Whether letters are wanted that ask for reviews.")
class ReviewInvitationsSetInput:
    """Remembered for the e-mail address, whether it has an account or not."""

    wanted: bool = strawberry.field(description="Whether they are.")
    code: str | None = strawberry.field(
        default=None, description="Code from such a letter; not needed by a customer who is signed in."
    )


async def read_words(given: ReviewSubmitInput | ReviewUpdateInput, language: str) -> Words | list[UserError]:
    """The tidied words, or what is wrong with them. A language that isn't given is found out."""
    if given.language is not None and not is_tag(given.language):
        raise bad_language(given.language, language)
    title, body = tidy_line(given.title or ""), tidy_text(given.body)
    faults: list[UserError] = []
    if given.rating not in RATINGS:
        message = N_("A review has 1 to 5 stars, not {rating}.")
        faults.append(input_error(UserErrorCode.BAD_RATING, language, message, "rating", rating=given.rating))
    if len(title) > LONGEST_TITLE:
        message = N_("A title has at most {most} characters.")
        faults.append(input_error(UserErrorCode.BAD_TEXT, language, message, "title", most=LONGEST_TITLE))
    if not 1 <= len(body) <= LONGEST_BODY:
        message = N_("A review has 1 to {most} characters.")
        faults.append(input_error(UserErrorCode.BAD_TEXT, language, message, "body", most=LONGEST_BODY))
    if faults:
        return faults
    if given.language is not None:
        return Words(given.rating, title or None, body, primary(given.language))
    found = await detect_language(f"{title}\n{body}", primary(language))
    return Words(given.rating, title or None, body, found, detected=True)
