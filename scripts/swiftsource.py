"""Reads Swift source just well enough for the checks: text without comments and strings, and its declarations."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent

_TOKEN = re.compile(
    r"""
      (?P<line>//[^\n]*)
    | (?P<block>/\*)
    | (?P<raw>\#+)(?P<rawquote>\"\"\"|")
    | (?P<multi>\"\"\")
    | (?P<text>")
    """,
    re.X,
)


def files(*folders):
    """The hand-written Swift files below these folders of the repository, in order."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.swift")):
            if not path.name.endswith(".generated.swift"):
                yield path


def masked(source):
    """The source with comments and the inside of string literals replaced by blanks; lines and columns stay."""
    out, at = [], 0
    while found := _TOKEN.search(source, at):
        out.append(source[at : found.start()])
        end = _end(source, found)
        out.append(re.sub(r"[^\n]", " ", source[found.start() : end]))
        at = end
    out.append(source[at:])
    return "".join(out)


def _end(source, found):
    if found["line"]:
        return found.end()
    if found["block"]:
        depth, at = 1, found.end()
        while depth and (step := re.compile(r"/\*|\*/").search(source, at)):
            depth += 1 if step[0] == "/*" else -1
            at = step.end()
        return at if not depth else len(source)
    hashes = found["raw"] or ""
    quote = found["rawquote"] or found["multi"] or found["text"]
    return _string_end(source, found.end(), quote, hashes)


def _string_end(source, at, quote, hashes):
    escape = "\\" + hashes
    while at < len(source):
        if source.startswith(quote + hashes, at):
            return at + len(quote) + len(hashes)
        if source.startswith(escape, at):
            at += len(escape)
            if source.startswith("(", at):
                at = _interpolation_end(source, at)
            else:
                at += 1
        elif source[at] == "\n" and quote == '"':
            return at
        else:
            at += 1
    return at


def _interpolation_end(source, at):
    depth = 0
    while at < len(source):
        if source[at] == "(":
            depth += 1
        elif source[at] == ")":
            depth -= 1
            if depth == 0:
                return at + 1
        elif found := _TOKEN.match(source, at):
            at = _end(source, found)
            continue
        at += 1
    return at


_FUNCTION = re.compile(r"(?<![\w.`])(?:func\s+(`[^`\n]+`|[^\s(<]+)|(init)[?!]?\s*(?=[(<])|(deinit)\b|(subscript)\s*(?=[(<]))")


def functions(code):
    """(name, first line, lines in the body) of each function with a body; `code` is masked."""
    for found in _FUNCTION.finditer(code):
        start = _body_start(code, found.end())
        if start is None:
            continue
        end = closing(code, start)
        name = next(part for part in found.groups() if part)
        first = code.count("\n", 0, found.start()) + 1
        yield name, first, code.count("\n", start, end) - 1


def _body_start(code, at):
    depth = 0
    while at < len(code):
        char = code[at]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0 and char == "{":
            return at
        elif depth == 0 and char in "};":
            return None
        elif depth == 0 and char == "\n":
            rest = code[at:].lstrip()
            if not re.match(r"\{|->|where\b|throws\b|async\b|rethrows\b", rest) and code[:at].rstrip()[-1:] not in ",>&:":
                return None
        at += 1
    return None


def closing(code, at):
    """The position of the brace that closes the one at `at`."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(code, at):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return len(code)
