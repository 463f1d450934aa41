"""What is told about a customer, and whether it can be taken."""

import strawberry

from regions.words import N_
from schema.addresses import EMAIL, AddressInput
from schema.scalars import LanguageTag, RegionCode
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.passwords import LONGEST, SHORTEST

LONGEST_NAME = 80


@strawberry.input(description="A new account.")
class CustomerRegisterInput:
    """What somebody registers with."""

    email: str = strawberry.field(description="Where mail goes to.")
    password: str = strawberry.field(description=f"{SHORTEST} to {LONGEST} characters.")
    public_name: str | None = strawberry.field(default=None, description="The name beside reviews.")
    cart_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The cart at hand: it becomes the customer's, and takes over what their other ones hold.",
    )


@strawberry.input(description="What somebody signs in with.")
class SignInInput:
    """Address and password."""

    email: str = strawberry.field(description="The account's address.")
    password: str = strawberry.field(description="Its password.")
    cart_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The cart at hand: it becomes the customer's, and takes over what their other ones hold.",
    )


@strawberry.input(description="A session that goes on.")
class TokenRefreshInput:
    """The token that was handed out last."""

    refresh_token: str = strawberry.field(description="The token of the last answer; it is good for one use.")


@strawberry.input(description="A session that ends.")
class SignOutInput:
    """Nothing needs to be told."""

    client_mutation_id: str | None = strawberry.field(
        default=None, description="Comes back unchanged, for clients that match answers to questions."
    )


@strawberry.input(description="What changes about a customer; what is left out stays.")
class CustomerUpdateInput:
    """Null takes a value away."""

    public_name: str | None = strawberry.field(
        default=strawberry.UNSET, description="The name beside reviews."
    )
    language: LanguageTag | None = strawberry.field(
        default=strawberry.UNSET, description="The language that is used when a request names none."
    )
    region: RegionCode | None = strawberry.field(
        default=strawberry.UNSET, description="The region that is used when a request names none."
    )


@strawberry.input(description="An address to keep.")
class AddressCreateInput:
    """A new address."""

    address: AddressInput = strawberry.field(description="The address.")
    is_default: bool = strawberry.field(default=False, description="Use it when none is chosen.")


@strawberry.input(description="An address that takes the place of another.")
class AddressUpdateInput:
    """A kept address and its new parts."""

    id: strawberry.ID = strawberry.field(description="Id of the kept address.")
    address: AddressInput = strawberry.field(description="The address as it should be.")
    is_default: bool = strawberry.field(default=False, description="Use it when none is chosen.")


@strawberry.input(description="An address to forget.")
class AddressDeleteInput:
    """A kept address."""

    id: strawberry.ID = strawberry.field(description="Id of the kept address.")


def faults_of_registration(given: CustomerRegisterInput, language: str) -> list[UserError]:
    """Why an account can't be made of these."""
    return [
        *faults_of_email(given.email, language),
        *faults_of_password(given.password, language),
        *faults_of_name(given.public_name, language),
    ]


def faults_of_email(email: str, language: str) -> list[UserError]:
    """Why no mail can be sent there."""
    if EMAIL.match(email.strip()):
        return []
    message = N_("“{email}” is not an e-mail address.")
    return [input_error(UserErrorCode.BAD_EMAIL, language, message, "email", email=email[:40])]


def faults_of_password(password: str, language: str) -> list[UserError]:
    """Why it can't be a password."""
    if SHORTEST <= len(password) <= LONGEST:
        return []
    message, bounds = N_("A password has {least} to {most} characters."), {"least": SHORTEST, "most": LONGEST}
    return [input_error(UserErrorCode.BAD_PASSWORD, language, message, "password", **bounds)]


def faults_of_name(name: str | None, language: str) -> list[UserError]:
    """Why a name can't stand beside a review."""
    if not name or (len(name) <= LONGEST_NAME and name.isprintable()):
        return []
    message = N_("A name has {most} characters at most, all of them visible.")
    return [input_error(UserErrorCode.BAD_NAME, language, message, "publicName", most=LONGEST_NAME)]
