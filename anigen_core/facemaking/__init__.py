"""Faces made of wishes: what a face obeys, and a face drawn by rule."""
