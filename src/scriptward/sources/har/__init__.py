"""Reads HAR captures of any tool, as they are and not as the format says they should be.

Format: HTTP Archive 1.2 (w3c.github.io/web-performance/specs/HAR/Overview.html) and the private
fields (`_…`) of Chrome, Firefox, Safari and chrome-har.
"""
