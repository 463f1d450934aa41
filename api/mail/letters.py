"""Letters: what a message of the outbox says, as text and as HTML, in its own language."""

from collections.abc import Iterator, Mapping

from api.mail.paper import Desk, Letter, Payload, Writer
from api.mail.reviews import WRITERS as ABOUT_REVIEWS
from locales import phrases
from regions.region import Storefront
from regions.words import N_
from store.outbox import Message

TIMES = "\N{MULTIPLICATION SIGN}"


def write_letter(message: Message, storefront: Storefront) -> Letter | None:
    """The letter of a message; None for a kind that nobody knows to write."""
    writer = WRITERS.get(message.kind)
    if writer is None:
        return None
    country = storefront.country
    return writer(Desk(phrases(message.language, country), message.language, country), message.payload)


def _confirmed(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(N_("Thank you for your order {number}. We have accepted it."), number=told["number"])
    subject = desk.say(N_("Your order {number}"), number=told["number"])
    return Letter(subject, (opening, *_order(desk, told)))


def _received(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(
        N_("Thank you for your order {number}. Please transfer {amount} and name this number."),
        number=told["number"],
        amount=desk.money(told["payable"], told["currency"]),
    )
    subject = desk.say(N_("Your order {number} waits for its payment"), number=told["number"])
    return Letter(subject, (opening, *_order(desk, told)))


def _cancelled(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(
        N_("Your order {number} is cancelled. What you have paid is paid back."), number=told["number"]
    )
    return Letter(desk.say(N_("Your order {number} is cancelled"), number=told["number"]), (opening,))


def _access(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(N_("With this code you can see your order {number} for a day:"), number=told["number"])
    ending = desk.say(N_("If you didn't ask for it, there is nothing to do."))
    subject = desk.say(N_("Your order {number}"), number=told["number"])
    return Letter(subject, (opening, told["token"], ending))


def _gift_card(desk: Desk, told: Payload) -> Letter:
    amount = desk.money(told["amount"], told["currency"])
    opening = desk.say(N_("Your gift card is worth {amount}. Its code is:"), amount=amount)
    return Letter(desk.say(N_("Your gift card")), (opening, told["code"]))


def _withdrawn(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(N_("We have received your withdrawal from the order {number}."), number=told["number"])
    amount = desk.money(told["refund"], told["currency"])
    refund = desk.say(N_("Once the goods are back we pay back {amount}."), amount=amount)
    goods = ", ".join(told["skus"])
    subject = desk.say(N_("Your withdrawal from the order {number}"), number=told["number"])
    return Letter(subject, (opening, goods, refund))


def _return_announced(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(N_("You want to send back goods of the order {number}."), number=told["number"])
    ending = desk.say(N_("Please put the order's number into the parcel. We write to you once it is here."))
    subject = desk.say(N_("Your return for the order {number}"), number=told["number"])
    return Letter(subject, (opening, ending))


def _return_accepted(desk: Desk, told: Payload) -> Letter:
    amount = desk.money(told["refund"], told["currency"])
    opening = desk.say(
        N_("We have accepted your return for the order {number} and pay back {amount}."),
        number=told["number"],
        amount=amount,
    )
    subject = desk.say(N_("Your return for the order {number}"), number=told["number"])
    return Letter(subject, (opening,))


def _return_refused(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(
        N_("We can't accept your return for the order {number}, and this is why:"), number=told["number"]
    )
    subject = desk.say(N_("Your return for the order {number}"), number=told["number"])
    return Letter(subject, (opening, told["why"]))


WRITERS: Mapping[str, Writer] = {
    "ORDER_CONFIRMED": _confirmed,
    "ORDER_RECEIVED": _received,
    "ORDER_CANCELLED": _cancelled,
    "ORDER_ACCESS": _access,
    "GIFT_CARD": _gift_card,
    "WITHDRAWAL_CONFIRMED": _withdrawn,
    "RETURN_ANNOUNCED": _return_announced,
    "RETURN_ACCEPTED": _return_accepted,
    "RETURN_REFUSED": _return_refused,
    **ABOUT_REVIEWS,
}


def _order(desk: Desk, told: Payload) -> Iterator[str]:
    """The lines, sums and notices of an order."""
    currency = told["currency"]
    yield "\n".join(
        f"{line['quantity']} {TIMES} {line['title']}: {desk.money(line['total'], currency)}"
        for line in told["lines"]
    )
    sums = [
        desk.say(N_("Delivery: {amount}"), amount=desk.money(told["shipping"], currency)),
        desk.say(N_("Total: {amount}"), amount=desk.money(told["total"], currency)),
        desk.say(N_("To be paid: {amount}"), amount=desk.money(told["payable"], currency)),
    ]
    yield "\n".join(sums)
    if told["notices"]:
        yield "\n".join(dict.fromkeys(told["notices"]))
    if told.get("withdrawal_days"):
        yield _withdrawal(desk, told)


def _withdrawal(desk: Desk, told: Payload) -> str:
    """What a letter that lasts must tell of the right to withdraw (CRD arts 6 (1) (h), 8 (7))."""
    right = N_(
        "You may withdraw from this contract, for no reason, within {days} days of receiving the last good."
    )
    way = N_(
        "Tell us so on the page of your order, or in your own words to {mail}, before the period is over."
    )
    outcome = N_("We then pay back what you have paid, standard delivery included, once the goods are back.")
    exempt = N_("Goods that the law exempts can't go back.")
    told_params = {"days": told["withdrawal_days"], "mail": told["mail"]}
    return "\n".join(desk.say(each, **told_params) for each in (right, way, outcome, exempt))
