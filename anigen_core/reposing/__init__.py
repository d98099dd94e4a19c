"""A character's own pictures in another pose: what was drawn is cut into pieces and carried by the bones."""
