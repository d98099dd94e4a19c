"""Anime characters made by code: every whole number is a character, drawn with all labels a network needs."""
