"""Colors and type of the page. System fonts only: nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from gradio.themes import Base, Color, sizes

STATIC = Path(__file__).parent / "static"

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Consolas", "Liberation Mono", "monospace")

INK = Color(
    "#f3f1fb", "#e8e4f7", "#d3cbf0", "#b5a8e4", "#9482d6", "#7661c4",
    "#614cac", "#503f8e", "#433674", "#352c5a", "#221c3d", name="ink",
)  # fmt: skip
"""The accent: violet ink. 600 on white and white on 600 both reach a contrast of 6:1."""

PAPER = Color(
    "#fbfaf8", "#f4f2ee", "#e8e5df", "#d6d1c9", "#aaa49a", "#7d776d",
    "#5c574f", "#47433d", "#2f2c29", "#232120", "#191817", name="paper",
)  # fmt: skip
"""The neutral: warm grays, so that the page does not tint the picture blue."""


def theme() -> Base:
    """The studio's theme, for light and dark."""
    return Base(
        primary_hue=INK,
        secondary_hue=INK,
        neutral_hue=PAPER,
        radius_size=sizes.radius_md,
        font=SANS,
        font_mono=MONO,
    ).set(
        body_background_fill="*neutral_100",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_800",
        body_text_color_dark="*neutral_200",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        background_fill_primary="white",
        background_fill_primary_dark="*neutral_900",
        background_fill_secondary="*neutral_50",
        background_fill_secondary_dark="*neutral_800",
        border_color_primary="*neutral_200",
        border_color_primary_dark="*neutral_700",
        block_background_fill="white",
        block_background_fill_dark="*neutral_900",
        block_border_width="1px",
        block_shadow="none",
        block_label_background_fill="white",
        block_label_background_fill_dark="*neutral_900",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        input_background_fill="white",
        input_background_fill_dark="*neutral_800",
        input_border_width="1px",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_600",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_hover="*primary_50",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_600",
        button_border_width="1px",
        button_large_radius="*radius_lg",
        slider_color="*primary_600",
        slider_color_dark="*primary_400",
        color_accent_soft="*primary_50",
        checkbox_border_color_dark="*neutral_400",
        checkbox_background_color_selected="*primary_600",
        checkbox_label_background_fill_selected="*primary_50",
        checkbox_label_background_fill_selected_dark="*primary_900",
    )


def css() -> str:
    """The stylesheet of our own elements."""
    return (STATIC / "studio.css").read_text(encoding="utf-8")


def script() -> str:
    """JavaScript that runs once when the page is up."""
    return (STATIC / "studio.js").read_text(encoding="utf-8")
