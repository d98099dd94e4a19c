"""How a drawing is cut into cells, filled from color blocks and shaded, and where its irises are."""
