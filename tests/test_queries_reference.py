"""The reference of the library shows every question as it is, whatever its text holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from graphmodel.queries import Bilingual, Query, QueryColumn, QueryParameter, parse_type, read_queries
from graphmodel.queries.lint import RULES, lint_file
from graphmodel.queries.reference import Sample, render_reference, render_rules

ROOT = Path(__file__).parent.parent
QUERY = Query(
    name="who-pays",
    theme="money",
    title=Bilingual("Hvem betaler?", "Who pays?"),
    question=Bilingual("Hvem betaler for hva?", "Who pays for what?"),
    reading=Bilingual("Én rad per tilskudd.", "One row per grant."),
    parameters=(
        QueryParameter("body", parse_type("node(Body)"), Bilingual("organet", "the body")),
        QueryParameter(
            "on", parse_type("date"), Bilingual("dagen", "the day"), required=False, default=date(2021, 11, 1)
        ),
        QueryParameter("level", parse_type("level"), Bilingual("nivået", "the level"), required=False),
    ),
    columns=(
        QueryColumn("edge", parse_type("edge"), Bilingual("Opplysning", "Statement")),
        QueryColumn("roles", parse_type("list of text"), Bilingual("Roller", "Roles")),
    ),
    key=("edge",),
    text="MATCH (a:Body)\nRETURN a.id AS edge",
    revision=2,
    tags=("money",),
    references=("https://example.no/a",),
    growth="each body with each",
)


def render(query: Query = QUERY, **samples: Sample) -> str:
    return render_reference({query.name: query}, {name.replace("_", "-"): sample for name, sample in samples.items()})


def test_a_question_is_shown_whole() -> None:
    text = render(who_pays=Sample([{"edge": "a:funds:b", "roles": ["x", "y"]}], {"body": "digi agder"}))
    head, found, rest = text.partition("**money**\n")
    assert head.startswith("# Questions\n\nQuestions in the library: 1. `graphmodel query run NAME")
    assert found + rest == (
        """\
**money**

- [Who pays?](#who-pays) · Hvem betaler?

## Money

### who-pays

**Who pays?**
Who pays for what? One row per grant.

**Hvem betaler?**
Hvem betaler for hva? Én rad per tilskudd.

| parameter | type | default | English | norsk |
| --- | --- | --- | --- | --- |
| `body` | `node(Body)` | must be given | the body | organet |
| `on` | `date` | `2021-11-01` | the day | dagen |
| `level` | `level` | may be left out | the level | nivået |

| column | type | English | norsk |
| --- | --- | --- | --- |
| `edge` (key) | `edge` | Statement | Opplysning |
| `roles` | `list of text` | Roles | Roller |

Revision 2. Tags: money. Growth: each body with each
See https://example.no/a.

```cypher
MATCH (a:Body)
RETURN a.id AS edge
```

```console
graphmodel query run who-pays --param 'body=digi agder'
```

| Statement | Roles |
| --- | --- |
| a:funds:b | x, y |
"""
    )


def test_long_answers_are_cut_and_empty_ones_said() -> None:
    rows = [{"edge": f"edge-{number}", "roles": ["æ" * 300]} for number in range(7)]
    text = render(who_pays=Sample(rows))
    assert "| edge-4 | " + "æ" * 100 + "… |" in text
    assert "edge-5" not in text
    assert text.endswith("\n… and 2 more rows.\n")
    assert render(who_pays=Sample([])).endswith("\nNo rows.\n")


def test_text_can_not_break_out_of_its_place() -> None:
    evil = "<script>|`*_[x](javascript:y)\n# h & \\"
    query = replace(QUERY, title=Bilingual(evil, evil), text="//```\nx")
    text = render(query, who_pays=Sample([{"edge": evil, "roles": None}]))
    assert "<script>" not in text
    assert "| \\<script\\>\\|\\`\\*\\_\\[x\\](javascript:y) \\# h &amp; \\\\ |  |" in text
    assert "````cypher\n//```\nx\n````" in text


def test_the_library_is_rendered_in_its_order_and_always_the_same() -> None:
    queries = read_queries(ROOT / "queries")
    text = render_reference(queries, {})
    assert text == render_reference(dict(queries), {})
    places = [text.index(f"\n### {name}\n") for name in queries]
    assert places == sorted(places)


def test_the_guide_tells_every_rule_as_it_is() -> None:
    guide = (ROOT / "docs" / "how-to" / "write-a-query.md").read_text(encoding="utf-8")
    assert render_rules() in guide
    assert all(f"| `{code}` |" in guide for code in RULES)


def test_the_guide_s_example_is_a_question_without_findings(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "write-a-query.md").read_text(encoding="utf-8")
    example = guide.split("```cypher\n")[1].split("```")[0]
    path = tmp_path / "who-mandates.cypher"
    path.write_text(example, encoding="utf-8")
    assert lint_file(path) == ()
