"""`python -m audit`: the command without an installed script."""

from audit.cli import run

if __name__ == "__main__":
    run()
