"""Where the pages around a person's account stand."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
