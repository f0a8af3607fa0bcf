"""What an address answers that is no page: a form's, or none at all."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.accounts import make_user, sign_in
from tests.factories.organisations import make_provider
from tests.factories.world import World, addresses
from tests.fixtures.web import Client


def test_an_address_that_only_takes_a_form_leads_to_the_page_that_holds_it(
    app: Flask, client: Client, session: Session, world: World
) -> None:
    sign_in(client, session, make_user(session))
    adapter = app.url_map.bind("localhost")
    pages = {endpoint for endpoint, _address in addresses(app, world)}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) or "language" not in rule.arguments:
            continue
        values = {name: "zh" if name == "language" else "aaaaaaaaaa" for name in rule.arguments}
        answer = client.get(adapter.build(rule.endpoint, values, method="POST"))
        assert answer.status_code == 302, rule.rule
        endpoint, led = adapter.match(urlsplit(answer.location).path)
        assert endpoint in pages, rule.rule
        assert led.items() <= values.items(), rule.rule


def test_a_refused_form_s_page_can_be_opened_again_and_in_the_other_language(
    client: Client, session: Session
) -> None:
    owner, house = make_provider(session)
    sign_in(client, session, owner)
    members = f"organisation/{house.public_id}/members"

    refused = client.submit(f"/en/{members}", {"email": "nobody"}, action="/invite")

    assert refused.status_code == 422
    for language in ("en", "zh"):
        assert f'href="/{language}/{members}/invite"' in refused.text or language == "en"
        page = client.get(f"/{language}/{members}/invite", follow_redirects=True)
        assert (page.status_code, page.request.path) == (200, f"/{language}/{members}")


@pytest.mark.parametrize("rest", ["nothing", "search/", "needs", "sign-out"])
@pytest.mark.parametrize("browser", ["en", "zh-CN,zh", ""])
def test_an_error_speaks_the_language_of_its_address(
    client: Client, rest: str, browser: str
) -> None:
    headers = {"Accept-Language": browser}
    ask = client.put if rest == "sign-out" else client.get
    for language in ("zh", "en", "zh"):
        page = ask(f"/{language}/{rest}", headers=headers)
        assert page.status_code in {404, 405}
        assert f'<html lang="{language}' in page.text
