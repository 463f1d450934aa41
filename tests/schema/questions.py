"""What shoppers may ask, in documents whose answers may be kept for everybody."""

from schema.identity import NodeType, write_id
from store.database import Database
from tests.store.buyers import product_of

PRICE = "price { current { amount } }"
CARD = f"sku title slug category {{ name }} breadcrumbs {{ name }} availability {{ inStock }} {PRICE}"
REVIEWS = """reviewSummary { count average } reviews { totalCount { count }
    nodes { body author helpfulCount reply { value } variant { sku } } }"""

FIELDS = {
    "by number": f'product(sku: "kaffee") {{ {CARD} variants {{ sku {PRICE} }} notices {{ text }} }}',
    "by name": f'product(slug: "hauskaffee-gemahlen") {{ {CARD} }}',
    "by another name": f'product(slug: "kaffee-des-hauses") {{ {CARD} }}',
    "arrival": """product(sku: "kaffee") { deliveryPromise { latest notices { text } }
        variants { deliveryPromise { latest } } }""",
    "by English name": f'product(slug: "house-blend-coffee-ground") {{ {CARD} }}',
    "by no number": f'product(sku: "kaffee-2") {{ {CARD} }}',
    "reviewed": f'product(sku: "kaffee") {{ {REVIEWS} }}',
    "all": f"products(first: 50, sort: NEWEST) {{ nodes {{ {CARD} }} }}",
    "how many": "products { totalCount { count } }",
    "coffee": f"products(filter: {{category: $coffee}}) {{ nodes {{ sku {PRICE} }} totalCount {{ count }} }}",
    "food": "products(first: 50, filter: {category: $food}, sort: TITLE) { nodes { title } }",
    "coffee there": "products(filter: {category: $coffee, inStock: true}) { nodes { sku } }",
    "how many coffees there": "products(filter: {category: $coffee, inStock: true}) { totalCount { count } }",
    "best coffees": "products(filter: {category: $coffee}, sort: RATING) { nodes { sku } }",
    "found": f'search(query: "hauskaffee") {{ nodes {{ {CARD} }} correctedQuery totalCount {{ count }} }}',
    "facets": """search(query: "hauskaffee") { facets { code values { value label count } } }""",
    "found in tea": 'search(query: "hauskaffee", filter: {category: $tea}) { nodes { sku } }',
    "misspelt": 'search(query: "zwölferpak", filter: {category: $tea}) { correctedQuery }',
    "suggested": f'suggest(query: "hausk") {{ text product {{ {CARD} }} }}',
    "departments": "categories { name hasChildren children { name } }",
    "below food": "categories(parent: $food) { name }",
    "category": 'category(slug: "kaffee") { name path children { name } }',
    "tea": f'product(sku: "darjeeling") {{ {CARD} {REVIEWS} }}',
    "drama": f"products(filter: {{category: $drama}}) {{ nodes {{ title {PRICE} }} }}",
}
"""What can be asked of a shop."""

ROOTS = {
    "node": f"node(id: $kaffee) {{ ... on Product {{ {CARD} }} }}",
    "nodes": f"""nodes(ids: [$variant, $coffee]) {{
        ... on Variant {{ sku {PRICE} }} ... on Category {{ name }} }}""",
    "a review": "node(id: $review) { ... on Review { body author helpfulCount variant { sku } } }",
    "regions": "regions { code freeShipping { threshold { amount } } shippingMethods { fee { amount } } }",
    "localization": "localization { region { shippingMethods { fee { amount } } } regions { code } }",
    "names of regions": "regions { code name }",
    "context": 'storefront(region: "AT") { context { currency { code } } }',
}
"""What can be asked besides."""

HERE = {name: f"{{ {field} }}" for name, field in (FIELDS | ROOTS).items()}
AUSTRIA = {
    f"{name}, in Austria": f'{{ storefront(region: "AT") {{ {field} }} }}' for name, field in FIELDS.items()
}
QUESTIONS = HERE | AUSTRIA
"""All of it; of a shop both in the request's context and in one of its own."""

TYPES = {"coffee": NodeType.CATEGORY, "food": NodeType.CATEGORY, "tea": NodeType.CATEGORY,
         "drama": NodeType.CATEGORY, "kaffee": NodeType.PRODUCT, "variant": NodeType.VARIANT,
         "review": NodeType.REVIEW}  # fmt: skip


async def ids_in(database: Database) -> dict[str, str]:
    """The ids that questions name, by their variables."""
    paths = {"coffee": "food/coffee", "food": "food", "tea": "food/tea", "drama": "books/drama"}
    category = "select id from categories where path = $1"
    found = {name: await database.fetchval(category, path) for name, path in paths.items()}
    found["kaffee"] = await product_of(database, "kaffee")
    found["variant"] = await database.fetchval("select id from variants where sku = 'kaffee-250'")
    found["review"] = await database.fetchval("select max(id) from reviews") or 2**40
    return {name: write_id(TYPES[name], key) for name, key in found.items()}


def with_variables(document: str) -> str:
    """A document that declares the variables it uses."""
    used = ", ".join(f"${name}: ID!" for name in TYPES if f"${name}" in document)
    return f"query ({used}) {document}" if used else document
