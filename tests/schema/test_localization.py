"""Regions, and where a shopper stands."""

from datetime import timedelta

from regions.facts import Destination
from regions.lawbook import lawbook
from store.setting import set_policy
from tests.schema.counter import NOW, Counter

TARIFF = "{ localization { region { freeShipping { threshold { formatted } basis }"
TARIFF += " shippingMethods { id name fee { amount } freeFrom { amount } } } } }"


async def test_localization_tells_the_context_and_its_alternatives(counter: Counter) -> None:
    document = """{ localization {
        region { code name } language { tag name nativeName } wantedLanguage fallbackChain
        currency { code name symbol decimals } deliverTo { country { code name } subdivision postcode }
        languages { tag nativeName } regions { code } } }"""
    place = Destination("AT", None, "1010")
    told = (await counter.at("DE", "de-AT", place).ask(document))["localization"]
    codes = [region["code"] for region in told.pop("regions")]
    assert codes == sorted(lawbook().storefronts)
    assert told == {
        "region": {"code": "DE", "name": "Deutschland"},
        "language": {"tag": "de", "name": "Deutsch", "nativeName": "Deutsch"},
        "wantedLanguage": None,
        "fallbackChain": ["de", "en"],
        "currency": {"code": "EUR", "name": "Euro", "symbol": "€", "decimals": 2},
        "deliverTo": {
            "country": {"code": "AT", "name": "Österreich"},
            "subdivision": None,
            "postcode": "1010",
        },
        "languages": [{"tag": "de", "nativeName": "Deutsch"}, {"tag": "en", "nativeName": "English"}],
    }


async def test_a_region_is_told_in_the_language_of_the_context(counter: Counter) -> None:
    document = """{ regions {
        code name pricesIncludeTax defaultLanguage { tag } countries { code } contact { phone } } }"""
    german = {each["code"]: each for each in (await counter.ask(document))["regions"]}
    english = {each["code"]: each for each in (await counter.at("GB").ask(document))["regions"]}
    assert (german["FR"]["name"], english["FR"]["name"]) == ("Frankreich", "France")
    assert german["US"]["pricesIncludeTax"] is False
    assert german["JP"]["defaultLanguage"] == {"tag": "ja"}
    assert {"code": "AT"} in german["DE"]["countries"]
    assert all(each["contact"]["phone"].startswith("+") for each in german.values())


async def test_a_region_tells_the_rules_that_it_keeps_with_their_source(counter: Counter) -> None:
    document = "{ localization { region { rules { code title rank legalBasis validFrom validUntil } } } }"
    rules = (await counter.ask(document))["localization"]["region"]["rules"]
    assert {
        "code": "DE_BOOK_PRICE",
        "title": "Buchpreisbindung",
        "rank": "LAW",
        "legalBasis": "BuchPrG § 3",
        "validFrom": "2002-10-01",
        "validUntil": None,
    } in rules
    assert [rule["code"] for rule in rules] == sorted({rule["code"] for rule in rules})


async def test_free_delivery_is_the_region_files_until_the_merchant_says_otherwise(
    own_counter: Counter,
) -> None:
    before = (await own_counter.ask(TARIFF))["localization"]["region"]
    assert before["freeShipping"] == {"threshold": {"formatted": "39,00\xa0€"}, "basis": "AFTER_DISCOUNTS"}
    assert [(way["id"], way["name"], way["fee"], way["freeFrom"]) for way in before["shippingMethods"]] == [
        ("standard", "Standardversand", {"amount": "2.99"}, {"amount": "39.00"}),
        ("express", "Expresslieferung", {"amount": "6.99"}, None),
        ("locker", "Lieferung an eine Packstation", {"amount": "1.99"}, {"amount": "29.00"}),
    ]
    tariff = {"fee": "3.50", "free_from": "20.00"}
    yesterday = NOW - timedelta(days=1)
    await set_policy(own_counter.database, lawbook(), "DE", "shipping", tariff, author="test", now=yesterday)
    after = (await own_counter.ask(TARIFF))["localization"]["region"]
    assert after["freeShipping"]["threshold"] == {"formatted": "20,00\xa0€"}
    quoted = await own_counter.ask(
        """{ quote(basket: {lines: [{sku: "kaffee-250", quantity: 1}]}) { shipping { fee { amount } }
            freeShipping { threshold { amount } } } }"""
    )
    assert quoted["quote"] == {
        "shipping": {"fee": {"amount": "3.50"}},
        "freeShipping": {"threshold": {"amount": "20.00"}},
    }


async def test_all_regions_tell_their_delivery_in_one_statement(counter: Counter) -> None:
    assert await counter.statements("{ regions { freeShipping { threshold { formatted } } } }") == 1
