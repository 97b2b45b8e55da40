"""What a hostile upload may cost at most; every limit is a setting with a default."""

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds, areas in pixels."""

    upload: int = 50 * _MIB
    pages: int = 500
    address_space: int = 1536 * _MIB
    ocr_page_s: float = 60.0
    wall_base_s: float = 120.0
    wall_page_s: float = 20.0
    wall_max_s: float = 900.0
    decoded_streams: int = 256 * _MIB
    unzipped: int = 200 * _MIB
    zip_ratio: int = 100
    tiff_frames: int = 500
    mail_depth: int = 3
    pixels: int = 25_000_000
    page_words: int = 20_000
    page_message: int = 16 * _MIB

    def wall_s(self, pages: int) -> float:
        """Wall-clock limit for a document of so many pages."""
        return min(self.wall_base_s + self.wall_page_s * pages, self.wall_max_s)
