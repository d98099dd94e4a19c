"""Every measurement of the project: `python -m train.evaluate TASK --out DIR`. See __main__.py."""
