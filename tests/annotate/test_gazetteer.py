"""Cities: which of the namesakes is meant, and what is no city at all."""

import pytest

from kg.annotate.gazetteer import city

REAL = [
    ("Mumbai", (), "IN", 19.1, 72.9),
    ("Bombay", (), "IN", 19.1, 72.9),
    ("Peshawar", ("PK",), "PK", 34.0, 71.6),
    ("Paris", (), "FR", 48.9, 2.3),
    ("Paris", ("US", "RU"), "FR", 48.9, 2.3),
    ("Hyderabad", ("IN", "US"), "IN", 17.4, 78.5),
    ("Hyderabad", ("PK",), "PK", 25.4, 68.4),
    ("Tripoli", ("LB",), "LB", 34.4, 35.8),
    ("Tripoli", ("LY", "IT"), "LY", 32.9, 13.2),
    ("Odesa", ("UA",), "UA", 46.5, 30.7),
    ("Odessa", ("UA", "US"), "UA", 46.5, 30.7),
    ("Kiev", ("RU",), "UA", 50.5, 30.5),
    ("Athens", ("US",), "GR", 38.0, 23.7),
    ("San Jose", ("CR",), "CR", 9.9, -84.1),
    ("Sana'a", (), "YE", 15.4, 44.2),
    ("N’Djamena", (), "TD", 12.1, 15.0),
    ("Bogotá", (), "CO", 4.6, -74.1),
    ("Goma", ("CD",), "CD", -1.7, 29.2),
    ("Washington", (), "US", 38.9, -77.0),
    ("Avdiivka", ("UA",), "UA", 48.1, 37.7),
]


@pytest.mark.parametrize(("name", "countries", "country", "latitude", "longitude"), REAL)
def test_city(name, countries, country, latitude, longitude):
    found = city(name, countries)
    assert found is not None
    assert found.country == country
    assert found.latitude == pytest.approx(latitude, abs=0.2)
    assert found.longitude == pytest.approx(longitude, abs=0.2)


@pytest.mark.parametrize("name", ["Split", "Reading", "Jackson", "Hamas", "Bush", "Xyzzyville", "", "the"])
def test_no_city_without_a_country(name):
    assert city(name) is None


@pytest.mark.parametrize(("name", "country"), [("Split", "HR"), ("Nice", "FR"), ("Reading", "GB"), ("Darwin", "AU")])
def test_a_word_is_a_city_in_its_country(name, country):
    found = city(name, (country,))
    assert found is not None and found.country == country


def test_small_towns_only_in_countries_of_the_document():
    found = city("Uri", ("IN",))
    assert found is not None and found.country == "IN" and found.population < 15000
    assert city("Uri") is None


def test_a_town_needs_its_country_unless_it_is_large_or_a_capital():
    assert city("Avdiivka") is None
    found = city("Geneva", ("US",))
    assert found is not None and found.country == "CH"
