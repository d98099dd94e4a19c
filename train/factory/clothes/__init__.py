"""Outfits: the table of families, the pieces they are put together from, prints and colors."""
