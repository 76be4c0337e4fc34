"""`openness completion`: what a shell needs so that it completes commands and options.

Weighed: shtab writes scripts that need nothing at run time, and none for fish; argcomplete serves
bash, zsh and fish from the parser itself.
"""

from __future__ import annotations

import argparse
import os

from audit.errors import ExitCode

SHELLS = ("bash", "zsh", "fish")
ASKED = "_ARGCOMPLETE"
"""The variable by which a shell asks for completions."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "completion",
        description="Print the script that makes a shell complete commands, options and files.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=(
            "to switch it on:\n"
            '  bash  eval "$(openness completion bash)"      in ~/.bashrc\n'
            '  zsh   eval "$(openness completion zsh)"       in ~/.zshrc\n'
            "  fish  openness completion fish | source       in ~/.config/fish/config.fish"
        ),
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the script."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["openness"], shell=arguments.shell))
    return ExitCode.DONE


def complete(parser: argparse.ArgumentParser) -> None:
    """Answers a shell that asks for completions, and ends; does nothing for anybody else."""
    if ASKED in os.environ:
        import argcomplete

        argcomplete.autocomplete(parser)
