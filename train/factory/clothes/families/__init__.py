"""One builder for each group of outfit families: which pieces, in which colors."""
