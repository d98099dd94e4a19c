"""Many drawings through the chain: found in folders, finished by several processes or machines, and resumed.

`jobs` finds the drawings, `finishing` is what a worker does with one, `processes` and `on_ray` are who works,
`journal` knows what is finished, and `running` brings them together.
"""
