"""Consumer rights of the European Union, and the words in which its law wants them said.

Withdrawal   CRD arts 9-16: fourteen days; twelve months more for who wasn't informed of it (art. 10)
Function     CRD art. 11a (Directive (EU) 2023/2673): two steps, for contracts from 19 June 2026
Button       CRD art. 8 (2): its label says that the order obliges to pay
Guarantee    Directive (EU) 2019/771 art. 10: two years at least; some member states give more
"""

from dataclasses import replace

from regions.claims import Rule
from regions.dates import span
from regions.rights import Prolongation, Rights, Withdrawal, WithdrawalFunction
from regions.words import N_

WITHDRAWAL = Rule(
    code="EU_WITHDRAWAL",
    title=N_("Right of withdrawal"),
    explanation=N_("Consumers may withdraw within {days} days of receiving the last good."),
    legal_basis="Directive 2011/83/EU arts 9, 16",
    span=span("2014-06-13"),
)
UNINFORMED = Rule(
    code="EU_WITHDRAWAL_UNINFORMED",
    title=N_("Right of withdrawal without information"),
    explanation=N_(
        "Who wasn't informed of the right to withdraw has {months} months more. "
        "Who is informed within them has {days} days from then on."
    ),
    legal_basis="Directive 2011/83/EU art. 10",
    span=span("2014-06-13"),
)
FUNCTION = Rule(
    code="EU_WITHDRAWAL_FUNCTION",
    title=N_("Withdrawal function"),
    explanation=N_("A contract concluded online can be withdrawn from online, in two steps."),
    legal_basis="Directive 2011/83/EU art. 11a",
    span=span("2026-06-19"),
)
ORDER_BUTTON = Rule(
    code="EU_ORDER_BUTTON",
    title=N_("Order button"),
    explanation=N_("The button that places an order says that it obliges to pay."),
    legal_basis="Directive 2011/83/EU art. 8 (2)",
    span=span("2014-06-13"),
)

GUARANTEE_NOTICE = Rule(
    code="EU_GUARANTEE_NOTICE",
    title=N_("Legal guarantee"),
    explanation=N_("The seller answers for it that goods conform to the contract: for {months} months."),
    legal_basis="Directive (EU) 2024/825; Implementing Regulation (EU) 2025/1960",
    span=span("2026-09-27"),
)
REVIEW_NOTICE = Rule(
    code="EU_REVIEW_NOTICE",
    title=N_("Reviews"),
    explanation=N_("A review counts as verified if its author's order was delivered; others aren't checked."),
    legal_basis="Directive 2005/29/EC art. 7 (6)",
    span=span("2022-05-28"),
)
RANKING_NOTICE = Rule(
    code="EU_RANKING_NOTICE",
    title=N_("Order of lists"),
    explanation=N_("Searches go by how well words match and by popularity; nobody pays for a place."),
    legal_basis="Directive 2005/29/EC art. 7 (4a)",
    span=span("2022-05-28"),
)
NOTICES = (GUARANTEE_NOTICE, REVIEW_NOTICE, RANKING_NOTICE)

LABELS = {
    "de": ("Vertrag widerrufen", "Widerruf bestätigen"),
    "el": ("υπαναχώρηση από τη σύμβαση εδώ", "επιβεβαίωση υπαναχώρησης"),
    "en": ("withdraw from contract here", "confirm withdrawal"),
    "es": ("desistir del contrato aquí", "confirmar desistimiento"),
    "fr": ("renoncer au contrat ici", "confirmer la rétractation"),
    "it": ("recedere dal contratto qui", "conferma recesso"),
    "nl": ("overeenkomst hier herroepen", "herroeping bevestigen"),
    "pl": ("odstąp od umowy tutaj", "potwierdź odstąpienie"),
    "pt": ("resolver o contrato aqui", "confirmar a resolução"),
    "sv": ("frånträd avtalet här", "bekräfta frånträdandet"),
}
BUTTONS = {
    "de": "Zahlungspflichtig bestellen",
    "el": "Παραγγελία με υποχρέωση πληρωμής",
    "en": "Order with obligation to pay",
    "es": "Pedido con obligación de pago",
    "fr": "Commande avec obligation de paiement",
    "it": "Ordine con obbligo di pagare",
    "nl": "Bestelling met betalingsplicht",
    "pl": "Zamówienie z obowiązkiem zapłaty",
    "pt": "Encomenda com obrigação de pagar",
    "sv": "Beställning med betalningsskyldighet",
}

# Other words that leave no doubt (Commission guidance on the CRD, 2021, 5.4; BGB § 312j (3): "entsprechend").
PLAIN_WORDS = {
    "de": ("Kostenpflichtig bestellen", "Kaufen", "Jetzt kaufen"),
    "en": ("Buy now", "Pay now", "Confirm purchase"),
}


def rights(
    *languages: str,
    months: int = 24,
    withdrawal: str = "",
    uninformed: str = "",
    function: str = "",
    button: str = "",
    more_notices: tuple[Rule, ...] = (),
) -> Rights:
    """The rights in a member state: its languages first, and where its own law writes them down."""
    spoken = dict.fromkeys((*languages, *LABELS))
    return Rights(
        withdrawal=Withdrawal(
            rule=_national(WITHDRAWAL, withdrawal),
            if_uninformed=Prolongation(_national(UNINFORMED, uninformed)),
        ),
        function=WithdrawalFunction(
            _national(FUNCTION, function), {language: LABELS[language] for language in spoken}
        ),
        guarantee_months=months,
        order_button={language: BUTTONS[language] for language in spoken},
        order_button_rule=_national(ORDER_BUTTON, button),
        order_button_words=PLAIN_WORDS,
        notices=(*NOTICES, *more_notices),
    )


def _national(rule: Rule, legal_basis: str) -> Rule:
    return replace(rule, legal_basis=legal_basis or rule.legal_basis)
