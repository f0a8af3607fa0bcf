import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenmatch.catalogue.patents import patent_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("WO 2012/088469", "WO2012088469"),
        ("wo-2012088469-a1", "WO2012088469"),
        ("WO2012088469A1", "WO2012088469"),
        ("WO 99/12345", "WO1999012345"),
        ("WO 03/012345", "WO2003012345"),
        ("PCT/CN2019/087654", "PCTCN2019087654"),
        ("PCT/CN19/87654", "PCTCN2019087654"),
        ("CN201910123456.7", "CN201910123456"),
        ("ZL 201910123456.X", "CN201910123456"),
        ("CN2019101234567", "CN201910123456"),
        ("EP 1 234 567 B1", "EP1234567"),
        ("ep1234567a1", "EP1234567"),
        ("US 10,123,456 B2", "US10123456"),
        ("ＥＰ１２３４５６７", "EP1234567"),
        ("DE 10 2018 000 000 A1", "DE102018000000"),
    ],
)
def test_usual_spellings_mean_the_same_right(written: str, key: str) -> None:
    assert patent_key(written) == key


@pytest.mark.parametrize("text", ["", "solar pump", "12345", "EP", "WO", "a 1", "EP12"])
def test_what_is_no_number_has_no_key(text: str) -> None:
    assert patent_key(text) is None


@given(st.text(max_size=60))
def test_any_text_gives_a_key_that_fits_its_column_or_none(text: str) -> None:
    key = patent_key(text)

    assert key is None or len(key) <= 60
