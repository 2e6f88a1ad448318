"""Composition of the files in ``configs/`` by Hydra; the only place where its compose API is called."""

from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.scenarios.folders import configs_folder


def compose_files(chosen: dict[str, str]) -> dict[str, Any]:
    """Compose ``configs/config.yaml`` with one file of each group, as plain dictionaries.

    Parameters
    ----------
    chosen : dict of str
        Group → name of a file that exists, checked before; other groups keep the choice of ``config.yaml``.

    Raises
    ------
    InputRefused
        If a file of the folder ``configs`` is broken.
    """
    from hydra import compose, initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    folder = configs_folder()
    words = [f"{group}={name}" for group, name in sorted(chosen.items())]
    try:
        with initialize_config_dir(config_dir=str(Path(folder).absolute()), version_base="1.3"):
            composed = compose("config", overrides=words)
        tree = OmegaConf.to_container(composed, resolve=False)
    except (HydraException, OmegaConfBaseException, YAMLError) as error:
        came = _("cannot be composed ({reason})").format(reason=str(error).splitlines()[0])
        raise InputRefused(f"configs/ {' '.join(words)}", came, _("the files as they came with the program")) from error
    return {str(key): value for key, value in tree.items()} if isinstance(tree, dict) else {}
