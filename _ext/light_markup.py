"""The same page in fewer elements: a telephone lays out a chapter of formulas and code in half the time.

Two thirds of a chapter's elements are spans of highlighted code and of KaTeX. Nothing that is heard or copied changes,
and of what is seen only that operators have the colour of the code around them. Of the code go the spans that have the
colour of what is around them; of the formulas the TeX source goes from inside the MathML, where KaTeX repeats it, to an
attribute. (For what is drawn of a formula see `light_formulas`, for drawings `ce_helpers.figures.fewer_elements`.)
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from light_formulas import lighter_formulas
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Token

#: The theme's own choice, and the names of the options that would change it.
STYLES = {"pygments_light_style": "a11y-high-contrast-light", "pygments_dark_style": "a11y-high-contrast-dark"}

#: MathML as KaTeX writes it: the formula, most often in a row, and beside it its source.
_ANNOTATED = re.compile(
    r'(?P<box><span class="katex">)?(?P<before><span class="katex-mathml">)?(?P<start><math[^>]*>)'
    r"<semantics>(?P<row><mrow>)?"
    r"(?P<formula>.*?)(?(row)</mrow>)<annotation[^>]*>(?P<tex>[^<]*)</annotation></semantics></math>",
    re.S,
)


def fewer_elements(body: str, theme_options: dict[str, Any]) -> str:
    """Return the article with lighter code and formulas."""
    names = tuple(str(theme_options.get(option, style)) for option, style in STYLES.items())
    body = re.sub(r"(?<=<pre>)(.*?)(?=</pre>)", lambda m: _lighter_code(m[1], *names), body, flags=re.S)
    body = re.sub(r'em;"', 'em"', body)
    return lighter_formulas(_ANNOTATED.sub(_lighter_formula, body))


def _lighter_formula(match: re.Match[str]) -> str:
    """Return a formula without its source, which goes to the box around it: it is what is copied (`copy.js`)."""
    tex = " ".join(match["tex"].split()).replace('"', "&quot;")
    box = f'<span class="katex" translate="no" data-tex="{tex}">' if match["box"] else ""
    return f"{box}{match['before'] or ''}{match['start']}{match['formula']}</math>"


def _lighter_code(code: str, *styles: str) -> str:
    """Return a block's spans without those in the block's own colour, neighbours of one look joined."""
    looks = _looks(*styles)

    def lighter(match: re.Match[str]) -> str:
        name, text = match[1], match[2]
        return text if looks.get(name) == "" else f'<span class="{looks.get(name, name)}">{text}</span>'

    code = re.sub(r'<span class="(\w+)">([^<]*)</span>', lighter, code)
    before = ""
    while before != code:
        before = code
        code = re.sub(r'<span class="(\w+)">([^<]*)</span><span class="\1">', r'<span class="\1">\2', code)
    return code


@cache
def _looks(*styles: str) -> dict[str, str]:
    """Return for each class of Pygments the first class that looks the same in every style; "" for plain text."""
    first: dict[Any, str] = {}
    found = {}
    for token, name in sorted(STANDARD_TYPES.items(), key=lambda item: (len(item[0]), item[1])):
        if token in Token.Generic:
            continue  # prompts and the like: the copy button goes by their names
        if token is Token.Operator:  # half of all spans of a chapter: = and + are seen without a colour of their own
            found[name] = ""
            continue
        look = tuple(tuple(get_style_by_name(style).style_for_token(token).items()) for style in styles)
        found[name] = first.setdefault(look, name)
    plain = {found[STANDARD_TYPES[kind]] for kind in (Token.Name, Token.Punctuation, Token.Text.Whitespace)} | {""}
    return {name: "" if look in plain else look for name, look in found.items()}
