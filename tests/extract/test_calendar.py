"""The days that an EDTF expression covers."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.extract.calendar import bounds


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2024-05-12", ("2024-05-12", "2024-05-12")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023~", ("2023-01-01", "2023-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("19XX", ("1900-01-01", "1999-12-31")),
        ("2004-XX", ("2004-01-01", "2004-12-31")),
        ("2004-06-XX", ("2004-06-01", "2004-06-30")),
        ("2024-21", ("2024-03-01", "2024-05-31")),
        ("2024-22", ("2024-06-01", "2024-08-31")),
        ("2024-23", ("2024-09-01", "2024-11-30")),
        ("2023-24", ("2023-12-01", "2024-02-29")),
        ("2023/2024-02", ("2023-01-01", "2024-02-29")),
        ("2023/..", ("2023-01-01", "")),
        ("../2023", ("", "2023-12-31")),
        ("2023/", ("2023-01-01", "")),
    ],
)
def test_bounds(edtf: str, expected: tuple[str, str]) -> None:
    assert bounds(edtf) == expected


@pytest.mark.parametrize("edtf", ["", "soon", "2024-13", "2023-02-29", "2024-05-12/2024-05-01", "24-05-12", "X"])
def test_bounds_refuses_what_is_no_date(edtf: str) -> None:
    with pytest.raises(KgError, match="EDTF"):
        bounds(edtf)
