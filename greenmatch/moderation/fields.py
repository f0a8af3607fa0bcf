"""Which field of the author's form a part of a content is edited in, so that notes reach it."""

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.forms import STEPS
from greenmatch.catalogue.presentation import field_texts
from greenmatch.catalogue.services.drafting import kind_of
from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import current_language

_OTHER_NAMES = {"ip": "ip_situation"}


def form_field(kind: Kind, key: str) -> str | None:
    """The name of the form's field for a key of `field_texts`; None where no step has it."""
    name = key.partition(".")[0]
    name = _OTHER_NAMES.get(name, name)
    return name if any(hasattr(step.form, name) for step in STEPS[kind]) else None


def field_labels(content: Content) -> dict[str, str]:
    """The labels of the form's fields by name, in the reader's language and the page's order."""
    kind, labels = kind_of(content), dict[str, str]()
    for field in field_texts(content, current_language()):
        name = form_field(kind, field.key)
        if name is not None:
            labels.setdefault(name, field.label)
    return labels
