"""A sourced, dated graph of Norway's digitalisation and e-health coordination structure."""
