import msgspec
import pytest

from greenmatch.catalogue.completeness import (
    completeness,
    missing_for_submission,
    parts_of,
)
from greenmatch.catalogue.content import IpRight, Need, SectorTag, Technology, TextBlock
from greenmatch.catalogue.forms import STEPS, step_of_field
from greenmatch.catalogue.services.drafting import kind_of
from tests.factories.catalogue import need, technology


class TestCompleteness:
    def test_nothing_is_nothing(self) -> None:
        assert completeness(Technology()).percent == 0
        assert completeness(Need()).percent == 0

    def test_what_is_needed_stands_first_then_what_weighs_most(self) -> None:
        missing = completeness(Technology(texts={"en": TextBlock(title="Pump")})).missing

        assert [part.needed for part in missing] == sorted(
            (part.needed for part in missing), reverse=True
        )
        needed = [part.weight for part in missing if part.needed]
        assert needed == sorted(needed, reverse=True)
        assert "title" not in {part.field for part in missing}

    def test_it_is_judged_in_the_original_language(self) -> None:
        translated = Technology(
            original="zh", texts={"zh": TextBlock(title="泵"), "en": TextBlock(title="Pump")}
        )
        only_translated = Technology(original="zh", texts={"en": TextBlock(title="Pump")})

        assert completeness(translated).percent > completeness(only_translated).percent == 0

    @pytest.mark.parametrize("content", [Technology(), Need()])
    def test_each_part_can_be_filled_in_at_a_step(self, content: Technology | Need) -> None:
        names = {step.name for step in STEPS[kind_of(content)]}

        for part in parts_of(content):
            step = step_of_field(kind_of(content), part.field)
            assert step in names
            assert step != "basics" or part.field in ("title", "summary")


class TestMissingForSubmission:
    def test_rights_that_are_denied_have_to_be_cleared_up(self) -> None:
        content = technology(ip_situation="none", ip_rights=(IpRight("patent", "EP1234567B1"),))

        missing = missing_for_submission(content)

        assert list(missing) == ["ip_situation"]
        assert step_of_field(kind_of(content), "ip_situation") == "rights"

    @pytest.mark.parametrize("content", [technology(), need()])
    def test_a_whole_one_lacks_nothing(self, content: Technology | Need) -> None:
        assert missing_for_submission(content) == {}

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("sectors", {"sectors": ()}),
            ("trl", {"trl": None}),
            ("role", {"role": ""}),
            ("climate_objective", {"climate_objective": ""}),
            ("ip", {"ip_situation": ""}),
            ("cooperation", {"cooperation": ()}),
            ("sectors", {"sectors": tuple(SectorTag(f"x/{n}") for n in range(4))}),
        ],
    )
    def test_each_gap_is_named(self, field: str, change: dict[str, object]) -> None:
        content = msgspec.structs.replace(technology(), **change)

        assert list(missing_for_submission(content)) == [field]

    def test_an_imported_text_in_one_piece_will_do(self) -> None:
        text = TextBlock(title="Pump", summary="Pumps.", description="All about it.")

        assert missing_for_submission(technology(texts={"en": text})) == {}

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("title", {"title": "x" * 121}),
            ("summary", {"summary": "x" * 501}),
            ("problem", {"problem": "x" * 5000, "novelty": "x" * 1001}),
        ],
    )
    def test_what_an_import_brought_too_long_is_shortened_first(
        self, field: str, text: dict[str, str]
    ) -> None:
        whole = technology()
        block = msgspec.structs.replace(whole.texts["en"], **text)

        assert field in missing_for_submission(technology(texts={"en": block}))
