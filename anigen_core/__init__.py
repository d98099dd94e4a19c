"""AniGen: lines, color blocks and a pose become a finished, layered anime character."""
