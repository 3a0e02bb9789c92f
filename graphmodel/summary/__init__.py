"""The executive summary: two pages for whoever decides, as text, as a PDF and as a document."""

from graphmodel.summary.content import CITED, Finding, Summary
from graphmodel.summary.document import as_docx
from graphmodel.summary.typeset import as_pdf

__all__ = ["CITED", "Finding", "Summary", "as_docx", "as_pdf"]
