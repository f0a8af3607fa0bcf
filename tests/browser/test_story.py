"""The main job from one end to the other, as people do it: in a browser, in either language.

A provider signs up, publishes a technology after a moderator asked for changes, and revises it; a
seeker signs up, finds it and asks; the provider answers.
"""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from greenmatch.core.mail import kept_mails
from tests.fixtures.accessibility import assert_accessible_and_readable
from tests.fixtures.browser import NARROW, WIDE, NewPage
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser

PASSWORD = "kelp forest under a wide sky"
TEXTS = {
    "en": {
        "title": "Membrane-free desalination with waste heat",
        "summary": "Makes drinking water from brackish water with waste heat below 80 °C.",
        "problem": "Coastal clinics run diesel generators and throw away heat while buying water.",
        "how": "Humid air circulates between a warm and a cold column; its dew is drinkable.",
        "novelty": "No membrane, no chemicals; a local mechanic keeps it running.",
        "metric": "Electricity used per cubic metre",
        "question": "Does it run with heat of 65 °C only, and who looks after it on an island?",
        "answer": "Yes, at about four fifths of its output. Two days of training are enough.",
        "changes": "Please say against what the electricity figure is measured.",
        "baseline": "Reverse osmosis of the same size",
        "revision": "Turns brackish and salt water into drinking water with heat below 80 °C.",
        "search": "desalination waste heat",
        "provider": "Story Provider (sample data)",
        "seeker": "Story Seeker (sample data)",
    },
    "zh": {
        "title": "利用余热的无膜海水淡化装置",
        "summary": "用发电机80℃以下的余热把苦咸水变成饮用水。",
        "problem": "沿海诊所的柴油发电机白白排掉热量，同时还要买水。",
        "how": "湿空气在热柱和冷柱之间循环，冷凝水即可饮用。",
        "novelty": "不用膜，不用化学药剂，当地技工即可维护。",
        "metric": "每立方米用电量",
        "question": "只有65℃的热源能运行吗？海岛上由谁维护？",
        "answer": "可以，产水量约为五分之四。培训两天就够了。",
        "changes": "请说明用电量是与什么相比得出的。",
        "baseline": "同等规模的反渗透装置",
        "revision": "用80℃以下的余热把苦咸水和海水变成饮用水。",
        "search": "余热 淡化",
        "provider": "故事提供方（示例数据）",
        "seeker": "故事需求方（示例数据）",
    },
}


@dataclass
class Stage:
    """Where the story plays: a language, a server, and the pages of three people."""

    language: str
    server: Server
    new_page: NewPage
    shots: Path | None

    @property
    def texts(self) -> dict[str, str]:
        return TEXTS[self.language]

    def address(self, who: str) -> str:
        return f"{who}-{self.language}@story.example"

    def open(self, page: Page, path: str) -> None:
        page.goto(f"/{self.language}{path}")

    def send(self, page: Page) -> None:
        """Presses the main button of the page's form."""
        page.locator("main form .form-actions button.btn-primary").first.click()
        page.wait_for_load_state()

    def fill(self, page: Page, **values: str) -> None:
        for name, value in values.items():
            page.locator(f'main [name="{name}"]:not([type=hidden])').first.fill(value)

    def picture(self, page: Page, name: str) -> None:
        """Keeps the page in both widths, where somebody asked for pictures."""
        if self.shots is None:
            return
        for size in (WIDE, NARROW):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.screenshot(
                path=self.shots / f"{name}-{self.language}-{size[0]}.png", full_page=True
            )
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def link_mailed_to(self, address: str, to: str) -> str:
        """The path that a mail to an address leads to, once such a mail has come."""
        folder = self.server.folder / "instance" / "mail"

        def find() -> str | None:
            for mail in kept_mails(folder) if folder.is_dir() else ():
                found = re.search(rf"https?://[^/\s]+(/\S*{to}\S*)", mail.text)
                if mail.recipient == address and found:
                    return found[1]
            return None

        return eventually(find)


def eventually(find: Callable[[], str | None], seconds: float = 20) -> str:
    """What is found within the time; the worker delivers, indexes and matches meanwhile."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := find():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not come in time")


@pytest.fixture(params=["en", "zh"])
def stage(request: pytest.FixtureRequest, live_server: Server, new_page: NewPage) -> Stage:
    folder = os.environ.get("STORY_SCREENSHOTS")
    return Stage(request.param, live_server, new_page, Path(folder) if folder else None)


def sign_up(stage: Stage, who: str) -> Page:
    """A new account whose address is confirmed, with an organisation to act for."""
    page = stage.new_page(language=stage.language)
    stage.open(page, "/sign-up")
    stage.fill(page, name=stage.texts[who], email=stage.address(who), password=PASSWORD)
    page.check("main [name=terms]")
    if who == "provider":
        stage.picture(page, "01-sign-up")
    stage.send(page)
    page.goto(stage.link_mailed_to(stage.address(who), "/confirm/"))
    if page.locator("main [name=password]").count():
        stage.fill(page, password=PASSWORD)
    stage.send(page)
    stage.open(page, "/organisation/new")
    stage.fill(page, name=stage.texts[who])
    page.select_option(
        "main [name=type]", "company-sme" if who == "provider" else "public-authority"
    )
    page.select_option("main [name=country]", "PT" if who == "provider" else "FJ")
    stage.send(page)
    return page


def moderator(stage: Stage) -> Page:
    """The page of somebody who reviews, made by the command for it."""
    address = stage.address("moderator")
    printed = stage.server.command("admin", "create", address)
    path = re.search(r"https?://[^/\s]+(/\S+)", printed)
    assert path is not None
    page = stage.new_page(language=stage.language)
    page.goto(path[1])
    stage.fill(page, new_password=PASSWORD)
    stage.send(page)
    stage.open(page, "/sign-in")
    if page.locator("main [name=password]").count():
        stage.fill(page, email=address, password=PASSWORD)
        stage.send(page)
    return page


def write_technology(stage: Stage, page: Page) -> str:
    """The technology, through every step of the form; gives its public id."""
    texts = stage.texts
    stage.open(page, "/technologies/new")
    stage.fill(page, title=texts["title"], summary=texts["summary"])
    stage.send(page)
    found = re.search(r"/listings/([a-z2-7]{10})/edit/description", page.url)
    assert found, page.url
    stage.fill(page, problem=texts["problem"], how_it_works=texts["how"], novelty=texts["novelty"])
    stage.send(page)
    box = page.locator('main [name=sectors][value="water/drinking-water"]')
    if not box.is_visible():
        box.locator("xpath=ancestor::details").locator("summary").first.click()
    box.check()
    page.select_option("main [name=climate_objective]", "adaptation")
    stage.picture(page, "02-classification")
    stage.send(page)
    page.select_option("main [name=trl]", "7")
    stage.fill(page, developed_in="PT")
    stage.send(page)
    page.locator("main [data-add]").click()
    stage.fill(
        page, **{"claims-0-metric": texts["metric"], "claims-0-value": "-60", "claims-0-unit": "%"}
    )
    stage.send(page)
    page.select_option("main [name=role]", "owner")
    page.select_option("main [name=ip_situation]", "know-how")
    stage.send(page)
    page.locator('main [name=cooperation][value="license"]').check()
    page.locator("main button[name=go][value=review]").click()
    page.wait_for_load_state()
    return found[1]


def review(stage: Stage, page: Page, public_id: str, decision: str, message: str = "") -> None:
    """The moderator's decision on the newest version."""
    stage.open(page, "/moderation")
    page.locator(f'main a[href*="/moderation/{public_id}/"]').first.click()
    page.wait_for_load_state()
    if message:
        stage.fill(page, message=message)
        note = page.locator("main [name=note_claims]")
        if not note.is_visible():
            note.locator("xpath=ancestor::details/summary").click()
        note.fill(message)
    if decision == "approved" and page.locator(".diff-new, ins").count():
        stage.picture(page, "05-difference")
    page.locator(f'main button[name=decision][value="{decision}"]').click()
    page.wait_for_load_state()


def test_a_listing_is_written_reviewed_found_and_answered(stage: Stage) -> None:
    texts = stage.texts
    provider = sign_up(stage, "provider")
    public_id = write_technology(stage, provider)
    stage.picture(provider, "03-review-and-submit")
    stage.send(provider)
    expect(provider).to_have_url(re.compile(f"/listings/{public_id}$"))

    reviewer = moderator(stage)
    review(stage, reviewer, public_id, "changes-requested", texts["changes"])

    stage.open(provider, f"/listings/{public_id}/edit/benefits")
    expect(provider.locator("main")).to_contain_text(texts["changes"])
    stage.picture(provider, "04-changes-requested")
    stage.fill(provider, **{"claims-0-baseline": texts["baseline"]})
    provider.locator("main button[name=go][value=review]").click()
    stage.send(provider)
    review(stage, reviewer, public_id, "approved")

    seeker = sign_up(stage, "seeker")

    def found() -> str | None:
        stage.open(seeker, f"/search?q={texts['search']}&kind=technology")
        hit = seeker.locator(f'main a[href*="/listings/{public_id}"]')
        return "found" if hit.count() else None

    eventually(found)
    stage.picture(seeker, "06-search")

    # The public version stays as it is until the revision is approved.
    stage.open(provider, f"/listings/{public_id}/edit/basics")
    stage.fill(provider, summary=texts["revision"])
    provider.locator("main button[name=go][value=review]").click()
    stage.send(provider)
    stage.open(seeker, f"/listings/{public_id}")
    expect(seeker.locator("main")).to_contain_text(texts["summary"])
    review(stage, reviewer, public_id, "approved")
    stage.open(seeker, f"/listings/{public_id}")
    expect(seeker.locator("main")).to_contain_text(texts["revision"])
    stage.picture(seeker, "07-listing")
    assert_accessible_and_readable(seeker)

    seeker.locator(f'main a[href*="/listings/{public_id}/ask"]:visible').first.click()
    seeker.select_option("main [name=cooperation]", "license")
    stage.fill(seeker, body=texts["question"])
    stage.picture(seeker, "08-enquiry")
    stage.send(seeker)
    expect(seeker.locator("main")).to_contain_text(texts["question"])

    provider.goto(stage.link_mailed_to(stage.address("provider"), "/enquiries/"))
    expect(provider.locator("main")).to_contain_text(texts["question"])
    stage.fill(provider, body=texts["answer"])
    provider.locator('main button[formaction*="/accept"]').click()
    provider.wait_for_load_state()
    expect(provider.locator("main")).to_contain_text(texts["answer"])
    stage.picture(provider, "09-answered")

    seeker.goto(stage.link_mailed_to(stage.address("seeker"), "/enquiries/"))
    expect(seeker.locator("main")).to_contain_text(texts["answer"])
    for mail in kept_mails(stage.server.folder / "instance" / "mail"):
        assert "@story.example" not in (mail.text + mail.html).replace(mail.recipient, "")
