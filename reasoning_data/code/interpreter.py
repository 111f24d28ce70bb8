"""What a small program prints, without `exec`: an interpreter over Python's syntax tree.

It knows the part of Python that the code families write: assignments, loops, branches, functions,
comprehensions, lists, dictionaries, strings, and a closed list of builtins and methods. Anything else
is a `ValueError`, and so is a program that takes more than MAX_STEPS steps. It answers in tens of
microseconds; `run.py` runs the same programs in a real Python, and the tests hold the two together.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from typing import Any

MAX_STEPS = 20_000

OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.In: lambda item, box: item in box, ast.NotIn: lambda item, box: item not in box,
    ast.Is: operator.is_, ast.BitOr: operator.or_, ast.BitAnd: operator.and_,
}
BUILTINS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (abs, all, any, bool, dict, divmod, enumerate, int, len, list, max, min, range,
                     reversed, set, sorted, str, sum, tuple, zip)
}
METHODS = frozenset((
    "add", "append", "capitalize", "copy", "count", "endswith", "extend", "find", "get", "index", "insert",
    "isdigit", "items", "join", "keys", "lower", "pop", "remove", "replace", "reverse", "sort", "split",
    "startswith", "strip", "title", "upper", "values",
))


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


def printed(program: str) -> str:
    """What `program` prints, without the last line break.

    Raises:
        ValueError: the program leaves the small part of Python known here, or does not end.
    """
    return _Machine().run(program)


class _Machine:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.globals: dict[str, Any] = {}
        self.steps = 0

    def run(self, program: str) -> str:
        self.execute(ast.parse(program).body, self.globals)
        return "\n".join(self.lines)

    def execute(self, body: list[ast.stmt], scope: dict[str, Any]) -> None:
        for statement in body:
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise ValueError(f"The program takes more than {MAX_STEPS} steps.")
            self.statement(statement, scope)

    def statement(self, node: ast.stmt, scope: dict[str, Any]) -> None:
        match node:
            case ast.Expr():
                self.value(node.value, scope)
            case ast.Assign():
                value = self.value(node.value, scope)
                for target in node.targets:
                    self.assign(target, value, scope)
            case ast.AugAssign():
                old = self.value(node.target, scope)
                if isinstance(old, list) and isinstance(node.op, ast.Add):
                    old += self.value(node.value, scope)  # in place, as Python does: aliases see it
                else:
                    new = OPERATORS[type(node.op)](old, self.value(node.value, scope))
                    self.assign(node.target, new, scope)
            case ast.If():
                self.execute(node.body if self.value(node.test, scope) else node.orelse, scope)
            case ast.For():
                self.loop(node, self.items(node, scope), scope)
            case ast.While():
                self.loop(node, iter(lambda: bool(self.value(node.test, scope)), False), scope)
            case ast.FunctionDef():
                scope[node.name] = self.function(node)
            case ast.Return():
                raise _Return(self.value(node.value, scope) if node.value else None)
            case ast.Break():
                raise _Break
            case ast.Continue():
                raise _Continue
            case ast.Pass():
                pass
            case _:
                raise ValueError(f"{type(node).__name__} is not part of the small language.")

    def items(self, node: ast.For, scope: dict[str, Any]) -> Iterator[Any]:
        for item in self.value(node.iter, scope):
            self.assign(node.target, item, scope)
            yield item

    def loop(self, node: ast.For | ast.While, turns: Iterator[Any], scope: dict[str, Any]) -> None:
        for _ in turns:
            try:
                self.execute(node.body, scope)
            except _Break:
                return
            except _Continue:
                continue
        self.execute(node.orelse, scope)

    def function(self, node: ast.FunctionDef) -> Callable[..., Any]:
        names = [argument.arg for argument in node.args.args]
        defaults = [self.value(default, self.globals) for default in node.args.defaults]

        def call(*arguments: Any) -> Any:
            missing = len(names) - len(arguments)
            values = [*arguments, *(defaults[-missing:] if missing else [])]
            try:
                self.execute(node.body, dict(zip(names, values, strict=True)))
            except _Return as result:
                return result.value
            return None

        return call

    def assign(self, target: ast.expr, value: Any, scope: dict[str, Any]) -> None:
        match target:
            case ast.Name():
                scope[target.id] = value
            case ast.Tuple():
                for part, item in zip(target.elts, value, strict=True):
                    self.assign(part, item, scope)
            case ast.Subscript():
                self.value(target.value, scope)[self.value(target.slice, scope)] = value
            case _:
                raise ValueError(f"Cannot assign to {type(target).__name__}.")

    def value(self, node: ast.expr, scope: dict[str, Any]) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return scope[node.id] if node.id in scope else self.named(node.id)
            case ast.BinOp():
                return OPERATORS[type(node.op)](self.value(node.left, scope), self.value(node.right, scope))
            case ast.Compare():
                return self.compare(node, scope)
            case ast.BoolOp():
                return self.both_or_either(node, scope)
            case ast.UnaryOp(op=ast.Not()):
                return not self.value(node.operand, scope)
            case ast.UnaryOp(op=ast.USub()):
                return -self.value(node.operand, scope)
            case ast.IfExp():
                return self.value(node.body if self.value(node.test, scope) else node.orelse, scope)
            case ast.List():
                return [self.value(item, scope) for item in node.elts]
            case ast.Tuple():
                return tuple(self.value(item, scope) for item in node.elts)
            case ast.Set():
                return {self.value(item, scope) for item in node.elts}
            case ast.Dict():
                return {self.value(key, scope): self.value(item, scope)
                        for key, item in zip(node.keys, node.values, strict=True) if key}
            case ast.ListComp() | ast.GeneratorExp():
                return [self.value(node.elt, inner) for inner in self.scopes(node.generators, scope)]
            case ast.SetComp():
                return {self.value(node.elt, inner) for inner in self.scopes(node.generators, scope)}
            case ast.DictComp():
                return {self.value(node.key, inner): self.value(node.value, inner)
                        for inner in self.scopes(node.generators, scope)}
            case ast.Subscript():
                return self.value(node.value, scope)[self.value(node.slice, scope)]
            case ast.Slice():
                ends = (node.lower, node.upper, node.step)
                return slice(*(self.value(end, scope) if end else None for end in ends))
            case ast.JoinedStr():
                return "".join(str(self.value(part, scope)) for part in node.values)
            case ast.FormattedValue(format_spec=None, conversion=-1):
                return self.value(node.value, scope)
            case ast.Call():
                return self.call(node, scope)
        raise ValueError(f"{type(node).__name__} is not part of the small language.")

    def named(self, name: str) -> Any:
        if name in self.globals:
            return self.globals[name]
        if name in BUILTINS:
            return BUILTINS[name]
        raise ValueError(f"{name} has no value.")

    def compare(self, node: ast.Compare, scope: dict[str, Any]) -> bool:
        left = self.value(node.left, scope)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.value(comparator, scope)
            if not OPERATORS[type(op)](left, right):
                return False
            left = right
        return True

    def both_or_either(self, node: ast.BoolOp, scope: dict[str, Any]) -> Any:
        stop_at = isinstance(node.op, ast.Or)
        result = None
        for operand in node.values:
            result = self.value(operand, scope)
            if bool(result) == stop_at:
                return result
        return result

    def scopes(self, generators: list[ast.comprehension], scope: dict[str, Any]) -> Iterator[dict[str, Any]]:
        first, rest = generators[0], generators[1:]
        for item in self.value(first.iter, scope):
            inner = dict(scope)
            self.assign(first.target, item, inner)
            if all(self.value(test, inner) for test in first.ifs):
                if rest:
                    yield from self.scopes(rest, inner)
                else:
                    yield inner

    def call(self, node: ast.Call, scope: dict[str, Any]) -> Any:
        arguments = [self.value(argument, scope) for argument in node.args]
        named = {word.arg: self.value(word.value, scope) for word in node.keywords if word.arg}
        match node.func:
            case ast.Name(id="print"):
                self.lines.append(named.get("sep", " ").join(map(str, arguments)))
                return None
            case ast.Attribute(attr=method) if method in METHODS:
                return getattr(self.value(node.func.value, scope), method)(*arguments, **named)
            case ast.Name():
                return self.value(node.func, scope)(*arguments, **named)
        raise ValueError("Only named functions and known methods can be called.")
