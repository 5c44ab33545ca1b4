"""Static signals, one file each; `analysis/signal.py` is their shape.

Each docstring has `fires:` and `quiet:` lines of code, which a test runs.
"""
