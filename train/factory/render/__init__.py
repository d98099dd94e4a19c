"""Cameras, styles, and the renderer with its shaders."""
