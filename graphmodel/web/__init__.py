"""The record on the web: the same pages, written to files or answered over HTTP.

``pages`` says what each kind of page holds, ``render`` makes HTML of it, ``site`` writes all of them, ``server``
answers them one by one.
"""

from graphmodel.web.site import WrittenSite, write_site

__all__ = ["WrittenSite", "write_site"]
