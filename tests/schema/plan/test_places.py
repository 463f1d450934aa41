import pytest

from schema.plan.places import Place, as_path, keys, lasting


def test_a_list_under_construction_stands_for_the_index_of_its_next_item() -> None:
    items: list[str] = []
    place: Place = (((None, "things"), items), "name")
    assert keys(place) == ["things", 0, "name"]
    items.append("first")
    assert keys(place) == ["things", 1, "name"]


def test_a_lasting_place_stays_where_it_was() -> None:
    items: list[str] = []
    place = lasting(((None, "things"), items))
    items.append("first")
    assert keys(place) == ["things", 0]


def test_a_path_names_the_type_of_each_field() -> None:
    path = as_path((((None, "things"), 1), "name"), ("Query", None, "Thing"))
    assert path.as_list() == ["things", 1, "name"]
    assert (path.typename, path.prev.typename if path.prev else "") == ("Thing", None)


def test_the_root_has_no_path() -> None:
    assert keys(None) == []
    with pytest.raises(ValueError, match="root"):
        as_path(None, ())
