"""Letters about reviews and about products that are pulled."""

from collections.abc import Mapping

from api.mail.paper import Desk, Letter, Payload, Writer
from regions.words import N_
from schema.reviews.reasons import REASONS
from store.incidents.policies import Problem
from store.reviews.states import Reason, Status

PROBLEMS: Mapping[Problem, str] = {
    Problem.DAMAGED: N_("It arrives damaged."),
    Problem.WRONG_DESCRIPTION: N_("It isn't as described."),
    Problem.WRONG_ITEM: N_("It is another product."),
    Problem.MISSING_PART: N_("A part is missing."),
    Problem.UNSAFE: N_("It is dangerous."),
    Problem.QUALITY: N_("It is badly made."),
    Problem.OTHER: N_("Something else is wrong with it."),
}
DECISIONS: Mapping[Status, str] = {
    Status.PUBLISHED: N_("Your review of {title} is published. Thank you!"),
    Status.REJECTED: N_(
        "We haven't published your review of {title}. You may change it; we look at it again."
    ),
    Status.REMOVED: N_("We have taken down your review of {title}."),
}


def _invited(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(
        N_(
            "Some days ago your order {number} arrived. How do you like it? Your review helps others to"
            " choose, whatever it says."
        ),
        number=told["number"],
    )
    if told["guest"]:
        way = desk.say(
            N_(
                "Open an account in our shop and give the code {code} with your review. It then shows that"
                " you have bought it."
            ),
            code=told["code"],
        )
    else:
        way = desk.say(N_("Sign in to write your review. It shows that you have bought it."))
    ending = desk.say(
        N_(
            "You get this letter once, because you have bought from us. If you don't want such letters,"
            " enter the code {code} in our shop or answer this one. Nothing else changes."
        ),
        code=told["code"],
    )
    subject = desk.say(N_("How do you like it? Your order {number}"), number=told["number"])
    return Letter(subject, (opening, "\n".join(told["titles"]), way, ending))


def _decided(desk: Desk, told: Payload) -> Letter:
    title = " ".join(told["title"].split())
    paragraphs = [desk.say(DECISIONS[Status(told["status"])], title=title)]
    if told["reason"] is not None:
        paragraphs.append(
            desk.say(N_("The reason: {reason}"), reason=desk.say(REASONS[Reason(told["reason"])]))
        )
        paragraphs.append(desk.say(N_("If you think that this is wrong, answer this letter.")))
    return Letter(desk.say(N_("Your review of {title}"), title=title), tuple(paragraphs))


def _thanked(desk: Desk, told: Payload) -> Letter:
    opening = desk.say(
        N_("Thank you for telling us what is wrong with {title} from your order {number}."),
        title=told["title"],
        number=told["number"],
    )
    outcome = desk.say(N_("We have stopped selling it until somebody has confirmed that the cause is gone."))
    rights = desk.say(N_("Your rights about your own order stay as they are."))
    return Letter(desk.say(N_("Thank you for telling us")), (opening, outcome, rights))


def _pulled(desk: Desk, told: Payload) -> Letter:
    sku, kind = told["sku"], desk.say(PROBLEMS[Problem(told["kind"])])
    if told["region"] is None:
        opening = desk.say(N_("{sku} isn't sold any more, in any region."), sku=sku)
    else:
        opening = desk.say(N_("{sku} isn't sold any more in {region}."), sku=sku, region=told["region"])
    if told["opened_by"] is None:
        why = desk.say(N_("Independent customers have reported the same: {kind}"), kind=kind)
    else:
        why = desk.say(
            N_("{name} has pulled the cord: {kind} {reason}"),
            name=told["opened_by"],
            kind=kind,
            reason=told["reason"] or "",
        )
    next_step = desk.say(
        N_("Look for the cause, note it with incident {number}, and confirm there when it is gone."),
        number=told["number"],
    )
    return Letter(desk.say(N_("Not sold any more: {sku}"), sku=sku), (opening, why, next_step))


WRITERS: Mapping[str, Writer] = {
    "REVIEW_INVITATION": _invited,
    "REVIEW_DECIDED": _decided,
    "PROBLEM_THANKS": _thanked,
    "CORD_PULLED": _pulled,
}
