"""The step in which images and documents are added and described."""

from typing import Any

import msgspec
from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import StopValidation

from greenmatch.catalogue.content import Attachment, Content, with_other_files
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.core.i18n import _, _l
from greenmatch.core.web.forms import MultipleFileField, PlatformForm, at_most


class AttachmentForm(Form):
    """A file that is there already: what it is called, and what a picture shows."""

    Meta = PlatformForm.RowMeta

    file = HiddenField()
    title = StringField(_l("Title"), [at_most(200)])
    alt = StringField(
        _l("What the picture shows"),
        [at_most(300)],
        description=_l("For people who cannot see it; pictures only"),
    )


class FilesForm(StepForm):
    """The files of a listing; new ones are stored by the view, which knows the store."""

    attachments = FieldList(FormField(AttachmentForm), _l("Files"))
    images = MultipleFileField(
        _l("Add images"), description=_l("JPEG, PNG or WebP; you may choose several")
    )
    known: frozenset[str] = frozenset()
    documents = MultipleFileField(
        _l("Add documents"),
        description=_l("PDF, Word, Excel, PowerPoint, OpenDocument, text or CSV"),
    )

    def validate_attachments(self, field: "FieldList[Any]") -> None:
        """Refuse files that this listing does not have."""
        if any(entry.form.file.data not in self.known for entry in field):
            raise StopValidation(_("One of these files is no longer there."))

    def help_from(self, content: Content) -> None:
        """Know the files that the listing has."""
        self.known = frozenset(item.file for item in content.attachments)

    def keep_others(self, content: Content) -> None:
        """Show the files too that have come since the form was opened; nobody took them out."""
        sent = {entry.form.file.data for entry in self.attachments}
        for item in content.attachments:
            if item.file not in sent:
                self.attachments.append_entry(msgspec.structs.asdict(item))

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        return {"attachments": [msgspec.structs.asdict(item) for item in content.attachments]}

    def take(self, content: Content) -> Content:
        """The content with the files that were kept, as they are described now."""
        known = {item.file: item for item in content.attachments}
        kept = [
            msgspec.structs.replace(
                known[entry.form.file.data],
                title=entry.form.title.data or "",
                alt=entry.form.alt.data or "",
            )
            for entry in self.attachments
            if entry.form.file.data in known
        ]
        content = msgspec.structs.replace(content, attachments=tuple(kept))
        return with_other_files(content, {item.file: item.file for item in kept})


def with_files(content: Content, new: list[Attachment]) -> Content:
    """The content with more files."""
    return msgspec.structs.replace(content, attachments=(*content.attachments, *new))
