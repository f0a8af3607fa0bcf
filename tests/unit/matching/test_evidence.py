"""What several sentences show together."""

from greenmatch.matching.requirements.evidence import Evidence, verdict
from greenmatch.matching.requirements.thresholds import Status

MET = Evidence(Status.MET, "yes", 1.0, 1.0)
UNMET = Evidence(Status.UNMET, "no", 1.0, 1.0)


class TestVerdict:
    def test_nothing_is_known_where_sentences_disagree(self) -> None:
        assert verdict([MET, UNMET]) == (Status.UNKNOWN, "")

    def test_one_is_enough_for_the_highest_of_several(self) -> None:
        assert verdict([UNMET, MET], one_is_enough=True) == (Status.MET, "yes")
        assert verdict([UNMET], one_is_enough=True) == (Status.UNMET, "no")

    def test_what_names_less_does_not_count(self) -> None:
        less = Evidence(Status.MET, "perhaps", 0.6, 0.6)

        assert verdict([less, UNMET], one_is_enough=True) == (Status.UNMET, "no")
