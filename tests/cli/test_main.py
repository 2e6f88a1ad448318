import subprocess
import sys

import pytest

from sim.cli.main import main
from sim.cli.request import chosen_language, parse_request
from sim.cli.verbs import JOURNEYS, VERBS
from sim.foundation.errors import InputRefused


def test_alone_it_prints_three_journeys_with_commands_that_exist(capsys):
    assert main([]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    commands = [line for line in lines if line.startswith("zizhi ")]
    assert len(JOURNEYS) == 3 and {command for _sentence, command in JOURNEYS} <= set(commands)
    assert all(command.split()[1] in VERBS for _sentence, command in JOURNEYS)


def test_help_lists_every_verb(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"zizhi {verb.usage}" in out for verb in VERBS.values())


def test_help_of_a_verb_shows_defaults_ranges_and_units(capsys):
    assert main(["run", "--help"]) == 0
    out = capsys.readouterr().out
    for part in ("months", "120", "0 … 2400", "out", "others", "shock", "households", "9223372036854775807"):
        assert part in out
    assert "shock.month" not in out.split("Key parameters")[1]
    assert main(["run", "--help-all"]) == 0
    assert "shock.month" in capsys.readouterr().out


def test_key_parameters_are_at_most_fifteen():
    from sim.cli.help import declared_parameters

    assert 0 < sum(one.tier == "key" for one in declared_parameters().values()) <= 15


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["rum"], "did you mean run?"),
        (["run", "--config-dir=/x"], "option that does not exist"),
        (["run", "-x"], "option that does not exist"),
        (["run", "a", "b"], "second word"),
        (["scenarios", "x"], "takes none"),
        (["scenarios", "seed=3"], "no key of zizhi scenarios"),
        (["explain", "+x=1"], "no key of zizhi explain"),
        (["seed=3"], "no verb"),
        (["run", "lang=fr"], "lang"),
        (["lang=fr"], "lang"),
        (["run", "parkin"], "did you mean parking?"),
        (["run", "nowhere.yaml"], "no such file"),
        (["run", "sead=3"], "did you mean seed?"),
        (["run", "others=-1"], "others"),
        (["run", "others=²"], "others"),
        (["run", "out="], "out"),
        (["run", "停车"], "did you mean parking?"),
        (["run", "lane GAMES"], "did you mean lane_games?"),
        (["explain", "sead"], "did you mean seed?"),
    ],
)
def test_bad_input_is_one_line_and_status_two(arguments, part, capsys):
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert part in err and err.count("\n") == 1 and "Traceback" not in err


def test_debug_shows_the_traceback():
    with pytest.raises(InputRefused):
        main(["run", "sead=3", "--debug"])


def test_language_of_the_system_and_of_the_command():
    assert chosen_language([], {"LANG": "zh_CN.UTF-8"}) == "zh"
    assert chosen_language([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}) == "en"
    assert chosen_language([], {"LANG": "de_DE.UTF-8", "LC_ALL": ""}) == "en"
    assert chosen_language(["lang=zh"], {"LANG": "en_GB"}) == "zh"
    assert chosen_language(["lang=fr"], {"LANG": "zh_CN.UTF-8"}) == "zh"


def test_own_keys_are_taken_as_typed():
    request = parse_request(["run", "out=结果 [1],a=b", "seed=3"])
    assert request.own == {"out": "结果 [1],a=b"} and request.overrides == ["seed=3"]


def test_help_starts_without_anything_heavy():
    code = (
        "import sys; from sim.cli.main import main; main(['--help']);"
        "print(sorted({'mesa','numpy','scipy','pandas','matplotlib','hydra','rich','numba'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_run_is_announced_before_anything_heavy_is_loaded():
    code = (
        "import sys; from sim.cli import run; import sim.results.store; from sim.scenarios.load import load_scenario;"
        "run.experiment.folder_for(load_scenario('baseline'));"
        "print(sorted({'mesa','scipy.spatial','networkx','pandas','pyarrow','matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]"]


def test_an_error_that_nobody_foresaw_is_one_line_without_debug():
    code = (
        "import sys; sys.argv = ['zizhi', 'scenarios'];import sim.cli.scenarios as s;"
        "s.execute = lambda request: 1 / 0; from sim.cli.main import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr and done.stderr.count("\n") == 1


def test_import_sim_loads_nothing_heavy_and_names_its_functions():
    code = (
        "import sys, sim; assert {'load_scenario','run','NeighbourhoodModel','load_result'} <= set(dir(sim));"
        "print(sorted({'mesa','numpy','scipy','pandas','matplotlib','hydra','numba'} & set(sys.modules)));"
        "sim.load_scenario('parking'); print(hasattr(sim, 'nothing'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "False"]
