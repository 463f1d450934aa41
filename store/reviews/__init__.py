"""Reviews: written, judged, counted, read."""
