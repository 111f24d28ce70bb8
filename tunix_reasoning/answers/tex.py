r"""TeX into plain notation: `\frac{1}{2}` is `1/2`, `x_{1}` is `x_1`, a matrix is the list of its rows.

    without_tex(r"\sqrt[3]{8}\,\text{cm}")                    # "cbrt(8) cm"
    without_tex(r"\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}")  # "[[1, 2], [3, 4]]"

One pass, in linear time. What is no known command stays as a word.
"""

from __future__ import annotations

import re

_DEEPEST = 24  # groups within each other

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}\[\]^_&]|[^\\{}\[\]^_&]+", re.S)
_SYMBOLS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "circ": "°", "degree": "°", "pm": "±", "le": "<=", "leq": "<=",
    "leqslant": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">", "ne": "!=", "neq": "!=",
    "to": "->", "rightarrow": "->", "approx": "≈", "infty": "∞", "in": "∈", "cup": "∪", "angle": "∠", "Omega": "Ω",
    "mu": "µ", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "langle": "(", "rangle": ")", "lbrace": "{",
    "rbrace": "}", "left": "", "right": "", "big": "", "Big": "", "displaystyle": "", "limits": "", "prime": "'",
    "quad": " ", "qquad": " ", "emptyset": "∅", "varnothing": "∅", "newline": "\n", "percent": "%",
}
_PUNCTUATION = {"%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "{": "{", "}": "}", "!": "", "\\": "\n", "|": "|"}
_FRACTIONS, _CHOICES = {"frac", "dfrac", "tfrac", "cfrac"}, {"binom", "dbinom", "tbinom"}
_CONTENT = re.compile(r"text\w*|math\w+|[fmh]?box|boxed|operatorname|underline|overline|bar|emph|bm|boldsymbol")
_MATRICES = {"pmatrix", "bmatrix", "matrix", "Bmatrix", "smallmatrix", "array"}
_BRACKETED_MATRIX = re.compile(r"[\[(|]\s*(\[\[[^\[\]]*\](?:, \[[^\[\]]*\])*\])\s*[\])|]")
_FUNCTIONS = {"log", "ln", "lg", "sin", "cos", "tan", "sec", "csc", "cot", "exp"}


def without_tex(text: str) -> str:
    """`text` in plain notation; in the braces of TeX but otherwise as it is if its groups nest too deeply."""
    text = re.sub(r"\\!\s*", "", text.replace("{,}", ","))
    if r"\begin" not in text:
        text = re.sub(r"\\\\(?=[A-Za-z])", r"\\", text)  # escaped once too often; else `\\` ends a row
    try:
        return _BRACKETED_MATRIX.sub(r"\1", _Reader(text).until(""))
    except RecursionError:
        return text


class _Reader:
    def __init__(self, text: str):
        self.tokens = _TOKEN.findall(text)[::-1]
        self.depth = 0

    def until(self, closing: str) -> str:
        """Plain text up to the token `closing`, which is taken too, or to the end."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RecursionError
        plain = ""
        parts: list[str] = []
        while self.tokens and (token := self.tokens.pop()) != closing:
            part = self.read(token, plain)
            if part:
                parts.append(part)
                plain = (plain + part)[-8:]  # what stands just before is all that reading depends on
        self.depth -= 1
        return "".join(parts)

    def read(self, token: str, before: str) -> str:
        if token[0] == "\\":
            return self.command(token[1:], before) if token[1:].isalpha() else _PUNCTUATION.get(token[1:], " ")
        if token == "{":
            return _group(self.until("}"))
        if token in "^_":
            return self.script(token)
        return "" if token in "}&" else token

    def command(self, name: str, before: str) -> str:
        if name in _FRACTIONS:
            return self.fraction(before)
        if name in _CHOICES:
            return f" binom({self.argument()},{self.argument()})"
        if name == "sqrt":
            return self.root()
        if name == "begin":
            return self.environment(self.argument())
        if name == "end":
            self.argument()
            return ""
        if _CONTENT.fullmatch(name):
            content = self.argument()
            repeats = name in ("overline", "bar") and re.search(r"\.\d*$", before) and content.isdecimal()
            return f"({content})" if repeats else content  # 0.(3) is 0.333…
        if name in _FUNCTIONS:
            return f" {name}" if self.follows("_", "^") else f" {name} "
        if name in ("left", "right") and self.tokens and self.tokens[-1][:1] == ".":
            self.tokens[-1] = self.tokens[-1][1:] or " "  # a delimiter that is not there
        if name == "angle" and self.tokens:
            self.tokens[-1] = self.tokens[-1].lstrip() or " "
        return _SYMBOLS.get(name, f" {name} ")

    def fraction(self, before: str) -> str:
        top, bottom = self.argument(), self.argument()
        before = before.rstrip()[-1:]
        bare = re.fullmatch(r"-?\d+" if before.isdecimal() else r"-?\w+", top) and re.fullmatch(r"\w+", bottom)
        if bare and (before in "-+=(,[<>:;$±" or before.isdecimal()) and not self.follows("^", "!"):
            return f" {top}/{bottom}"
        return f"(({top})/({bottom}))"

    def root(self) -> str:
        if self.follows("["):
            self.tokens.pop()
            degree = self.until("]")
            root = self.argument()
            return f" cbrt({root})" if degree.strip() == "3" else f"(({root})^(1/({degree})))"
        return f" sqrt({self.argument()})"

    def script(self, mark: str) -> str:
        """An exponent or an index, in brackets unless it is one word."""
        content = self.argument()
        if mark == "^" and content.strip() in ("°", "'"):
            return content.strip()
        simple = re.fullmatch(r"-?\w" if mark == "^" else r"\w+", content)
        close = mark == "_" and self.tokens and (self.tokens[-1][:1].isalnum() or self.tokens[-1] == "{")
        after = " " if close else ""
        if mark == "^" and self.tokens and self.tokens[-1][:1].isdecimal():
            simple = None
        return f"{mark}{content}{after}" if simple else f"{mark}({content})"

    def argument(self) -> str:
        """A group, a command with its own arguments, or one character."""
        while self.tokens:
            token = self.tokens.pop()
            if token == "{":
                return self.until("}")
            stripped = token.lstrip()
            if token[0] in "\\^_[]&}" or not stripped:
                if stripped:
                    return self.read(token, "")
                continue
            if len(stripped) > 1:
                self.tokens.append(stripped[1:])
            return stripped[0]
        return ""

    def environment(self, name: str) -> str:
        """The rows of a matrix as lists; of anything else, what stands in it."""
        if name.rstrip("*") not in _MATRICES:
            return ""
        if name == "array" and self.follows("{"):
            self.argument()  # how its columns are set
        rows = [[""]]
        while self.tokens:
            token = self.tokens.pop()
            if token == r"\end":
                self.argument()
                break
            if token == r"\\":
                rows.append([""])
            elif token == "&":
                rows[-1].append("")
            else:
                rows[-1][-1] += self.read(token, rows[-1][-1][-8:])
        written = [[cell.strip() for cell in row] for row in rows if any(map(str.strip, row))]
        return "[" + ", ".join(f"[{', '.join(row)}]" for row in written) + "]"

    def follows(self, *wanted: str) -> bool:
        return bool(self.tokens) and self.tokens[-1].lstrip()[:1] in wanted


def _group(content: str) -> str:
    return content if re.fullmatch(r"\w*|[^\w()]+", content) else f"({content})"
