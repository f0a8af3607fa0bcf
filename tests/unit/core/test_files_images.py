"""Pictures: what is accepted, what is kept of them, and how a bad one is refused."""

import io
import warnings
from contextlib import suppress

import pytest
from PIL import Image, ImageCms, ImageFile
from sqlalchemy.orm import Session

from greenmatch.core.errors import Invalid
from greenmatch.core.files import FileKind, MemoryStore, StoredFile, file_keys, store_image
from tests.factories import files


def _store(session: Session, store: MemoryStore, data: bytes, name: str = "a.png") -> StoredFile:
    return store_image(
        session, store, data=data, filename=name, max_bytes=5_000_000, max_pixels=40_000_000
    )


def _opened(store: MemoryStore, key: str) -> Image.Image:
    return Image.open(io.BytesIO(store.get(key)))


class TestStoreImage:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_a_picture_is_kept_in_every_size(
        self, session: Session, store: MemoryStore, kind: str
    ) -> None:
        file = _store(session, store, files.picture(kind, (3000, 1500)))

        assert (file.width, file.height, file.media_type) == (2000, 1000, "image/webp")
        sizes = [_opened(store, key).size for key in file_keys(file)]
        assert sizes == [(2000, 1000), (640, 320), (160, 80)]

    def test_a_small_picture_is_not_blown_up(self, session: Session, store: MemoryStore) -> None:
        file = _store(session, store, files.picture("PNG", (60, 40)))

        assert [_opened(store, key).size for key in file_keys(file)] == [(60, 40)] * 3

    def test_a_photo_is_turned_upright_and_tells_nothing_of_its_maker(
        self, session: Session, store: MemoryStore
    ) -> None:
        data = files.photo_with_place()
        assert b"SecretCamera" in data

        file = _store(session, store, data, "home.jpg")

        assert (file.width, file.height) == (40, 60)
        for key in file_keys(file):
            kept = store.get(key)
            assert b"SecretCamera" not in kept
            assert b"taken at home" not in kept
            assert not Image.open(io.BytesIO(kept)).getexif()

    def test_what_hides_behind_a_picture_is_dropped(
        self, session: Session, store: MemoryStore
    ) -> None:
        file = _store(session, store, files.picture("PNG") + b"<script>alert(1)</script>")

        assert b"<script>" not in store.get(file.public_id)

    def test_transparency_is_kept(self, session: Session, store: MemoryStore) -> None:
        data = files.picture("PNG", mode="RGBA", color=(255, 0, 0, 0))

        assert _opened(store, _store(session, store, data).public_id).mode == "RGBA"

    @pytest.mark.parametrize(
        "data",
        [
            files.picture("JPEG", mode="CMYK", color=(0, 0, 0, 127)),
            files.picture("JPEG", mode="L", color=128),
            files.picture("PNG", mode="I;16", color=128 * 256),
            files.picture("PNG", mode="LA", color=(128, 255)),
            files.picture("PNG", mode="P", color=0),
            files.picture("PNG", mode="1", color=0),
        ],
        ids=["cmyk", "grey", "grey of 16 bits", "grey with alpha", "palette", "black and white"],
    )
    def test_every_colour_model_is_understood(
        self, session: Session, store: MemoryStore, data: bytes
    ) -> None:
        file = _store(session, store, data)

        red, green, blue = _opened(store, file.public_id).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert max(red, green, blue) - min(red, green, blue) <= 6
        assert red < 140

    def test_a_colour_profile_is_applied_and_dropped(
        self, session: Session, store: MemoryStore
    ) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        data = files.picture("PNG", color=(10, 200, 30), icc_profile=profile)

        kept = _opened(store, _store(session, store, data).public_id)

        assert "icc_profile" not in kept.info
        assert kept.getpixel((5, 5))[1] > 180  # type: ignore[index]

    def test_a_broken_colour_profile_or_exif_does_no_harm(
        self, session: Session, store: MemoryStore
    ) -> None:
        data = files.picture("JPEG", icc_profile=b"\0" * 200, exif=b"Exif\0\0garbage")

        assert _store(session, store, data).width == 60

    def test_the_row_says_what_is_kept(self, session: Session, store: MemoryStore) -> None:
        file = store_image(
            session,
            store,
            data=io.BytesIO(files.picture()),
            filename="../../etc/Our plant.PNG",
            max_bytes=100_000,
            max_pixels=10_000,
            kind=FileKind.LOGO,
            title="Plant",
            organisation_id=7,
            created_by=3,
        )

        assert file.name == "Our plant.webp"
        assert file.size == len(store.get(file.public_id))
        assert len(file.sha256) == 64
        assert (file.kind, file.title, file.organisation_id, file.created_by) == (
            FileKind.LOGO,
            "Plant",
            7,
            3,
        )


class TestRefusedImages:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "empty"),
            (b"x" * 5_000_001, "too large: at most 4.77 MB"),
            (files.PDF, "JPEG, PNG or WebP"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "JPEG, PNG or WebP"),
            (b"\x89PNG\r\n\x1a\n", "JPEG, PNG or WebP"),
            (files.picture("GIF"), "JPEG, PNG or WebP"),
            (files.picture("BMP"), "JPEG, PNG or WebP"),
            (files.picture("TIFF"), "JPEG, PNG or WebP"),
            (files.moving_picture("WEBP"), "Animated pictures"),
            (files.moving_picture("PNG"), "Animated pictures"),
            (files.moving_picture("GIF"), "JPEG, PNG or WebP"),
            (files.picture("JPEG", (300, 300))[:400], "JPEG, PNG or WebP|damaged"),
            (files.picture("PNG", (300, 300))[:150], "damaged"),
        ],
    )
    def test_a_bad_picture_is_refused_in_words(
        self, session: Session, store: MemoryStore, data: bytes, told: str
    ) -> None:
        with pytest.raises(Invalid, match=told) as refused:
            _store(session, store, data, "photo.png")

        assert refused.value.fields == {"file": [refused.value.message]}
        assert store.files == {}

    @pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 700), (200_000, 1_000)])
    def test_a_huge_picture_is_refused_before_it_is_decoded(
        self,
        session: Session,
        store: MemoryStore,
        size: tuple[int, int],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        data = files.cheap_huge_png(*size)
        assert len(data) < 300_000
        monkeypatch.setattr(ImageFile.ImageFile, "load", _never)

        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            with pytest.raises(Invalid, match="more than 40 million pixels"):
                _store(session, store, data)

        assert said == []

    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_no_hostile_bytes_get_past_the_decoder(
        self, session: Session, store: MemoryStore
    ) -> None:
        """Each byte of a small picture is broken in turn: refused or kept, never a crash."""
        whole = files.picture("PNG", (9, 9)), files.photo_with_place()
        for data in whole:
            for place in range(0, len(data), 3):
                broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
                with suppress(Invalid):
                    _store(session, store, broken)


def _never(_image: object) -> None:
    raise AssertionError("decoded")
