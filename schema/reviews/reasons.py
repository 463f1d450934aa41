"""Why a review isn't published, as its author reads it."""

from collections.abc import Mapping

from regions.words import N_
from store.reviews.states import Reason

REASONS: Mapping[Reason, str] = {
    Reason.LINK: N_("It holds a link; somebody looks at it before it is shown."),
    Reason.CONTACT: N_(
        "It holds an e-mail address or a telephone number; somebody looks at it before it is shown."
    ),
    Reason.DUPLICATE: N_("The same text was sent before; somebody looks at it before it is shown."),
    Reason.VELOCITY: N_("Many reviews came at once; somebody looks at it before it is shown."),
    Reason.LOOKED_AT_FIRST: N_("This shop looks at every review before it is shown."),
    Reason.OFF_TOPIC: N_("It isn't about the product."),
    Reason.OFFENSIVE: N_("It is offensive."),
    Reason.PERSONAL_DATA: N_("It tells personal data."),
    Reason.ADVERTISING: N_("It advertises something."),
    Reason.FAKE: N_("It doesn't tell of an experience with the product."),
    Reason.ILLEGAL: N_("It breaks the law."),
}
