"""How strangers' text is read: YAML, front matter, Markdown, launch scripts.

Pure, and linear in the length of the text.
"""
