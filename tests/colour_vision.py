"""How colours look to people who see fewer of them, for tests.

The matrices are those of Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, for the full deficiency;
differences are Euclidean in CIELAB (D65).
"""

from __future__ import annotations

from math import dist

DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return red, green, blue


def _times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def lab(light: Triple) -> Triple:
    red, green, blue = (min(max(each, 0.0), 1.0) for each in light)
    x, y, z = (value / white for value, white in zip(_times(_XYZ, (red, green, blue)), _WHITE, strict=True))
    fx, fy, fz = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, deficiency: str | None = None) -> float:
    """Return how different two colours look; just noticeable is about 2."""
    seen = [linear(one), linear(other)]
    if deficiency:
        seen = [_times(DEFICIENCIES[deficiency], light) for light in seen]
    return dist(lab(seen[0]), lab(seen[1]))


def lightness(colour: str) -> float:
    """Return how light a colour prints in grey, from 0 to 100."""
    return lab(linear(colour))[0]
