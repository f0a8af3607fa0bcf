"""What callers see of the sector suggestion. Its accuracy on real rows: tests/benchmarks."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenmatch.taxonomy import sector, sectors, suggest_sectors

LABELS = Path(__file__).parents[2] / "benchmarks" / "data" / "sector_labels.tsv"


def slugs(text: str, title: str = "") -> list[str]:
    return [each.code.partition("/")[2] for each in suggest_sectors(text, title=title)]


class TestSuggestSectors:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "Perovskite solar cells on flexible foil, 24 % efficient after 1,000 hours.",
                "solar-pv",
            ),
            ("Membrane bioreactor for textile wastewater with sludge dewatering", "wastewater"),
            ("A reverse osmosis plant that desalinates sea water for villages", "drinking-water"),
            ("Drip irrigation driven by a solar water pump", "irrigation"),
            ("Black soldier fly larvae turn kitchen waste into feed and compost", "organic-waste"),
            ("Wind-assisted propulsion for cargo ships", "maritime"),
            ("Waterless urine-separating toilet for schools", "sanitation"),
            ("Heat recovery from flue gas drives an organic Rankine cycle", "waste-heat"),
            ("Clean cookstove for off-grid households", "off-grid-cooking"),
            ("LED street lighting with motion control", "lighting"),
            ("CO2 refrigeration for supermarkets without fluorinated gases", "refrigerants"),
            ("Lightweight tram with regenerative braking on railway tracks", "rail"),
            ("Dengue and malaria mosquito traps against vector-borne disease", "heat-health"),
            ("Elevated temperature warnings: drones detect a wildfire by its smoke", "wildfire"),
            ("High efficiency permanent magnet motor for washing machines", "appliances"),
        ],
    )
    def test_an_english_text_leads_to_its_sector(self, text: str, expected: str) -> None:
        assert slugs(text)[0] == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("双面双玻异质结光伏组件，年衰减低于0.4%", "solar-pv"),
            ("面向村镇的太阳能集热器供暖系统", "solar-thermal"),
            ("低风速风电机组叶片增效改造", "wind"),
            ("碱性电解水制氢电解槽，电耗4.2千瓦时每标方", "hydrogen-fuel-cells"),
            ("全钒液流电池长时储能系统", "storage"),
            ("钢厂烟气余热发电，采用有机朗肯循环", "waste-heat"),
            ("印染废水零排放处理，膜生物反应器加高级氧化", "wastewater"),
            ("苦咸水反渗透淡化装置，每天产水50吨", "drinking-water"),
            ("供水管网漏损检测与智能水表", "water-efficiency"),
            ("盐碱地土壤改良用生物炭基肥料", "soil-fertiliser"),
            ("畜禽粪污处理与饲料添加剂减排肠道甲烷", "livestock"),
            ("循环水养殖对虾车间的尾水净化", "aquaculture"),
            ("粮食烘干与冷链保鲜一体化", "post-harvest"),
            ("燃煤锅炉烟气脱硫脱硝与布袋除尘", "air-pollution"),
            ("水泥窑尾气二氧化碳捕集与矿化利用", "ccs"),
            ("废塑料化学回收制再生塑料", "recycling"),
            ("餐厨垃圾厌氧消化产沼气", "organic-waste"),
            ("污染场地重金属土壤原位钝化修复", "soil-remediation"),
            ("聚乳酸可降解塑料的低成本合成", "bio-based-materials"),
            ("氢冶金直接还原炼钢", "metals"),
            ("无水染色纺织面料", "textiles"),
            ("被动房外墙保温与真空绝热板", "insulation-envelope"),
            ("楼宇自控与建筑能耗监测平台", "building-energy-management"),
            ("装配式建筑用再生骨料混凝土", "construction-materials"),
            ("海绵城市透水铺装与雨水花园", "urban-green-infrastructure"),
            ("电动汽车兆瓦级充电桩", "charging"),
            ("内河航运电动船与港口岸电", "maritime"),
            ("森林火灾烟火识别与火情监测", "wildfire"),
            ("洪水预报与城市内涝排涝调度", "flood-drought"),
            ("企业碳足迹与温室气体清单核算服务", "mrv-carbon"),
            ("数据中心浸没式冷却", "green-ict"),
        ],
    )
    def test_a_chinese_text_leads_to_its_sector(self, text: str, expected: str) -> None:
        assert slugs(text)[0] == expected

    def test_traditional_characters_and_full_width_forms_mean_the_same(self) -> None:
        assert slugs("風電機組葉片") == slugs("风电机组叶片") == ["wind"]
        assert slugs("ＷＩＮＤ　ＴＵＲＢＩＮＥ") == ["wind"]

    def test_a_text_in_both_languages_adds_up(self) -> None:
        alone = suggest_sectors("海上风电")[0]
        both = suggest_sectors("海上风电 offshore wind farm")[0]
        assert alone.code == both.code == "energy/wind"
        assert both.confidence > alone.confidence

    def test_a_title_counts_more_than_the_text(self) -> None:
        wind, solar = "wind turbine", "solar cells"
        assert slugs(solar, title=wind)[0] == "wind"
        assert slugs(wind, title=solar)[0] == "solar-pv"

    def test_a_longer_expression_is_not_taken_for_the_words_in_it(self) -> None:
        assert "storage" not in slugs("太阳能电池")
        assert "packaging" not in slugs("An R package for plotting")

    @pytest.mark.parametrize(
        "text",
        ["", "   ", "A violin concerto in three movements.", "一首小提琴协奏曲", "1234 !!! ???"],
    )
    def test_nothing_is_suggested_where_nothing_speaks_for_a_sector(self, text: str) -> None:
        assert suggest_sectors(text) == []

    def test_every_suggestion_names_words_that_are_in_the_text(self) -> None:
        text = "Heat pump with a natural refrigerant for district heating"
        for each in suggest_sectors(text):
            assert each.words
            assert all(word.lower() in text.lower() for word in each.words)

    def test_the_surest_comes_first_and_there_are_no_more_than_asked_for(self) -> None:
        text = "Biogas from manure, wastewater and food waste for heat pumps and solar panels"
        confidences = [each.confidence for each in suggest_sectors(text, limit=5)]
        assert len(confidences) == 5
        assert confidences == sorted(confidences, reverse=True)
        assert len(suggest_sectors(text, limit=1)) == 1

    def test_more_evidence_makes_surer(self) -> None:
        little = suggest_sectors("wind")[:1]
        much = suggest_sectors("wind turbine blade inspection in offshore wind farms")[:1]
        assert all(each.confidence < 0.3 for each in little)
        assert much[0].confidence > 0.6

    @settings(max_examples=200, deadline=None)
    @given(text=st.text(max_size=300), title=st.text(max_size=60))
    def test_any_text_gives_known_sectors_once_with_a_confidence(
        self, text: str, title: str
    ) -> None:
        found = suggest_sectors(text, title=title)
        assert len({each.code for each in found}) == len(found) <= 3
        assert all(0 < each.confidence <= 1 for each in found)
        assert all(sector(each.code) in sectors(2) for each in found)


class TestKeywords:
    def test_a_sectors_own_name_leads_to_it(self) -> None:
        for language in ("en", "zh"):
            missed = [
                each.code for each in sectors(2) if each.slug not in slugs("", each.name(language))
            ]
            assert missed == []


class TestLabels:
    def test_labelled_rows_use_our_codes_and_stand_once(self) -> None:
        with LABELS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        known = {each.code for each in sectors(2)} | {"none"}
        assert len(rows) == len({(row["file"], row["id"]) for row in rows}) == 300
        for row in rows:
            codes = row["sectors"].split(",")
            assert 1 <= len(codes) <= 3
            assert set(codes) <= known
