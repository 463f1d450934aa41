"""A page of documentation for each region, made from its fact sheet."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from api.commands.console import Refused, say
from regions.alternatives import BY_STATUTE
from regions.lawbook import EDITION, MARKETS, lawbook
from regions.sheet import fact_sheet

FOLDER = Path(__file__).parents[2] / "docs" / "regions"
DEPOSIT = ("Deposit", "On", "Holding", "But not for", "From", "Stock without sold until", "Basis")
AS_OF = date.fromisoformat(EDITION.replace(".", "-") + "-01")
"""The first day of the edition: pages change with the law book, not with the calendar."""


def write_pages() -> None:
    """Renew the page of every region of ours."""
    FOLDER.mkdir(exist_ok=True)
    for code in MARKETS:
        (FOLDER / f"{code.lower()}.md").write_text(page(code), encoding="utf-8")
    say(f"Wrote {len(MARKETS)} pages to {FOLDER}")


def check_pages() -> None:
    """Raises Refused with the names of the pages that no longer say what the law book says."""
    old = [code for code in MARKETS if not _is_current(code)]
    if old:
        raise Refused(f"Out of date: {', '.join(old)}. Renew them with: comptoir regions pages --write")


def _is_current(code: str) -> bool:
    file = FOLDER / f"{code.lower()}.md"
    return file.is_file() and file.read_text(encoding="utf-8") == page(code)


def page(code: str) -> str:
    """The page of one region, as Markdown."""
    book = lawbook()
    shop = book.storefronts[code]
    sheet = fact_sheet(book.laws[shop.country], shop, AS_OF)
    source = inspect.getdoc(import_module(f"regions.{code.lower()}")) or ""
    title, _, sources = source.partition("\n")
    lines = [f"# {title.rstrip('.')}", "", f"Law book {EDITION}, as it holds on {AS_OF}.", ""]
    lines += ["## Sources", "", "```", *sources.strip("\n").split("\n"), "```", ""]
    for heading, part in _parts(sheet):
        lines += [f"## {heading}", "", *part, ""]
    return "\n".join(lines).rstrip() + "\n"


def _parts(sheet: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The sections that have something to say."""
    yield "Shop", _table(("", ""), _shop(sheet["storefront"]))
    yield "Tax", _tax(sheet["tax"])
    if sheet["states"]:
        yield "States and provinces", _states(sheet["states"])
    if sheet["territories"]:
        rows = [
            (
                part["code"],
                part["name"],
                "outside the tax area" if part["outside"] else _all_rates(part["tax"]),
            )
            for part in sheet["territories"]
        ]
        yield "Territories", _table(("Code", "Name", "Tax"), rows)
    for law in sheet["price_laws"]:
        yield f"{law['title']} ({law['code']})", _price_law(law)
    rules = [*sheet["delivery"], *sheet["charges"], *sheet["bans"], *sheet["data_duties"]]
    single = (sheet["bait"], sheet["age_rating"], sheet["prior_price"])
    rules += [rule for rule in single if rule is not None] + sheet["notices"]
    if rules:
        yield "Further rules", _rules(rules)
    if sheet["deposits"]:
        yield sheet["deposits"][0]["title"], _table(DEPOSIT, [_deposit(each) for each in sheet["deposits"]])
    yield "Consumers", _table(("", ""), _consumers(sheet))
    if sheet["alternatives"]:
        choices = [
            (f"`{choice['flag']}`", _yes(choice["default"]), choice["explanation"], choice["legal_basis"])
            for choice in sheet["alternatives"]
        ]
        yield "What the shop may choose", _table(("Flag", "Default", "Meaning", "Basis"), choices)
    if sheet["sales_periods"]:
        periods = [(period["from"], period["until"]) for period in sheet["sales_periods"]]
        yield "Sales periods of the year", _table(("First day", "Last day"), periods)


def _shop(shop: Mapping[str, Any]) -> list[tuple[str, str]]:
    shipping = shop["shipping"]
    free = f", free from {shipping['free_from']} ({shipping['basis']})" if shipping["free_from"] else ""
    return [
        ("Code", shop["code"]),
        ("Currency", shop["currency"]),
        ("Languages", ", ".join(shop["languages"])),
        ("Prices are shown", "with tax" if shop["prices_include_tax"] else "without tax"),
        ("Delivery", f"{shipping['fee']}{free}"),
        ("Delivers to", ", ".join(shop["delivers_to"])),
        ("Phone", f"{shop['contact']['phone']} ({shop['contact']['hours']})"),
    ]


def _tax(tax: Mapping[str, Any]) -> list[str]:
    rows = [(kind, _percent(rate)) for kind, rate in tax.get("kinds", {}).items()]
    if "standard" in tax:
        rows.append(("everything else", _percent(tax["standard"])))
    assumed = f"Assumed, as they were not looked up everywhere: {', '.join(tax['assumed'])}."
    if tax["by_statute"]:
        told = ", ".join(f"{kind} {_percent(rate)}" for kind, rate in tax["by_statute"].items())
        assumed += f" Of these the statute says, and the flag `{BY_STATUTE}` keeps: {told}."
    delivery = f"Delivery is shared by {tax['shipping_split']} value; tax is rounded by {tax['rounding']}."
    table = _table(("Kind", "Rate"), rows) if rows else ["The state or province decides."]
    return [*table, "", assumed, "", f"Basis: {tax['legal_basis']}. {delivery}"]


def _states(states: Mapping[str, Mapping[str, Any]]) -> list[str]:
    rows = [(code, _all_rates(rates)) for code, rates in states.items()]
    return _table(("Code", "Tax"), rows)


def _all_rates(rates: Mapping[str, Any]) -> str:
    """The rates in one line, kinds of one rate together."""
    if "standard" not in rates:
        return "as everywhere"
    groups: dict[str, list[str]] = {}
    for kind, rate in rates["kinds"].items():
        groups.setdefault(rate, []).append(kind)
    told = [f"{', '.join(kinds)} {_percent(rate)}" for rate, kinds in groups.items()]
    return "; ".join([_percent(rates["standard"]), *told])


def _percent(rate: str) -> str:
    """A share as people write it: 0.055 is 5.5 %."""
    return f"{(Decimal(rate) * 100).normalize():f} %"


def _price_law(law: Mapping[str, Any]) -> list[str]:
    rows = [("band", law["band"], law["legal_basis"]), ("kinds", ", ".join(law["kinds"]), "")]
    rows += [("free", freedom["why"], freedom["legal_basis"]) for freedom in law["freedoms"]]
    rows += [
        (concession["band"], concession["why"], concession["legal_basis"])
        for concession in law["concessions"]
    ]
    if law["only_with"]:
        rows.append(("only by choice", f"kept where the flag `{law['only_with']}` is on", ""))
    if law["lifting_after_months"]:
        rows.append(
            ("lifting", f"by the publisher, {law['lifting_after_months']} months after publication", "")
        )
    return _table(("", "", "Basis"), rows)


def _rules(rules: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [
        (
            rule["code"],
            rule["title"],
            rule["legal_basis"],
            rule["valid_from"] or "",
            rule["valid_until"] or "",
        )
        for rule in rules
    ]
    return _table(("Code", "Rule", "Basis", "From", "Until"), rows)


def _deposit(deposit: Mapping[str, Any]) -> tuple[str, ...]:
    returnable = " (returnable)" if deposit["reusable"] else ""
    return (
        deposit["amount"],
        ", ".join(deposit["packagings"]) + returnable,
        f"{deposit['least']} to {deposit['most']} l",
        ", ".join(deposit["spared"]),
        deposit["valid_from"] or "",
        deposit["firm_since"] or "",
        deposit["legal_basis"],
    )


def _consumers(sheet: Mapping[str, Any]) -> list[tuple[str, str]]:
    withdrawal, function = sheet["withdrawal"], sheet["withdrawal_function"]
    labels = next(iter(function.values())) if function else ()
    rows = [
        (
            "Withdrawal",
            f"{withdrawal['days']} days ({withdrawal['legal_basis']})" if withdrawal else "no right",
        ),
        ("If not informed of it", _longer(withdrawal["if_uninformed"]) if withdrawal else ""),
        ("No withdrawal", ", ".join(withdrawal["exemptions"]) if withdrawal else ""),
        ("Withdrawal function", " → ".join(labels)),
        ("Order button", sheet["order_button"] or ""),
        ("Note beside prices", sheet["tax_note"] or ""),
        ("Guarantee", f"{sheet['guarantee_months']} months" if sheet["guarantee_months"] else ""),
        ("Alcohol", ", ".join(f"{drink} {age}" for drink, age in (sheet["alcohol"] or {}).items())),
        ("Unit prices", _yes(sheet["unit_prices"])),
        ("Cash is rounded to", sheet["cash_step"]),
    ]
    return [row for row in rows if row[1]]


def _longer(more: Mapping[str, Any] | None) -> str:
    return f"{more['months']} months more ({more['legal_basis']})" if more else ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
