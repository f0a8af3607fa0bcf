import pytest

from greenmatch.accounts.passwords import hash_password, password_fits, password_problem


@pytest.mark.parametrize(
    "password",
    ["spring tide at noon", "绿色技术与需求在这里相遇", "🌱🌿🍀🌳🌲🌴🌵🎍🎋🍃", "x9!Kq2#mWv"],
)
def test_a_long_and_varied_password_will_do(password: str) -> None:
    assert password_problem(password, email="me@example.org", name="Me") is None


@pytest.mark.parametrize(
    "password",
    ["", "short", "x" * 201, "aaaaaaaaaaaa", "12121212121212", "QWERTYUIOP", "Ada Lovelace"],
)
def test_an_easy_one_is_refused_in_words(password: str) -> None:
    assert password_problem(password, email="ada@example.org", name="ada lovelace")


def test_what_is_stored_differs_each_time_and_fits() -> None:
    first, second = hash_password("spring tide"), hash_password("spring tide")

    assert first != second
    assert first.startswith("$argon2id$")
    assert password_fits(first, "spring tide")
    assert not password_fits(first, "spring Tide")


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$broken"])
def test_nothing_fits_what_is_no_hash(stored: str | None) -> None:
    assert not password_fits(stored, "")
