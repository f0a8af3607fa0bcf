"""The buttons that add and remove rows where no script does it."""

from flask import request
from wtforms import FieldList

from greenmatch.catalogue.forms.step import StepForm


def rows_were_changed(form: StepForm) -> bool:
    """Whether a row button was pressed; the row has then been added or taken out."""
    adding, removing = request.form.get("add"), request.form.get("remove")
    for field in form:
        if not isinstance(field, FieldList):
            continue
        if adding == field.name:
            if field.max_entries is None or len(field.entries) < field.max_entries:
                field.append_entry()
            return True
        if removing and removing.startswith(f"{field.name}-"):
            field.entries = [entry for entry in field.entries if entry.name != removing]
            return True
    return False
