"""Owns the colours: an Okabe-Ito pair for any colour vision, high contrast, and sixteen colours.

A state is never told by colour alone, so a theme may be chosen by taste.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = "okabe-ito-dark"
_BLUE, _SKY, _GREEN, _YELLOW, _ORANGE, _RED, _PURPLE = (
    "#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#CC79A7",
)  # fmt: skip

THEMES: Final = (
    Theme(
        name=DARK,
        primary=_SKY, secondary=_BLUE, accent=_PURPLE, success="#2FC79A", warning=_YELLOW, error="#FF7F3F",
        foreground="#E6E6E6", background="#11151A", surface="#181D24", panel="#232A33", dark=True,
        variables={"back": _SKY, "held": _PURPLE, "faint": "#8D98A5"},
    ),
    Theme(
        name="okabe-ito-light",
        primary=_BLUE, secondary=_SKY, accent="#9A3F73", success="#00684C", warning="#8A5A00", error="#B34700",
        foreground="#1B1F24", background="#FAFAF7", surface="#F1F1EC", panel="#E2E2DA", dark=False,
        variables={"back": _BLUE, "held": "#8A3A68", "faint": "#5E6670"},
    ),
    Theme(
        name="high-contrast-dark",
        primary="#FFFFFF", secondary="#9AD9FF", accent="#FFD7FF", success="#7CFFB2", warning="#FFFF00",
        error="#FF9E80", foreground="#FFFFFF", background="#000000", surface="#000000", panel="#1A1A1A", dark=True,
        variables={"back": "#9AD9FF", "held": "#FFD7FF", "faint": "#D0D0D0"},
    ),
    Theme(
        name="high-contrast-light",
        primary="#000000", secondary="#00308F", accent="#5A005A", success="#004D26", warning="#5C3A00",
        error="#8B0000", foreground="#000000", background="#FFFFFF", surface="#FFFFFF", panel="#E6E6E6", dark=False,
        variables={"back": "#00308F", "held": "#5A005A", "faint": "#303030"},
    ),
    Theme(
        name="sixteen-colours",
        primary="ansi_bright_cyan", secondary="ansi_cyan", accent="ansi_bright_magenta", success="ansi_bright_green",
        warning="ansi_bright_yellow", error="ansi_bright_red", foreground="ansi_white", background="ansi_black",
        surface="ansi_black", panel="ansi_bright_black", dark=True,
        variables={"back": "ansi_bright_cyan", "held": "ansi_bright_magenta", "faint": "ansi_white"},
    ),
)  # fmt: skip
NAMES: Final = tuple(theme.name for theme in THEMES)
