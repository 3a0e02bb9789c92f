"""Commands that put a new statement into the seeds: new body, tie, source and merger."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphmodel.cli.common import SeedsOption, say
from graphmodel.errors import ConfigError, GraphModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from graphmodel.keeping import StatementKind

__all__ = ["register"]

new = typer.Typer(
    name="new",
    help="Add a body, a tie, a source or a merger to the seeds. What is needed and not given is asked for.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_DAY = "as 2021-11-29, 2021-11 or 2021; empty: not known"
_LAST = "as 2021-11-29, 2021-11 or 2021, or unknown; empty: it still holds"
_NOTE = "What else there is to know, in your own words, in Norwegian (empty: nothing)"
_CITES = "Source that says so: its id, or its id: where in it"


def _option(help_: str, *names: str) -> Any:  # noqa: ANN401 - typer's own
    return typer.Option(*names, help=help_, show_default=False)


FileOption = Annotated[
    str | None, _option("Seed file to write to, below the folder; by default the one where its like stand.", "--file")
]
CitesOption = Annotated[list[str] | None, _option(f"{_CITES}; may be repeated.", "--cites")]
NoteOption = Annotated[str | None, _option("What else there is to know, in your own words, in Norwegian.", "--note")]
NoteEnOption = Annotated[str | None, _option("The note in English.", "--note-en")]
FirstDayOption = Annotated[str | None, _option("First day, or .. for as long as anyone looks back.", "--from")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    app.add_typer(new, name="new")


@new.command("body")
def body(
    name: Annotated[str | None, _option("Name in Norwegian.", "--name")] = None,
    id_: Annotated[str | None, _option("Id; by default made of the name.", "--id")] = None,
    kind: Annotated[str | None, _option("What it is, such as Committee or Strategy.", "--kind")] = None,
    level: Annotated[str | None, _option("local, intermunicipal, regional or national.", "--level")] = None,
    name_en: Annotated[str | None, _option("Name in English.", "--name-en")] = None,
    form: Annotated[str | None, _option("A finer kind, such as styringsgruppe.", "--form")] = None,
    number: Annotated[str | None, _option("Official number of a municipality or county.", "--number")] = None,
    organisation_number: Annotated[
        str | None, _option("Number in Enhetsregisteret, nine digits.", "--organisation-number")
    ] = None,
    since: FirstDayOption = None,
    until: Annotated[str | None, _option("Last day, or unknown.", "--to")] = None,
    note: NoteOption = None,
    note_en: NoteEnOption = None,
    cites: CitesOption = None,
    file: FileOption = None,
    seeds: SeedsOption = None,
) -> None:
    """Add a body, strategy, plan, decision, agreement, programme, goal or county."""
    from graphmodel.schema import KINDS, LEVELS

    form_ = _Form(
        {
            "name": name,
            "id": id_,
            "kind": kind,
            "level": level,
            "from": since,
            "to": until,
            "note": note,
            "cites": cites,
        }
    )
    form_.ask(
        _Question("name", "Name in Norwegian", needed=True),
        _Question("id", "Id", suggested=lambda answers: _slug(answers["name"])),
        _Question("kind", "What it is", needed=True, words=tuple(KINDS)),
        _Question("level", "Level", needed=True, words=LEVELS),
        _Question("from", f"First day, {_DAY}", day=True),
        _Question("to", f"Last day, {_LAST}"),
        _Question("note", _NOTE),
        _Question("cites", _CITES, needed=True, many=True),
    )
    more = {"name_en": name_en, "form": form, "number": number, "organisation_number": organisation_number}
    _write("body", form_.answers | more, {note: note_en}, seeds, file)


@new.command("tie")
def tie(
    from_: Annotated[str | None, _option("Id or name of the body at which it begins.", "--from")] = None,
    type_: Annotated[str | None, _option("How it joins the two, such as MEMBER_OF.", "--type")] = None,
    to: Annotated[str | None, _option("Id or name of the body at which it ends.", "--to")] = None,
    role: Annotated[str | None, _option("What it is more precisely, in Norwegian.", "--role")] = None,
    role_en: Annotated[str | None, _option("The role in English.", "--role-en")] = None,
    capacity: Annotated[str | None, _option("Of a seat: votes, speaks, observes or appoints.", "--capacity")] = None,
    on_behalf_of: Annotated[
        list[str] | None, _option("Of a seat: whom it is held for; may be repeated.", "--on-behalf-of")
    ] = None,
    appointed_by: Annotated[
        list[str] | None, _option("Of a seat: who gave it; may be repeated.", "--appointed-by")
    ] = None,
    since: Annotated[str | None, _option("First day, or .. for as long as anyone looks back.", "--since")] = None,
    until: Annotated[str | None, _option("Last day, or unknown.", "--until")] = None,
    as_of: Annotated[str | None, _option("The latest moment that the source describes.", "--as-of")] = None,
    called_for: Annotated[
        bool, typer.Option("--called-for", help="The source only says that it should exist.")
    ] = False,
    reasoning: Annotated[
        str | None, _option("Why we infer it, in Norwegian; it is then marked as inferred.", "--reasoning")
    ] = None,
    reasoning_en: Annotated[str | None, _option("The reasoning in English.", "--reasoning-en")] = None,
    note: NoteOption = None,
    note_en: NoteEnOption = None,
    cites: CitesOption = None,
    file: FileOption = None,
    seeds: SeedsOption = None,
) -> None:
    """Add a tie between two bodies, such as a membership, a seat, a mandate or a succession."""
    from graphmodel.schema import EDGE_KINDS

    form = _Form({"from": from_, "type": type_, "to": to, "role": role, "since": since, "until": until, "cites": cites})
    form.ask(
        _Question("from", "Id or name of the body at which it begins", needed=True, node=seeds or ""),
        _Question("type", "How it joins the two", needed=True, words=tuple(EDGE_KINDS)),
        _Question("to", "Id or name of the body at which it ends", needed=True, node=seeds or ""),
        _Question("role", "What it is more precisely, in Norwegian (empty: nothing)"),
        _Question("since", f"First day, {_DAY}", day=True),
        _Question("until", f"Last day, {_LAST}"),
        _Question("cites", _CITES, needed=True, many=True),
    )
    seat = {"capacity": capacity, "on_behalf_of": on_behalf_of, "appointed_by": appointed_by}
    sure = {"status": "called for"} if called_for else {}
    sure |= {"confidence": "inferred", "reasoning": reasoning} if reasoning else {}
    cited = form.answers.pop("cites")
    fields = {**form.answers, **seat, "as_of": as_of, "note": note, **sure, "cites": cited}
    _write("tie", fields, {role: role_en, note: note_en, reasoning: reasoning_en}, seeds, file)


@new.command("source")
def source(
    title: Annotated[str | None, _option("Title of the document.", "--title")] = None,
    id_: Annotated[str | None, _option("Id; by default made of the title.", "--id")] = None,
    publisher: Annotated[str | None, _option("Who published it.", "--publisher")] = None,
    url: Annotated[str | None, _option("Its address with the publisher.", "--url")] = None,
    published: Annotated[str | None, _option("When it was published.", "--published")] = None,
    as_of: Annotated[str | None, _option("The latest moment that it describes.", "--as-of")] = None,
    description: Annotated[
        str | None, _option("What it tells, in your own words, in Norwegian.", "--description")
    ] = None,
    description_en: Annotated[str | None, _option("The description in English.", "--description-en")] = None,
    copy: Annotated[bool, typer.Option("--copy", help="Only a copy is to be had: a mirror, a dump, a wiki.")] = False,
    file: FileOption = None,
    seeds: SeedsOption = None,
) -> None:
    """Add a document that statements can cite."""
    form = _Form({"title": title, "id": id_, "publisher": publisher, "url": url, "published": published})
    form.ask(
        _Question("title", "Title", needed=True),
        _Question("id", "Id", suggested=lambda answers: _slug(answers["title"])),
        _Question("publisher", "Publisher (empty: not known)"),
        _Question("url", "Address, https://… (empty: none)"),
        _Question("published", f"Published, {_DAY}", day=True),
    )
    more = {"as_of": as_of, "description": description, "standing": "copy" if copy else None}
    _write("source", form.answers | more, {description: description_en}, seeds, file)


@new.command("merger")
def merger(
    name: Annotated[str | None, _option("Name of the new municipality, such as Ny kommune.", "--name")] = None,
    id_: Annotated[str | None, _option("Its id; by default made of the name.", "--id")] = None,
    of: Annotated[list[str] | None, _option("A municipality that merges into it; may be repeated.", "--of")] = None,
    since: Annotated[str | None, _option("Its first day.", "--from")] = None,
    number: Annotated[str | None, _option("Its number, four digits.", "--number")] = None,
    county: Annotated[str | None, _option("Id or name of its county.", "--county")] = None,
    name_en: Annotated[str | None, _option("Its name in English.", "--name-en")] = None,
    cites: CitesOption = None,
    seeds: SeedsOption = None,
) -> None:
    """Add a municipality that others merge into: they end, and it gets its county and what all are members of."""
    form = _Form({"name": name, "id": id_, "of": of, "from": since, "number": number, "county": county, "cites": cites})
    form.ask(
        _Question("name", "Name of the new municipality", needed=True),
        _Question("id", "Id", suggested=lambda answers: _slug(answers["name"])),
        _Question("of", "Municipality that merges into it, id or name", needed=True, many=True, node=seeds or ""),
        _Question("from", "First day, as 2030-01-01", needed=True, day=True),
        _Question("number", "Number, four digits (empty: not known)"),
        _Question("county", "County, id or name", needed=True, node=seeds or ""),
        _Question("cites", _CITES, needed=True, many=True),
    )
    _write("merger", form.answers | {"name_en": name_en}, {}, seeds, None)


def _slug(name: str) -> str:
    from graphmodel.keeping import slug

    return slug(name)


def _write(
    what: StatementKind,
    fields: Mapping[str, Any],
    english: Mapping[str | None, str | None],
    seeds: Path | None,
    file: str | None,
) -> None:
    """Check and write a statement, and show what was written."""
    from graphmodel.keeping import prepare

    translated = {nb: en for nb, en in english.items() if nb and en}
    written = prepare(what, fields, seeds=seeds, file=file, english=translated)
    paths = written.write()
    sys.stdout.write(written.difference())
    for path in paths:
        say(f"wrote {path}")
    for finding in written.findings:
        say(f"{finding.severity} {finding.code} {finding.file}:{finding.line}: {finding.message}")
    if written.left:
        say("not handed on, each needs a source that tells of it:")
        for edge in written.left:
            say(f"  {edge.id}{f' ({edge.role})' if edge.role else ''}")


# --- asking -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Question:
    """What is asked for where an option is missing."""

    key: str
    text: str
    needed: bool = False
    many: bool = False
    words: Sequence[str] = ()
    day: bool = False
    node: Path | str | None = None
    """The seeds in which it is the name or id of a node; the shipped ones where empty."""
    suggested: Callable[[Mapping[str, Any]], str] | None = None

    @property
    def option(self) -> str:
        return f"--{self.key.replace('_', '-')}"

    def parse_answer(self, text: str) -> str:
        """Return an answer, if it fits."""
        try:
            return self._fitting(text.strip())
        except GraphModelError as error:
            raise typer.BadParameter(str(error)) from error

    def _fitting(self, text: str) -> str:
        if not text and not self.needed:
            return ""
        if self.words:
            from graphmodel.choices import one_of

            return one_of(text, self.words, f"a {self.key}")
        if self.day and text != "..":
            from graphmodel.period import parse

            return parse(text).text
        if self.node is not None:
            from graphmodel import lookup, workspace

            return lookup.resolve(workspace.read(self.node or None), text)
        return text


class _Form:
    """The answers to questions: those given as options, the others asked for at the terminal."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.answers = dict(options)

    def ask(self, *questions: _Question) -> None:
        """Ask for what is needed and missing; then also for what is often known.

        Raises
        ------
        ConfigError
            If something is missing and nobody sits there.
        """
        missing = [each for each in questions if each.needed and not self.answers[each.key]]
        if missing and not sys.stdin.isatty():
            lacking = missing[0]
            known = f" ({', '.join(lacking.words)})" if lacking.words else ""
            raise ConfigError(f"{lacking.option} is missing: {lacking.text}{known}")
        for each in questions:
            if self.answers[each.key]:
                continue
            suggested = each.suggested(self.answers) if each.suggested else None
            if missing:
                self.answers[each.key] = self._many(each) if each.many else self._one(each, suggested or "")
            elif suggested:
                self.answers[each.key] = suggested

    def _one(self, each: _Question, suggested: str) -> str:
        if each.words:
            say(f"  {', '.join(each.words)}")
        default = suggested if suggested or not each.needed else None
        answer: str = typer.prompt(
            each.text, default=default, show_default=bool(default), value_proc=each.parse_answer, err=True
        )
        return answer

    def _many(self, each: _Question) -> list[str]:
        """Ask until an answer is empty."""
        answers = [self._one(each, "")]
        while more := typer.prompt(
            "  another (empty: no more)", default="", show_default=False, value_proc=lambda text: text.strip(), err=True
        ):
            answers.append(more)
        return answers
