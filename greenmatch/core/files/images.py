"""Pictures: recognised by content, decoded within limits, and encoded again by us.

Encoding again drops whatever else the file held: place and owner of the camera, comments,
a second file behind the picture.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from greenmatch.core.errors import Invalid
from greenmatch.core.files.reading import refuse
from greenmatch.core.i18n import _

MEDIA_TYPE = "image/webp"
SUFFIX = ".webp"
# The longer side of each size in pixels; the full size has no name in the file's key.
SIZES = {"": 2000, "card": 640, "thumb": 160}
QUALITY = 82

# We count a picture's pixels ourselves, below; Pillow would write a warning past our log.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = ("JPEG", "PNG", "WEBP")
# Telephones write JPEG files with a second picture (depth, say) in them: Pillow's "MPO".
_ACCEPTED = {*_FORMATS, "MPO"}
# What Pillow's decoders raise on hostile bytes.
_DECODING_ERRORS = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True)
class Rendition:
    """One size of a picture, encoded; width and height in pixels."""

    data: bytes
    width: int
    height: int


def prepare_image(data: bytes, *, max_pixels: int) -> dict[str, Rendition]:
    """The picture in each of `SIZES`, upright, as WebP without metadata.

    Invalid for what is no JPEG, PNG or WebP, moves, is damaged, or has more than `max_pixels`.
    """
    picture = _decode(data, max_pixels)
    renditions = {}
    for name, side in SIZES.items():
        # Each size is made from the one before: the sizes fall, and small ones are fast.
        picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        renditions[name] = _encode(picture)
    return renditions


def _decode(data: bytes, max_pixels: int) -> Image.Image:
    try:
        # Reads the header only; nothing is decoded before the limits have been looked at.
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except _DECODING_ERRORS:
        raise refuse(_("Only pictures in JPEG, PNG or WebP format are accepted.")) from None
    with image:
        _refuse_unwanted(image, max_pixels)
        try:
            return _plain(image)
        except _DECODING_ERRORS:
            raise refuse(
                _("The picture is damaged. Open it, save it as JPEG or PNG, and try again.")
            ) from None


def _refuse_unwanted(image: Image.Image, max_pixels: int) -> None:
    if image.width * image.height > max_pixels:
        raise _too_many_pixels(max_pixels)
    if image.format not in _ACCEPTED:
        raise refuse(_("Only pictures in JPEG, PNG or WebP format are accepted."))
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise refuse(_("Animated pictures are not accepted. Save one frame as JPEG or PNG."))


def _too_many_pixels(max_pixels: int) -> Invalid:
    return refuse(
        _(
            "The picture has more than %(limit)d million pixels. Make it smaller and try again.",
            limit=max_pixels // 1_000_000,
        )
    )


def _plain(image: Image.Image) -> Image.Image:
    """The decoded picture: at most the full size, upright, in RGB or RGBA, in sRGB colours."""
    side = SIZES[""]
    # A large JPEG is decoded at a fraction of its size at once.
    image.draft("RGB", (side, side))
    image.load()
    profile = image.info.get("icc_profile")
    upright = _upright(_eight_bits(image))
    upright.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    plain = _in_srgb(upright, profile, mode) if profile else upright
    return plain.convert(mode)


def _eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I;16"):
        return image
    # Pillow's own conversion cuts at 255 instead of scaling.
    return image.point(lambda value: value * (1 / 256)).convert("L")


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except _DECODING_ERRORS:
        return image  # its EXIF cannot be read; the picture can


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """The picture with its colours turned into the web's, since the profile is dropped."""
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (*_DECODING_ERRORS, ImageCms.PyCMSError):
        return image
    return turned or image


def _encode(picture: Image.Image) -> Rendition:
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4, icc_profile="", exif=b"", xmp=b"")
    return Rendition(out.getvalue(), picture.width, picture.height)
