"""Build the docs site into a folder: ``python scripts/docs.py [FOLDER]``, by default ``out/docs``.

The pages lie where people find them in the repository; here they are put together under one root, their links with
them, and Zensical builds them strictly: a link or heading that is not there stops it. Nothing is fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAGED = ROOT / "out" / "docs-pages"
ELSEWHERE = {"seeds/README.md": "seeds.md", "CHANGELOG.md": "changelog.md"}
"""Pages outside docs/, and where they stand on the site."""

_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")


def stage() -> None:
    """Put all pages under one root, with links that lead there; a link to what is no page becomes its text."""
    shutil.rmtree(STAGED, ignore_errors=True)
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*") if path.is_file()}
    places = {name: name.removeprefix("docs/") for name in sources} | ELSEWHERE
    for name, place in places.items():
        target = STAGED / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".md"):
            target.write_text(_linked((ROOT / name).read_text("utf-8"), name, places), "utf-8")
        else:
            shutil.copy(ROOT / name, target)


def _linked(text: str, name: str, places: dict[str, str]) -> str:
    def link(found: re.Match[str]) -> str:
        told, target, anchor = found[1], found[2], found[3] or ""
        there = os.path.normpath(Path(name).parent / target).replace(os.sep, "/")
        if not (ROOT / there).exists():
            raise SystemExit(f"{name}: the link to {target} leads nowhere")
        page = places.get(there) or places.get(f"{there}/README.md")
        if page is None:
            return told
        return f"[{told}]({os.path.relpath(page, Path(places[name]).parent).replace(os.sep, '/')}{anchor})"

    return _LINK.sub(link, text)


def main(arguments: list[str]) -> int:
    """Stage and build."""
    stage()
    built = subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], cwd=ROOT, check=False)
    folder = ROOT / "out" / "docs"
    if built.returncode == 0 and arguments:
        shutil.copytree(folder, arguments[0], dirs_exist_ok=True)
    return built.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
