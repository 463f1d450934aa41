"""The one question that all ways of answering are compared by: a list of twenty products."""

QUERY = """
query Shelf {
  products(first: 20) {
    nodes {
      sku
      title
      contributors { name role }
      price { current { amount formatted } taxIncluded appliedRules { explanation legalBasis } }
      availability { inStock }
      reviewSummary { average count }
      reviews(first: 3) { nodes { rating title } }
    }
    totalCount { count precision }
  }
}
"""
"""The fields of the playground's first example, and reviews."""

ELSEWHERE = {
    "product page, by the plan": """
{ product(sku: "faust-hc") {
    title description contributors { name role } breadcrumbs { name }
    price { current { formatted } taxed { rate tax { formatted } } appliedRules { explanation legalBasis } }
    variants { sku title options { name value } price { current { formatted } } availability { inStock } }
} }""",
    "search with facets, by the plan": """
{ search(query: "faust", first: 20) {
    nodes { sku title price { current { formatted } } } facets { label values { label count selected } }
} }""",
    "quote of three lines, by the plan": """
{ quote(basket: { lines: [
    { sku: "faust-hc", quantity: 1 } { sku: "goldberg-cd", quantity: 2 } { sku: "kaffee-250", quantity: 1 }
  ] discountCodes: ["TEN"] }) {
    lines { sku total { formatted } appliedRules { code } } totals { total { formatted } } taxes { rate }
} }""",
}
"""Other questions, to see what they cost."""

REGION = "DE"
LANGUAGE = "de"
COUNT = 20
REVIEWS = 3
COUNTED = 1000
"""So many products are counted, and one more to know that there are more."""
