"""Data flows one way: no stage imports a later one, and there is no circle."""

import ast
from pathlib import Path

import pytest

import detente

ROOT = Path(detente.__file__).parent
# A stage may import itself, what is shared, and the stages named here.
SHARED = {"records", "errors", "ontology"}
ALLOWED: dict[str, set[str]] = {
    "records": set(),
    "errors": set(),
    "ontology": {"records", "errors"},
    "intake": SHARED,
    "reading": SHARED,
    "archive": SHARED,
    "relations": SHARED | {"report"},
    "exchange": SHARED,
    "evaluation": SHARED,
    "report": SHARED,
    "answers": SHARED | {"archive", "relations"},
    "cli": SHARED
    | {"intake", "reading", "archive", "relations", "answers", "exchange", "evaluation", "report"},
    "__init__": set(),
}


def imports(path: Path) -> set[str]:
    """The stages of ours that a module imports, at its top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            parts = node.module.split(".")
            if parts[0] == "detente":
                found |= {parts[1]} if len(parts) > 1 else {a.name for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("detente.")}
    return found


MODULES = sorted(path for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_stage_imports_no_later_stage(path: Path) -> None:
    stage = path.relative_to(ROOT).parts[0].removesuffix(".py")
    assert stage in ALLOWED, f"{stage} is no known stage: add it to ARCHITECTURE.md and here"
    assert imports(path) - {stage, "__version__"} <= ALLOWED[stage]


def test_walk_sees_every_stage() -> None:
    seen = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in MODULES}
    assert seen == set(ALLOWED)
