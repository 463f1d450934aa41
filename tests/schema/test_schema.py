"""The printed schema."""

from graphql import GraphQLObjectType, is_specified_scalar_type

from schema.build import PRINTED, build_schema, print_sdl


def test_the_printed_schema_is_checked_in_and_true() -> None:
    assert PRINTED.read_text(encoding="utf-8") == print_sdl()


def test_everything_is_described() -> None:
    def undescribed() -> list[str]:
        found = []
        for name, kind in build_schema().schema.type_map.items():
            if name.startswith("__") or is_specified_scalar_type(kind):
                continue
            parts = {**getattr(kind, "fields", {}), **getattr(kind, "values", {})}
            arguments = {
                f"{part}({argument})": found_argument
                for part, field in parts.items()
                for argument, found_argument in getattr(field, "args", {}).items()
            }
            found += [name] if not kind.description else []
            found += [f"{name}.{part}" for part, each in (parts | arguments).items() if not each.description]
        return found

    assert undescribed() == []


def test_a_shop_has_the_same_fields_below_query_and_below_a_storefront() -> None:
    types = build_schema().schema.type_map
    query, storefront = types["Query"], types["Storefront"]
    assert isinstance(query, GraphQLObjectType)
    assert isinstance(storefront, GraphQLObjectType)
    shared = {"product", "products", "search", "suggest", "categories", "category", "quote"}
    assert set(storefront.fields) == shared | {"context"}
    assert shared <= set(query.fields)
    assert all(storefront.fields[name].args.keys() == query.fields[name].args.keys() for name in shared)


def test_the_context_directive_stands_on_operations() -> None:
    directive = build_schema().directive
    assert directive is not None
    assert [location.name for location in directive.locations] == ["QUERY", "MUTATION", "SUBSCRIPTION"]
    assert list(directive.args) == ["region", "language", "deliverTo"]


def test_public_questions_may_be_kept_and_quotes_may_not() -> None:
    schema = build_schema()
    public = schema.prepare("{ products { nodes { title price { current { formatted } } } } }")
    private = schema.prepare('{ quote(basket: {lines: [{sku: "x", quantity: 1}]}) { payable { amount } } }')
    assert (public.max_age, private.max_age) == (60, None)
