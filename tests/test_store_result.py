"""The answer to a query, as rows, objects, a data frame and a table in a notebook."""

from __future__ import annotations

import pytest

from graphmodel.store import Result

ANSWER = Result(("id", "name"), (("town", "By & <b>bygd</b>"), ("sea", None)))


def test_an_answer_is_its_rows_in_order() -> None:
    assert len(ANSWER) == 2
    assert list(ANSWER) == [("town", "By & <b>bygd</b>"), ("sea", None)]
    assert ANSWER[1] == ("sea", None)
    assert ANSWER.to_dicts() == [{"id": "town", "name": "By & <b>bygd</b>"}, {"id": "sea", "name": None}]
    assert repr(ANSWER) == "<Result: id, name, 2 rows>"


def test_an_answer_becomes_a_data_frame() -> None:
    frame = ANSWER.to_pandas()
    assert list(frame.columns) == ["id", "name"]
    assert frame["id"].tolist() == ["town", "sea"]


def test_an_answer_without_rows_keeps_its_columns() -> None:
    none = Result(("id",), ())
    assert list(none.to_pandas().columns) == ["id"]
    assert none.to_dicts() == []
    assert '<th scope="col">id</th>' in none.as_html()


def test_a_notebook_shows_a_table_with_all_text_escaped() -> None:
    shown = ANSWER._repr_mimebundle_()
    assert shown["text/html"] == (
        '<table class="tex2jax_ignore mathjax_ignore">'
        '<thead><tr><th scope="col">id</th><th scope="col">name</th></tr></thead><tbody>'
        "<tr><td>town</td><td>By &amp; &lt;b&gt;bygd&lt;/b&gt;</td></tr><tr><td>sea</td><td></td></tr></tbody></table>"
    )
    assert "By & <b>bygd</b>" in shown["text/plain"]


def test_a_column_may_be_called_anything() -> None:
    hostile = Result(("<script>",), (("</td>",),))
    assert "<script>" not in hostile.as_html()
    assert "&lt;script&gt;" in hostile.as_html()


def test_of_many_rows_the_first_hundred_are_shown() -> None:
    shown = Result(("n",), tuple((n,) for n in range(250))).as_html()
    assert "<caption>100 / 250</caption>" in shown
    assert shown.count("<tr>") == 101


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        ANSWER.rows = ()  # type: ignore[misc]
