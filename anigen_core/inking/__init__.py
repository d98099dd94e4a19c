"""How lines are found, thinned and cleaned. The face of it is `anigen_core.lineart` and the lines stage."""
