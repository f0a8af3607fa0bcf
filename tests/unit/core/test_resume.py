"""What is shown again of a form that could not be taken."""

from greenmatch.core.web.resume import TypedForm


class TestTypedForm:
    def test_what_somebody_wrote_is_kept_however_short(self) -> None:
        form = TypedForm("/reply", (("body", "Yes, it does."), ("note", "可以")))

        assert form.texts == ("Yes, it does.", "可以")

    def test_codes_of_choices_are_not_shown(self) -> None:
        form = TypedForm("/new", (("type", "company-sme"), ("token", "a b"), ("country", "PT")))

        assert form.texts == ()
