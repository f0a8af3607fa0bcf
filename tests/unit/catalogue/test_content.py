from datetime import date

import msgspec
import pytest

from greenmatch.catalogue.content import (
    Attachment,
    Claim,
    Content,
    IpRight,
    Need,
    Requirement,
    SectorTag,
    Technology,
    TextBlock,
    content_from_json,
    content_to_json,
    discloses_unfiled,
    file_ids,
    text_in,
    with_other_files,
)

TECHNOLOGY = Technology(
    original="zh",
    texts={"zh": TextBlock(title="膜", keywords=("水", "膜")), "en": TextBlock(title="Membrane")},
    sectors=(SectorTag("water/drinking-water", suggested=True),),
    sdgs=(6, 13),
    trl=7,
    claims=(Claim(metric="Power", value="20-30", document="reportaaaa"),),
    ip_rights=(IpRight(kind="patent", countries=("CN", "WO"), priority_date=date(2020, 2, 29)),),
    attachments=(Attachment(file="pictureaaa", kind="image"),),
)
NEED = Need(
    texts={"en": TextBlock(title="Less salt")},
    requirements=(Requirement(text="Low power", strength="prefer", threshold="<= 0.5"),),
    enquiry_deadline=date(2030, 1, 1),
    anonymous=True,
)


@pytest.mark.parametrize("content", [TECHNOLOGY, NEED, Technology(), Need()])
def test_what_is_stored_comes_back_the_same(content: Content) -> None:
    stored = msgspec.json.decode(msgspec.json.encode(content_to_json(content)))

    assert content_from_json(stored) == content


def test_what_is_no_content_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        content_from_json({"kind": "recipe"})


class TestTextIn:
    def test_a_reader_gets_their_language(self) -> None:
        assert text_in(TECHNOLOGY, "en")[0] == "en"

    def test_a_language_without_a_title_is_not_given(self) -> None:
        half = Technology(texts={"en": TextBlock(title="Pump"), "zh": TextBlock(summary="泵")})

        assert text_in(half, "zh") == ("en", TextBlock(title="Pump"))


class TestFiles:
    def test_documents_of_benefits_count(self) -> None:
        assert file_ids(TECHNOLOGY) == {"reportaaaa", "pictureaaa"}

    def test_files_without_another_one_are_left_out(self) -> None:
        changed = with_other_files(TECHNOLOGY, {"pictureaaa": "copyaaaaaa"})

        assert changed.attachments == (Attachment(file="copyaaaaaa", kind="image"),)
        assert isinstance(changed, Technology)
        assert changed.claims == (Claim(metric="Power", value="20-30"),)


@pytest.mark.parametrize(
    ("content", "discloses"),
    [
        (Technology(ip_rights=(IpRight(kind="patent", status="not-filed"),)), True),
        (Technology(ip_rights=(IpRight(kind="patent", status="granted"),)), False),
        (Technology(ip_rights=(IpRight(kind="know-how", status="not-filed"),)), False),
        (NEED, False),
    ],
)
def test_an_invention_that_is_not_filed_is_noticed(content: Content, discloses: bool) -> None:
    assert discloses_unfiled(content) is discloses
