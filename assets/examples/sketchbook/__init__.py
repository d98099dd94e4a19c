"""The example drawings, stroke by stroke: a pen that behaves like one, and three characters drawn with it."""
