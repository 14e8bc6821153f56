"""A style sheet cut down to what some page of the book can match."""

from __future__ import annotations

import html
import re
from typing import Any

import tinycss2

#: What a script may make a class or an id of: a text of names, or an attribute in a text.
_NAMES = re.compile(r"""(?<=["'`])([.#]?[\w-]+(?:[ .#]+[\w-]+)*)(?=["'`])|(?:class|id)=\\?["']([^"'`<>]*)""")


def purged(sheet: str, pages: list[str], spoken: str, nowhere: tuple[str, ...] = ()) -> str:
    """Return `sheet` without comments and without the rules that no element of `pages` could match.

    What begins with a selector of `nowhere` goes too.
    The words of the scripts, `spoken`, are taken for names that may appear; for classes and ids those that stand in a
    text alone or among others like them, or in an attribute.
    """
    words = set(re.findall(r"[A-Za-z][\w-]*", spoken))
    names = " ".join(a or b for a, b in _NAMES.findall(spoken)).replace(".", " ").replace("#", " ").split()
    used: dict[str, set[str]] = {"class": set(names), "id": set(names), "tag": {"html", "body", "mark", "kbd"}}
    used["nowhere"] = {_tight(selector) for selector in nowhere}
    used["attribute"] = {*re.findall(r"[\w-]+", spoken), *(f"data-{_dashed(word)}" for word in words)}
    for page in pages:
        used["attribute"].update(re.findall(r"\s([a-z][\w-]*)(?==\"|[\s>])", page))
        for value in set(re.findall(r'\bclass="([^"]*)"', page)):
            used["class"].update(html.unescape(value).split())
        used["id"].update(re.findall(r'\bid="([^"]*)"', page))
        used["tag"].update(tag.lower() for tag in re.findall(r"<([A-Za-z][\w-]*)", page + spoken))
    return "".join(_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), used))


def _dashed(word: str) -> str:
    """Return what an attribute is called in a page that is `word` in a script's ``dataset``."""
    return re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", word)


def _rules(rules: list[Any], used: dict[str, set[str]]) -> list[str]:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in _split(rule.prelude) if _may_match(s, used) and not _begins(s, used["nowhere"])]
            if selectors:
                prelude = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                kept.append(f"{prelude}{{{_tidy(rule.content)}}}\n")
        elif rule.type == "at-rule":
            name, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude)
            if rule.content is None:
                if name != "charset":
                    kept.append(f"@{name}{prelude};\n")
            elif name in ("media", "supports", "container", "layer"):
                inner = "".join(_rules(tinycss2.parse_rule_list(rule.content, True, True), used))
                if inner:
                    kept.append(f"@{name}{prelude}{{{inner}}}\n")
            elif name == "font-face":
                kept.append(_font_face(tinycss2.serialize(rule.content)))
            else:
                kept.append(f"@{name}{prelude}{{{_tidy(rule.content)}}}\n")
    return kept


def _font_face(content: str) -> str:
    """Return the rule with the subset in the place of the theme's solid icons, and nothing for its other icons."""
    if "fontawesome" not in content:
        return f"@font-face{{{' '.join(content.split())}}}\n"
    if "fa-solid-900" not in content:
        return ""
    content = re.sub(r"src:[^;]*", "src:url(icons.woff2) format('woff2')", " ".join(content.split()))
    return f"@font-face{{{content}}}\n"


def _split(prelude: list[Any]) -> list[list[Any]]:
    """Split a selector list at its commas."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _may_match(selector: list[Any], used: dict[str, set[str]]) -> bool:
    """Say whether the selector's classes, ids, tags and attributes occur; ``:not(…)`` and the like are let pass."""
    before = None
    for token in selector:
        if token.type == "ident":
            if before == ".":
                if token.value not in used["class"]:
                    return False
            elif before != ":" and token.lower_value not in used["tag"]:
                return False
        elif token.type == "hash":
            if token.value not in used["id"]:
                return False
        elif token.type == "[] block":
            name = next((part.lower_value for part in token.content if part.type == "ident"), "")
            if name not in used["attribute"]:
                return False
        elif token.type == "function" and token.lower_name in ("is", "where"):  # noqa: SIM102 (one line a kind)
            if not any(_may_match(inner, used) for inner in _split(token.arguments)):
                return False
        before = token.value if token.type == "literal" else None
    return True


def _begins(selector: list[Any], nowhere: set[str]) -> bool:
    """Say whether the selector is one of `nowhere`, or asks for something of it or in it."""
    told = _tight(tinycss2.serialize(selector))
    return any(told.startswith(begin) and not re.match(r"[\w-]", told[len(begin) :]) for begin in nowhere)


def _tight(selector: str) -> str:
    """Return a selector without the spaces that say nothing."""
    return re.sub(r"\s*([>+~])\s*", r"\1", " ".join(selector.split()))


def _tidy(content: list[Any]) -> str:
    """Return declarations with single spaces, and none before or after."""
    text = tinycss2.serialize([token for token in content if token.type != "comment"])
    text = re.sub(r"\s*\n\s*", " ", text)
    return re.sub(r"\s*;\s*", ";", text).strip().rstrip(";")


def without_unused_variables(sheet: str, other: str) -> str:
    """Drop the custom properties that nothing refers to, until none is left, and then the rules that are empty."""
    definition = re.compile(r"(?<=[{;])(--[\w-]+)\s*:(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))")
    spoken = set(re.findall(r"--[\w-]+", other))

    while True:
        asked = spoken | set(re.findall(r"var\(\s*(--[\w-]+)", sheet))
        shorter = definition.sub(lambda m, asked=asked: m[0] if m[1] in asked else "", sheet)  # type: ignore[misc]
        if shorter == sheet:
            return re.sub(r"[^{}\n]+\{\}\n?", "", sheet)
        sheet = shorter


def without_unused_keyframes(sheet: str, other: str) -> str:
    """Drop the animations that neither the sheet nor `other` names."""
    keyframes = re.compile(r"@(?:-\w+-)?keyframes\s+([\w-]+)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}\n?")
    asked = set(re.findall(r"[\w-]+", keyframes.sub("", sheet) + other))
    return keyframes.sub(lambda m: m[0] if m[1] in asked else "", sheet)
