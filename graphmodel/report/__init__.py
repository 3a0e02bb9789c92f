"""What the analyses find, in words for people: a chapter on a region, and a summary for leaders.

This room chooses what to ask of :mod:`graphmodel.analysis`, and how to say it; it computes nothing of its own.
"""
