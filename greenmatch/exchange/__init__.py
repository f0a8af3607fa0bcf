"""Catalogues come in here: files of other catalogues, read through mappings, as listings."""
