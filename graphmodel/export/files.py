"""Writing files into the folder that was named, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["write"]


def write(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> list[Path]:
    """Write files, each by its name within a folder and the parts of its content; files of these names are replaced.

    Raises
    ------
    ConfigError
        If one cannot be written.
    """
    written = []
    try:
        for name, parts in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.writelines(parts)
            written.append(path)
    except OSError as error:
        raise ConfigError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    return written
