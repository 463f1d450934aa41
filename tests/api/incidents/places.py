"""An address in each of twenty regions."""

from typing import Any


def _place(country: str, city: str, postcode: str | None, subdivision: str | None = None) -> dict[str, Any]:
    told = {"country": country, "name": "Ada Byron", "street": "1 Market", "city": city}
    more = {"postcode": postcode, "subdivision": subdivision}
    return told | {name: value for name, value in more.items() if value is not None}


ADDRESSES = {
    "AT": _place("AT", "Wien", "1010"),
    "BE": _place("BE", "Bruxelles", "1000"),
    "BR": _place("BR", "São Paulo", "01310-100", "SP"),
    "CA": _place("CA", "Ottawa", "K1A 0B1", "ON"),
    "CH": _place("CH", "Zürich", "8001"),
    "DE": _place("DE", "Berlin", "10117"),
    "ES": _place("ES", "Madrid", "28013", "M"),
    "FR": _place("FR", "Paris", "75001"),
    "GB": _place("GB", "London", "SW1A 2AA"),
    "GR": _place("GR", "Athina", "105 57"),
    "IE": _place("IE", "Dublin", "D02 AF30", "Co. Dublin"),
    "IT": _place("IT", "Roma", "00184", "RM"),
    "JP": _place("JP", "千代田区", "100-0005", "東京都"),
    "LU": _place("LU", "Luxembourg", "1930"),
    "NL": _place("NL", "Amsterdam", "1012 JS"),
    "NO": _place("NO", "Oslo", "0155"),
    "PL": _place("PL", "Warszawa", "00-001"),
    "PT": _place("PT", "Lisboa", "1100-053"),
    "SE": _place("SE", "Stockholm", "111 29"),
    "US": _place("US", "Plano", "75074", "TX"),
}
