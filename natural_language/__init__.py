"""Natural language: constraints written in plain English, read into the core's language."""
