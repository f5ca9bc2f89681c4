"""The command line: finds the commands, runs one, and says in a sentence what went wrong.

Exit codes: 0 fine, 1 refused or failed, 2 wrong usage or unreadable input, 130 interrupted. A traceback is left for our
own mistakes. Every command is imported for every start, so that nothing heavy is imported here (see bot/commands).
"""

import gc
import pkgutil
import sys
from importlib import import_module
from typing import Any

import typer
from typer.exceptions import TyperException

from bot import commands
from bot.commands import say
from locales import Words
from storage.refusals import Refusal

# Failures of third parties that a command need not foresee: the class, if its module is loaded, and the sentence.
FAILURES = {
    ("sqlalchemy.exc", "OperationalError"): "cli-database-fails",
    ("sqlalchemy.exc", "InterfaceError"): "cli-database-fails",
    ("sqlalchemy.exc", "DatabaseError"): "cli-database-fails",
    ("sqlite3", "DatabaseError"): "cli-database-fails",
    ("mailing.channels", "AccountRefused"): "run-token-refused",
    ("builtins", "OSError"): "cli-file-fails",
}


def main() -> None:
    """The command `netzbote`."""
    code = run(sys.argv[1:])
    # Else Python's last search for garbage takes longer (2 s, measured) than many a command.
    gc.freeze()
    sys.exit(code)


def run(words: list[str]) -> int:
    """Run one command line; its exit code."""
    try:
        done = build()(words, prog_name="netzbote", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except typer.Abort:
        return 130
    except TyperException as error:
        # Without any word, the help is on the screen already.
        if error.format_message():
            complain(wrong_usage(error, say()))
        return 2
    except Exception as error:
        sentence = explain(error, say())
        if sentence is None:
            raise
        complain(sentence)
        return int(getattr(error, "exit_code", 1))


def build() -> typer.Typer:
    """The application with every command of bot/commands."""
    app = commands.group("cli-help")
    app.callback()(lambda: None)
    for module in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
        import_module(module.name).register(app)
    return app


def complain(sentence: str) -> None:
    typer.echo(sentence, err=True)


def wrong_usage(error: TyperException, words: Words) -> str:
    """What is wrong with the words behind `netzbote`, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "netzbote"
    match type(error).__name__:
        case "NoSuchOption":
            reason = words.text("cli-no-such-option", name=str(getattr(error, "option_name", "")))
        case "MissingParameter":
            reason = words.text("cli-missing", name=_parameter(error))
        case _:
            reason = error.format_message()
    return words.text("cli-wrong-usage", reason=reason, command=command)


def _parameter(error: TyperException) -> str:
    """What the help calls a parameter: FILE, --subject."""
    param = getattr(error, "param", None)
    return param.get_error_hint().strip("'") if param else "?"


def explain(error: Exception, words: Words) -> str | None:
    """A failure as a sentence for the operator; None for a mistake of ours."""
    if isinstance(error, Refusal):
        return words.text(error.key, **error.details)
    speak: Any = getattr(error, "in_words", None)
    if speak is not None:
        return str(speak(words))
    for (module, name), key in FAILURES.items():
        kind = getattr(sys.modules.get(module), name, None)
        if kind and isinstance(error, kind):
            return words.text(key, reason=_reason(error), path=str(getattr(error, "filename", None) or "?"))
    return None


def _reason(error: Exception) -> str:
    """The first line of the innermost reason: SQLAlchemy adds the statement, which may hold personal data."""
    inner = getattr(error, "orig", None) or error
    return str(getattr(inner, "strerror", None) or inner).strip().partition("\n")[0]
