"""How a picture comes apart into the layers of `anigen_core.layers`."""
