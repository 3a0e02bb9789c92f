"""What a page links to, and what stands in it that a policy without inline code forbids."""

from __future__ import annotations

from html.parser import HTMLParser


class Links(HTMLParser):
    """The links and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and not given.get("src")) else []
        self.ids += [id_] if (id_ := given.get("id")) else []
        if tag in {"a", "link", "script", "img", "form"}:
            self.links += [link] if (link := given.get("href") or given.get("src") or given.get("action")) else []
