"""Files to upload, good and bad, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="'
    f'{OFFICE}.wordprocessingml.document.main+xml"/></Types>'
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (60, 40),
    mode: str = "RGB",
    color: object = "green",
    **options: object,
) -> bytes:
    """A picture in one colour, encoded."""
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that a camera on its side took, with GPS position, maker and comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it upright
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.0)
    return picture("JPEG", (60, 40), exif=exif, comment=b"taken at home")


def moving_picture(kind: str) -> bytes:
    """Two frames that alternate."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def cheap_huge_png(width: int, height: int) -> bytes:
    """A valid PNG of one grey, of any size, in a few kilobytes and without the memory."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(extra: Mapping[str, str | bytes] | None = None, types: str = DOCX_TYPES) -> bytes:
    """A small Word document, with more members if wanted."""
    parts = {"[Content_Types].xml": types, "word/document.xml": "<w:document/>"}
    return zipped({**parts, **(extra or {})})


def opendocument(media_type: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument file of a media type."""
    return zipped({"mimetype": media_type, "content.xml": "<office/>", **(extra or {})})


def zip_bomb(megabytes: int = 300) -> bytes:
    """A Word document whose only picture unpacks to this much."""
    return docx({"word/media/image1.bmp": b"\0" * (megabytes * 1024 * 1024)})


def lying_zip_bomb(megabytes: int = 300) -> bytes:
    """The same, but its directory says that the picture is small."""
    content = megabytes * 1024 * 1024
    data = zip_bomb(megabytes)
    return data.replace(struct.pack("<I", content), struct.pack("<I", 1000))
