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
    }
  }
}
"""
"""The fields of the playground's first example."""

REGION = "DE"
LANGUAGE = "de"
COUNT = 20
