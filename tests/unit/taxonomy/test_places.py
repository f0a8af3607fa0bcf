"""What callers see of countries, regions and patent offices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenmatch.taxonomy import (
    countries,
    country_name,
    normalise_country,
    offices,
    protection_name,
    protection_territories,
    region,
    region_of,
    regions,
)


class TestCountries:
    def test_both_languages_offer_the_same_countries(self) -> None:
        assert {each.code for each in countries("en")} == {each.code for each in countries("zh")}
        assert len(countries("en")) == 250

    def test_english_names_are_in_alphabetical_order_without_regard_to_accents(self) -> None:
        names = [each.name_en for each in countries("en")]
        assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
        assert names.index("Côte d’Ivoire") < names.index("Croatia")

    def test_chinese_names_are_in_the_order_of_their_pronunciation(self) -> None:
        names = [each.name_zh for each in countries("zh")]
        expected = ["阿富汗", "德国", "法国", "梵蒂冈", "斐济", "芬兰", "瑙鲁", "英国", "中国"]
        assert [name for name in names if name in expected] == expected

    @pytest.mark.parametrize("code", ["EU", "EA", "ZZ", "UN", "XA", "IC", "150"])
    def test_what_is_no_country_is_not_offered(self, code: str) -> None:
        assert code not in {each.code for each in countries("en")}
        assert country_name(code, "en") == code


class TestNormaliseCountry:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("UK", "GB"),
            ("EL", "GR"),
            ("Germany", "DE"),
            ("德国", "DE"),
            ("DEU", "DE"),
            ("276", "DE"),
            (" de ", "DE"),
            ("Deutschland", "DE"),
            ("ALLEMAGNE", "DE"),
            ("USA", "US"),
            ("United States of America", "US"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
            ("Cote d'Ivoire", "CI"),
            ("Korea, Republic of", "KR"),
            ("Korea (Republic of)", "KR"),
            ("Trinidad & Tobago", "TT"),
            ("The Netherlands", "NL"),
            ("中华人民共和国", "CN"),
            ("中国香港", "HK"),
            ("Kosovo*", "XK"),
        ],
    )
    def test_usual_spellings_are_understood(self, written: str, code: str) -> None:
        assert normalise_country(written) == code

    def test_every_name_that_is_shown_leads_back_to_its_country(self) -> None:
        for each in countries("en"):
            assert normalise_country(each.name_en) == each.code
            assert normalise_country(each.name_zh) == each.code
            assert normalise_country(each.code.lower()) == each.code

    @pytest.mark.parametrize(
        "written", ["", "  ", "Atlantis", "EU", "Europe", "EA", "ZZ", "x" * 999]
    )
    def test_what_is_no_country_is_none(self, written: str) -> None:
        assert normalise_country(written) is None

    @given(st.text(max_size=40))
    def test_any_text_gives_a_known_code_or_none(self, written: str) -> None:
        assert normalise_country(written) in {None, *(each.code for each in countries("en"))}


class TestRegions:
    def test_the_small_regions_hold_every_country_but_antarctica_once(self) -> None:
        inside = [code for each in regions() if each.parent for code in each.countries]
        assert len(inside) == len(set(inside)) == 249
        assert {each.code for each in countries("en")} - set(inside) == {"AQ"}

    def test_a_continent_holds_what_its_regions_hold(self) -> None:
        europe = region("150")
        assert europe is not None
        assert europe.parent is None
        assert europe.name("zh") == "欧洲"
        assert {"DE", "UA", "GB", "IT"} <= europe.countries
        assert "TR" not in europe.countries

    def test_a_country_lies_in_its_smallest_region(self) -> None:
        asia = region_of("CN")
        assert asia is not None
        assert (asia.name_en, asia.parent) == ("Eastern Asia", "142")
        assert region_of("AQ") is None
        assert region_of("EU") is None


class TestProtectionTerritories:
    def test_the_offices_come_before_the_countries(self) -> None:
        codes = [each.code for each in protection_territories("zh")]
        assert codes[:5] == ["WO", "EP", "EA", "AP", "OA"] == [each.code for each in offices()]
        assert len(codes) == len(set(codes)) == 255

    def test_offices_and_countries_have_names_and_unknown_codes_stay(self) -> None:
        assert protection_name("EP", "zh") == "欧洲专利局"
        assert protection_name("JP", "en") == "Japan"
        assert protection_name("QQ", "en") == "QQ"
