"""Documents: the content decides what is accepted, and a bad one is refused in words."""

import io
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from greenmatch.core.errors import Invalid
from greenmatch.core.files import MemoryStore, StoredFile, download_headers, store_document
from tests.factories import files

ODF = "application/vnd.oasis.opendocument"


def _store(session: Session, store: MemoryStore, data: bytes, name: str) -> StoredFile:
    return store_document(session, store, data=data, filename=name, max_bytes=5_000_000)


def _office(main: str) -> bytes:
    types = files.DOCX_TYPES.replace("wordprocessingml.document.main", main)
    return files.docx(types=types)


class TestStoreDocument:
    @pytest.mark.parametrize(
        ("data", "name", "kept_as", "media_type"),
        [
            (files.PDF, "a.pdf", "a.pdf", "application/pdf"),
            (files.docx(), "a.docx", "a.docx", f"{files.OFFICE}.wordprocessingml.document"),
            (
                _office("spreadsheetml.sheet.main"),
                "a.xlsx",
                "a.xlsx",
                f"{files.OFFICE}.spreadsheetml.sheet",
            ),
            (
                _office("presentationml.presentation.main"),
                "a.pptx",
                "a.pptx",
                f"{files.OFFICE}.presentationml.presentation",
            ),
            (files.opendocument(f"{ODF}.text"), "a.odt", "a.odt", f"{ODF}.text"),
            (files.opendocument(f"{ODF}.spreadsheet"), "a.ods", "a.ods", f"{ODF}.spreadsheet"),
            ("naïve 测试\n".encode(), "a.txt", "a.txt", "text/plain"),
            ("\ufeffa;b\n1;2\n".encode(), "A.CSV", "A.csv", "text/csv"),
            (files.PDF, "sheet.docx", "sheet.pdf", "application/pdf"),
            (files.PDF, "evil.pdf.exe", "evil.pdf.pdf", "application/pdf"),
        ],
    )
    def test_an_accepted_format_is_kept_as_it_is(
        self,
        session: Session,
        store: MemoryStore,
        data: bytes,
        name: str,
        kept_as: str,
        media_type: str,
    ) -> None:
        file = _store(session, store, data, name)

        assert (file.name, file.media_type, file.size) == (kept_as, media_type, len(data))
        assert store.files == {file.public_id: data}

    def test_a_path_in_the_name_is_nowhere(self, session: Session, store: MemoryStore) -> None:
        file = _store(session, store, files.PDF, "..\\..\\windows/../../etc/passwd")

        assert file.name == "passwd.pdf"
        assert list(store.files) == [file.public_id]

    def test_an_empty_list_of_libraries_is_no_macro(
        self, session: Session, store: MemoryStore
    ) -> None:
        data = files.opendocument(f"{ODF}.text", {"Basic/Standard/script-lb.xml": "<library/>"})

        assert _store(session, store, data, "a.odt").name == "a.odt"


class TestRefusedDocuments:
    @pytest.mark.parametrize(
        ("data", "name", "told"),
        [
            (b"", "a.pdf", "empty"),
            (files.PDF + b" " * 5_000_000, "a.pdf", "too large"),
            (b"%PDF-1.7\nno end", "a.pdf", "incomplete"),
            (files.picture("PNG"), "a.pdf", "Only these documents"),
            (b"MZ\x90\x00\x03", "a.pdf", "Only these documents"),
            (b"<html><script>alert(1)</script>", "a.html", "Only these documents"),
            (b"<svg/>", "a.svg", "Only these documents"),
            (b"hello", "no-suffix", "Only these documents"),
            (b"hello\x00world", "a.txt", "Only these documents"),
            ("温室".encode("gb18030"), "a.csv", "UTF-8"),
            ("温室".encode("utf-16"), "a.csv", "UTF-8"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc", "Only these"),
            (files.zipped({"readme.txt": "x"}), "a.docx", "Only these documents"),
            (files.zipped({"mimetype": f"{ODF}.text"}), "a.odt", "Only these documents"),
            (files.opendocument(f"{ODF}.graphics"), "a.odt", "Only these documents"),
            (files.docx()[:-30], "a.docx", "damaged"),
            (files.docx().replace(b"PK\x01\x02", b"PK\x09\x09"), "a.docx", "damaged"),
            (files.docx({"../../evil.xml": "x"}), "a.docx", "unsafe file names"),
            (files.docx({"/etc/cron.d/x": "x"}), "a.docx", "unsafe file names"),
            (files.docx({"C:\\x.xml": "x"}), "a.docx", "unsafe file names"),
            (files.docx({"word/vbaProject.bin": "x"}), "a.docx", "macros"),
            (files.docx({"word/embeddings/run.EXE": "x"}), "a.docx", "macros"),
            (_office("ms-word.document.macroEnabled.main"), "a.docx", "macros"),
            (
                files.opendocument(f"{ODF}.text", {"Basic/Standard/Module1.xml": "x"}),
                "a.odt",
                "macros",
            ),
            (files.docx({f"word/{n}.xml": "" for n in range(5001)}), "a.docx", "unusual"),
        ],
    )
    def test_a_bad_document_is_refused_in_words(
        self, session: Session, store: MemoryStore, data: bytes, name: str, told: str
    ) -> None:
        with pytest.raises(Invalid, match=told) as refused:
            _store(session, store, data, name)

        assert refused.value.fields == {"file": [refused.value.message]}
        assert store.files == {}

    @pytest.mark.parametrize("bomb", [files.zip_bomb, files.lying_zip_bomb])
    def test_a_zip_bomb_is_refused(
        self, session: Session, store: MemoryStore, bomb: Callable[[], bytes]
    ) -> None:
        data = bomb()
        assert len(data) < 400_000

        with pytest.raises(Invalid, match=r"unpacks to far more|damaged"):
            _store(session, store, data, "a.docx")

    def test_an_encrypted_member_is_refused(self, session: Session, store: MemoryStore) -> None:
        data = bytearray(files.docx())
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            start = archive.start_dir
        data[start + 8] |= 1  # the flag "encrypted" in the first entry of the directory

        with pytest.raises(Invalid, match="password"):
            _store(session, store, bytes(data), "a.docx")

    def test_a_link_in_the_archive_is_refused(self, session: Session, store: MemoryStore) -> None:
        out = io.BytesIO(files.docx())
        with zipfile.ZipFile(out, "a") as archive:
            link = zipfile.ZipInfo("word/link.xml")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")

        with pytest.raises(Invalid, match="unsafe"):
            _store(session, store, out.getvalue(), "a.docx")


class TestDownloadHeaders:
    def test_a_document_is_an_attachment_that_nobody_interprets(
        self, session: Session, store: MemoryStore
    ) -> None:
        headers = download_headers(_store(session, store, b"a,b", '热泵 "x"\r\nSet-Cookie: a.csv'))

        assert headers["Content-Type"] == "text/csv; charset=utf-8"
        assert headers["X-Content-Type-Options"] == "nosniff"
        disposition = headers["Content-Disposition"]
        assert disposition.startswith('attachment; filename="__ x Set-Cookie a.csv"')
        assert "filename*=UTF-8''%E7%83%AD%E6%B3%B5%20x%20" in disposition
        assert "\n" not in disposition
