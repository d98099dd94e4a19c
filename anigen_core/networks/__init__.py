"""Network architectures, one per file. Imports torch and nothing of the rest of the package."""
