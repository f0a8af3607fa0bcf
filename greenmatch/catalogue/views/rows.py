"""The buttons that add and remove rows where no script does it."""

from flask import request
from wtforms import FieldList

from greenmatch.catalogue.forms import StepForm
from greenmatch.catalogue.forms.rows_step import RowList


def rows_were_changed(form: StepForm) -> bool:
    """Whether a row button was pressed; the row has then been added or taken out."""
    adding, removing = request.form.get("add"), request.form.get("remove")
    for field in form:
        if not isinstance(field, FieldList):
            continue
        if adding == field.name:
            if not isinstance(field, RowList) or not field.full:
                field.append_entry()
            return True
        if removing and removing.startswith(f"{field.name}-"):
            field.entries = [entry for entry in field.entries if entry.name != removing]
            return True
    return False
