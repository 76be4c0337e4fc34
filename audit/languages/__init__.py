"""How the catalogs of translations are made: for those who work on this project, not at run time.

`python -m audit.languages` reads all messages anew and brings every catalog up to date. It needs
Babel, which the extra `dev` installs.
"""
