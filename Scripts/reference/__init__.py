"""The Python packages, played and written down as traces."""
