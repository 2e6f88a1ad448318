"""Write requirements.txt (hashed) and the equal constraints of pyproject.toml anew: `uv run python .ci/renew_pins.py`.

With names of distributions as words only these are upgraded; with `--upgrade` all are.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(?ms)^constraint-dependencies = \[\n.*?^\]\n")
FLAGS = (
    "--group=dev",
    "--all-extras",
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--custom-compile-command=.ci/renew_pins.py",
    "--quiet",
)


def pins(requirements: str) -> list[str]:
    """Return the pins of a requirements file as `name==version` with its marker, without hashes."""
    return [line.rstrip(" \\") for line in requirements.splitlines() if re.match(r"[A-Za-z0-9]", line)]


def compile_requirements(project: str, upgrade: list[str]) -> str:
    """Resolve the project's dependencies, free of its present constraints but near the present pins."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "pyproject.toml"), Path(folder, "requirements.txt")
        source.write_text(BLOCK.sub("", project), encoding="utf-8")
        if (ROOT / "requirements.txt").exists():
            target.write_text((ROOT / "requirements.txt").read_text(encoding="utf-8"), encoding="utf-8")
        command = ["uv", "pip", "compile", *FLAGS, *upgrade, "--python-version", "3.12", "-o", str(target), str(source)]
        subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        return target.read_text(encoding="utf-8")


def main(words: list[str]) -> None:
    """Renew both files."""
    path = ROOT / "pyproject.toml"
    project = path.read_text(encoding="utf-8")
    upgrade = [word for name in words for word in (["--upgrade"] if name == "--upgrade" else ["-P", name])]
    requirements = compile_requirements(project, upgrade)
    block = "".join(["constraint-dependencies = [\n", *(f'    "{pin}",\n' for pin in pins(requirements)), "]\n"])
    if not BLOCK.search(project):
        raise SystemExit("pyproject.toml: no constraint-dependencies found under [tool.uv]")
    path.write_text(BLOCK.sub(lambda _: block, project), encoding="utf-8")
    (ROOT / "requirements.txt").write_text(requirements, encoding="utf-8")
    print(f"{len(pins(requirements))} pins")


if __name__ == "__main__":
    main(sys.argv[1:])
