"""Every field of the staff's schema, asked by everybody who might try."""

from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLField, get_named_type, is_composite_type

from schema.identity import NodeType, write_id
from store.accounts.staff import Role
from store.database import Database
from tests.schema.staff.office import Office, staff_schema

SEEN = "seen"
NO_ONE = "SIGN_IN_REQUIRED"
NO = "FORBIDDEN"


@dataclass(frozen=True)
class Rule:
    """How a field is asked, and what is needed: all these roles, as far as they must reach."""

    arguments: str = ""
    roles: tuple[Role, ...] = ()
    reach: str = "SOMEWHERE"


REVIEW = write_id(NodeType.REVIEW, 1)

RULES = {
    "Query.me": Rule(),
    "Query.product": Rule('(sku: "x")', (Role.CATALOGUE,)),
    "Query.products": Rule("", (Role.CATALOGUE,)),
    "Query.categories": Rule("", (Role.CATALOGUE,)),
    "Query.translationCoverage": Rule("", (Role.CATALOGUE,)),
    "Query.stock": Rule('(sku: "x")', (Role.STOCK,)),
    "Query.priceHistory": Rule('(sku: "x", region: "DE")', (Role.PRICES,), "ASKED"),
    "Query.order": Rule('(number: "x")', (Role.ORDERS,)),
    "Query.orders": Rule("", (Role.ORDERS,)),
    "Query.policyHistory": Rule('(region: "DE")', (Role.POLICY,), "ASKED"),
    "Query.ruleSimulate": Rule("(input: {case: {}})", (Role.POLICY,)),
    "Query.auditTrail": Rule("", (Role.ADMIN,)),
    "Mutation.staffSignIn": Rule('(input: {email: "x@example.org", password: "x"})', reach="OPEN"),
    "Mutation.providerSignInStart": Rule('(input: {provider: "x"})', reach="OPEN"),
    "Mutation.providerSignIn": Rule('(input: {provider: "x", nonce: "x"})', reach="OPEN"),
    "Query.staffMembers": Rule("", (Role.ADMIN,)),
    "Mutation.staffInvite": Rule('(input: {email: "x", name: "x", grants: []})', (Role.ADMIN,), "EVERYWHERE"),
    "Mutation.staffRolesSet": Rule('(input: {email: "x", region: "DE", roles: []})', (Role.ADMIN,), "ASKED"),
    "Mutation.staffDisable": Rule('(input: {email: "x"})', (Role.ADMIN,), "EVERYWHERE"),
    "Mutation.staffPasswordReset": Rule('(input: {email: "x"})', (Role.ADMIN,), "EVERYWHERE"),
    "Mutation.staffSessionsRevoke": Rule('(input: {email: "x"})', (Role.ADMIN,), "EVERYWHERE"),
    "Mutation.staffPasswordSet": Rule('(input: {token: "x", password: "x"})', reach="OPEN"),
    "Mutation.tokenRefresh": Rule('(input: {refreshToken: "x"})', reach="OPEN"),
    "Mutation.signOut": Rule("(input: {})", reach="OPEN"),
    "Mutation.productsUpsert": Rule(
        "(input: {lines: []})", (Role.CATALOGUE, Role.PRICES, Role.STOCK), "EVERYWHERE"
    ),
    "Mutation.categoriesUpsert": Rule("(input: {lines: []})", (Role.CATALOGUE,), "EVERYWHERE"),
    "Mutation.productUpdate": Rule('(input: {sku: "x"})', (Role.CATALOGUE,), "EVERYWHERE"),
    "Mutation.textsSet": Rule('(input: {sku: "x", language: "de"})', (Role.CATALOGUE,), "EVERYWHERE"),
    "Mutation.variantTextSet": Rule(
        '(input: {sku: "x", language: "de", title: "x"})', (Role.CATALOGUE,), "EVERYWHERE"
    ),
    "Mutation.factsUpdate": Rule('(input: {sku: "x", facts: {}})', (Role.CATALOGUE,), "EVERYWHERE"),
    "Mutation.bindingsSet": Rule(
        '(input: {sku: "x", territory: "DE", bindings: []})', (Role.CATALOGUE,), "EVERYWHERE"
    ),
    "Mutation.listingSet": Rule(
        '(input: {sku: "x", region: "DE", isListed: true})', (Role.CATALOGUE,), "ASKED"
    ),
    "Mutation.pricesSet": Rule('(input: {sku: "x", region: "DE", prices: []})', (Role.PRICES,), "ASKED"),
    "Mutation.stockSet": Rule('(input: {sku: "x", quantity: 1})', (Role.STOCK,), "EVERYWHERE"),
    "Mutation.creditGive": Rule(
        '(input: {email: "x", amount: {amount: "1", currency: "EUR"}, reason: "x"})',
        (Role.ORDERS,),
        "EVERYWHERE",
    ),
    "Mutation.orderNote": Rule('(input: {number: "x", step: SHIP})', (Role.ORDERS,)),
    "Query.returns": Rule("", (Role.ORDERS,)),
    "Mutation.returnReceive": Rule("(input: {id: 1, lines: []})", (Role.ORDERS,)),
    "Mutation.returnAccept": Rule("(input: {id: 1})", (Role.ORDERS,)),
    "Mutation.returnRefuse": Rule('(input: {id: 1, reason: "x"})', (Role.ORDERS,)),
    "Query.deliveryNotices": Rule("", (Role.POLICY,)),
    "Mutation.deliveryNoticeTell": Rule(
        '(input: {region: "DE", since: "2026-12-01", until: "2026-12-02", texts: []})',
        (Role.POLICY,),
        "ASKED",
    ),
    "Mutation.deliveryNoticeWithdraw": Rule('(input: {id: 1, region: "DE"})', (Role.POLICY,), "ASKED"),
    "Query.reviewQueue": Rule("", (Role.MODERATION,)),
    "Query.incidents": Rule(),
    "Query.shopFigures": Rule('(region: "DE")', (Role.FIGURES,), "ASKED"),
    "Query.categoryFigures": Rule('(path: "books", region: "DE")', (Role.FIGURES,), "ASKED"),
    "Query.productFigures": Rule('(sku: "x", region: "DE")', (Role.FIGURES,), "ASKED"),
    "Query.productsToLookAt": Rule('(region: "DE", first: 1)', (Role.FIGURES,), "ASKED"),
    "Query.review": Rule(f'(id: "{REVIEW}")', (Role.MODERATION,)),
    "Query.reviewPolicy": Rule('(region: "DE")', (Role.POLICY,), "ASKED"),
    "Query.cordPolicy": Rule('(region: "DE")', (Role.POLICY,), "ASKED"),
    "Query.problemReports": Rule("", (Role.ORDERS,)),
    "Query.incidentOrders": Rule("(number: 1)", (Role.ORDERS,)),
    "Query.incidentStock": Rule("(number: 1)", (Role.STOCK,)),
    "Mutation.reviewPolicySet": Rule(
        '(input: {region: "DE", publishFirst: true, editDays: 9, inviteDays: null})', (Role.POLICY,), "ASKED"
    ),
    "Mutation.cordPolicySet": Rule(
        '(input: {region: "DE", kind: OTHER, reporters: 2, days: 9, confirmByOther: true})',
        (Role.POLICY,),
        "ASKED",
    ),
    "Mutation.reviewLanguageSet": Rule(f'(input: {{id: "{REVIEW}", language: "de"}})', (Role.MODERATION,)),
    "Mutation.reviewDecide": Rule(f'(input: {{id: "{REVIEW}", decision: PUBLISH}})', (Role.MODERATION,)),
    "Mutation.reviewReportsDismiss": Rule(f'(input: {{id: "{REVIEW}"}})', (Role.MODERATION,)),
    "Mutation.reviewReply": Rule(
        f'(input: {{id: "{REVIEW}", language: "de", text: "x"}})', (Role.MODERATION,)
    ),
    "Mutation.cordPull": Rule('(input: {sku: "x", kind: OTHER, reason: "x"})'),
    "Mutation.incidentNote": Rule('(input: {number: 1, kind: NOTE, text: "x"})'),
    "Mutation.incidentConfirm": Rule("(input: {number: 1})"),
    "Query.promotions": Rule("", (Role.POLICY,)),
    "Mutation.promotionSet": Rule('(input: {code: "x"})', (Role.POLICY,), "EVERYWHERE"),
    "Mutation.policySet": Rule('(input: {region: "DE", field: "x"})', (Role.POLICY,), "ASKED"),
}


def fields() -> dict[str, GraphQLField]:
    """The root fields, by `Type.field`."""
    schema = staff_schema().schema
    roots = [root for root in (schema.query_type, schema.mutation_type) if root is not None]
    return {f"{root}.{name}": field for root in roots for name, field in root.fields.items()}


def documents() -> dict[str, str]:
    """A document for each root field that has a rule; it asks everything below the field."""
    return {
        name: f"{root.lower()} {{ {field}{RULES[name].arguments} {below(get_named_type(found.type))} }}"
        for name, found in fields().items()
        for root, _, field in [name.partition(".")]
        if name in RULES
    }


def below(type_: Any) -> str:
    """A selection of everything below a type."""
    fields = (
        f"{name} {below(get_named_type(field.type)) if is_composite_type(get_named_type(field.type)) else ''}"
        for name, field in type_.fields.items()
    )
    return "{ " + " ".join(fields) + " }"


def test_every_field_has_its_rule() -> None:
    assert set(RULES) == set(fields()), "write down in RULES who may ask it"


async def outcome(office: Office, document: str) -> str:
    """Whether somebody gets an answer, or the code with which they don't."""
    errors = (await office.answer(document)).errors
    return str((errors[0].extensions or {}).get("code")) if errors else SEEN


@pytest.fixture
async def people(database: Database) -> dict[str, Office]:
    """Everybody who might try."""
    office = Office(database)
    return {
        "a stranger": office,
        "staff without a role": await office.hire("Nobody"),
        "staff of another region": await office.hire("Fabien", *[(role, "FR") for role in Role]),
        "staff of the region": await office.hire("Dora", *[(role, "DE") for role in Role]),
        "staff of all regions": await office.hire("Head", *[(role, None) for role in Role]),
    }


EXPECTED = {
    "OPEN": (SEEN, SEEN, SEEN, SEEN, SEEN),
    "ANY ROLE": (NO_ONE, SEEN, SEEN, SEEN, SEEN),
    "SOMEWHERE": (NO_ONE, NO, SEEN, SEEN, SEEN),
    "ASKED": (NO_ONE, NO, NO, SEEN, SEEN),
    "EVERYWHERE": (NO_ONE, NO, NO, NO, SEEN),
}


async def test_each_field_is_seen_by_those_whose_roles_reach_so_far(people: dict[str, Office]) -> None:
    for name, document in documents().items():
        rule = RULES[name]
        reach = rule.reach if rule.roles or rule.reach == "OPEN" else "ANY ROLE"
        found = {who: await outcome(office, document) for who, office in people.items()}
        assert found == dict(zip(people, EXPECTED[reach], strict=True)), name


async def test_no_other_role_opens_a_field(database: Database) -> None:
    without = {
        role: await Office(database).hire(role.name, *[(other, None) for other in Role if other is not role])
        for role in Role
    }
    for name, document in documents().items():
        for role in Role:
            wanted = NO if role in RULES[name].roles else SEEN
            assert await outcome(without[role], document) == wanted, (name, role)


def test_roles_of_the_counter_are_those_of_the_stockroom() -> None:
    role = staff_schema().schema.type_map["StaffRole"]
    assert isinstance(role, GraphQLEnumType)
    assert set(role.values) == {role.name for role in Role}
