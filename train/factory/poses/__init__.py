"""Stances: named poses by family, chance, balance, and motion files."""
