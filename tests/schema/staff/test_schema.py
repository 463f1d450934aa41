"""The printed schema of the staff."""

from graphql import is_specified_scalar_type

from schema.staff.build import PRINTED, print_staff_sdl
from tests.schema.staff.office import staff_schema


def test_the_printed_schema_is_checked_in_and_true() -> None:
    assert PRINTED.read_text(encoding="utf-8") == print_staff_sdl()


def test_everything_is_described() -> None:
    def undescribed() -> list[str]:
        found = []
        for name, kind in staff_schema().schema.type_map.items():
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


def test_nothing_that_staff_are_told_may_be_kept() -> None:
    schema = staff_schema()
    assert schema.prepare("{ products { pageInfo { hasNextPage } } }").max_age is None
