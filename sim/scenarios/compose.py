"""Composition of the files in ``configs/`` by Hydra; the only place where its compose API is called."""

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.scenarios.folders import configs_folder

Signature = tuple[tuple[str, int, int], ...]


def compose_files(chosen: dict[str, str]) -> dict[str, Any]:
    """Compose ``configs/config.yaml`` with one file of each group, as plain dictionaries.

    Composing takes Hydra some 40 ms; a process that asks again gets a copy, as long as the files are as they were.

    Parameters
    ----------
    chosen : dict of str
        Group → name of a file that exists, checked before; other groups keep the choice of ``config.yaml``.

    Raises
    ------
    InputRefused
        If a file of the folder ``configs`` is broken.
    """
    folder = Path(configs_folder()).absolute()
    words = tuple(f"{group}={name}" for group, name in sorted(chosen.items()))
    return deepcopy(_composed(str(folder), words, _signature(folder)))


def _signature(folder: Path) -> Signature:
    """Return what tells whether a file of a folder has changed: names, times and sizes."""
    try:
        stats = [(str(path), path.stat()) for path in sorted(folder.rglob("*.yaml"))]
    except OSError as error:
        raise _broken("", error) from error
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def _broken(words: str, error: Exception) -> InputRefused:
    came = _("cannot be composed ({reason})").format(reason=str(error).splitlines()[0])
    return InputRefused(f"configs/ {words}".strip(), came, _("the files as they came with the program"))


@lru_cache(maxsize=64)
def _composed(folder: str, words: tuple[str, ...], _signature: Signature) -> dict[str, Any]:
    from hydra import compose, initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    try:
        with initialize_config_dir(config_dir=folder, version_base="1.3"):
            composed = compose("config", overrides=list(words))
        tree = OmegaConf.to_container(composed, resolve=False)
    except (HydraException, OmegaConfBaseException, YAMLError) as error:
        raise _broken(" ".join(words), error) from error
    return {str(key): value for key, value in tree.items()} if isinstance(tree, dict) else {}
