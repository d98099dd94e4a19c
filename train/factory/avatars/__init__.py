"""Avatar files (VRM, GLB, PMX) read onto the factory's skeleton."""
