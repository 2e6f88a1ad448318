"""The words that stand beside the results in an archive: what they are, how to check and how to repeat them."""

from typing import Any

from sim.results.columns import Table
from sim.runner.verify import COMPARISON, SWEEP, Folder, tables_in

EN = """\
# {title}

{what} Made with zizhi {version}{commit} on Python {python}.

| file | holds |
|---|---|
| `results/` | as the program wrote it: `manifest.json` (versions, seeds, hashes), tables, data dictionary |
{tables}
| `{place}data_dictionary.csv` | every column of every table: type, unit, range, meaning in English and Chinese |
| `configuration/` | every parameter of each scenario, as a file that `zizhi run FILE.yaml` plays |
| `requirements.txt` | the versions with which it was made |
| `CITATION.cff` | how to cite the program |
| `SHA256SUMS` | the hash of every file here |

The tables are Parquet files, which pandas, R (`arrow`) and DuckDB read without this program.

To check that nothing was changed:

    sha256sum --check SHA256SUMS

To play a sample of it again and compare, with the program of the same version{checkout}:

    zizhi verify .
{again}
The residents are synthetic. The numbers are those of a model, not observations.
"""
ZH = """\
# {title}

{what}由 zizhi {version}{commit} 在 Python {python} 上生成。

| 文件 | 内容 |
|---|---|
| `results/` | 程序输出的原始结果：`manifest.json`（版本、种子、哈希）、各表、数据字典 |
{tables}
| `{place}data_dictionary.csv` | 每张表每一列的类型、单位、范围与中英文含义 |
| `configuration/` | 每个情景的全部参数，`zizhi run FILE.yaml` 可直接运行 |
| `requirements.txt` | 生成时所用的版本 |
| `CITATION.cff` | 如何引用本程序 |
| `SHA256SUMS` | 这里每个文件的哈希 |

各表为 Parquet 文件，pandas、R（`arrow`）和 DuckDB 无需本程序即可读取。

检查是否有改动：

    sha256sum --check SHA256SUMS

用同一版本的程序{checkout}抽样重做并比较：

    zizhi verify .
{again}
居民是合成的。这些数字出自模型，不是观测。
"""
WORDS = {
    "en": {
        "run": "One run of the scenario “{scenario}” ({label}) with seed {seed}.",
        "sweep": "A sweep of {n} runs of “{scenario}” ({label}) from seed {seed}; varied: {varied}.",
        "comparison": "A comparison: {n} runs of {label} from seed {seed}, held against “{scenario}”.",
        "commit": " (commit {commit})",
        "checkout": " (`git checkout {commit}`)",
        "again": "\nTo have one run of it again in full:\n\n    zizhi run from=results run_id=0\n",
        "made": "\nTo make all of it again:\n\n    {command}\n",
        "files": "| `results/report_en.html` `results/report_zh.html` | the report |\n"
        "| `results/*_en.csv` `results/*_zh.csv` | every number of the report |\n"
        "| `results/chance/` `results/parameters/` | its sweeps: at the parameters as they are, over draws of them |",
        "row": "| `{place}{name}.parquet` | a row is: {row} ({rows}) |",
        "nothing": "nothing",
    },
    "zh": {
        "run": "情景“{scenario}”（{label}）的一次运行，种子 {seed}。",
        "sweep": "情景“{scenario}”（{label}）的 {n} 次运行，起始种子 {seed}；变动的参数：{varied}。",
        "comparison": "一次比较：{label} 共 {n} 次运行，起始种子 {seed}，与“{scenario}”相比。",
        "commit": "（提交 {commit}）",
        "checkout": "（`git checkout {commit}`）",
        "again": "\n完整重做其中一次运行：\n\n    zizhi run from=results run_id=0\n",
        "made": "\n全部重做：\n\n    {command}\n",
        "files": "| `results/report_zh.html` `results/report_en.html` | 报告 |\n"
        "| `results/*_zh.csv` `results/*_en.csv` | 报告中的每个数 |\n"
        "| `results/chance/` `results/parameters/` | 两组运行：参数取原值；参数在其范围内抽取 |",
        "row": "| `{place}{name}.parquet` | 每行是：{row}（{rows} 行） |",
        "nothing": "无",
    },
}


def read_me(folder: Folder, title: str, lang: str) -> str:
    """Return the archive's README in a language.

    Parameters
    ----------
    folder : Folder
        What the archive is of.
    title : str
        Name of the archive.
    lang : str
        ``"en"`` or ``"zh"``.
    """
    manifest, words = folder.manifest, WORDS[lang]
    tables, place = folder, "results/"
    facts: dict[str, Any] = {
        "scenario": manifest["config"]["title"][lang], "label": manifest["scenario"], "seed": manifest["seed"],
        "n": f"{folder.n_runs:,}",
    }  # fmt: skip
    rows, again = [], ""
    if folder.kind == SWEEP:
        facts |= {"label": _labels(folder), "varied": ", ".join(manifest["varied"]) or words["nothing"]}
        again = words["again"]
    if folder.kind == COMPARISON:
        tables, place, rows = folder.sweeps[0], f"results/{folder.sweeps[0].path.name}/", [words["files"]]
        facts["label"] = _labels(tables)
        again = words["made"].format(command=manifest["command"])
    rows += [_row(table, tables.manifest, place, lang) for table in tables_in(tables).values()]
    made = manifest["program"]
    commit = str(made["commit"] or "").partition("+")[0]
    return (ZH if lang == "zh" else EN).format(
        title=title,
        what=words[folder.kind].format(**facts),
        version=made["version"],
        python=manifest["python"],
        commit=words["commit"].format(commit=commit) if commit else "",
        checkout=words["checkout"].format(commit=commit) if commit else "",
        tables="\n".join(rows),
        place=place,
        again=again,
    )


def _labels(sweep: Folder) -> str:
    return ", ".join(one["label"] for one in sweep.manifest["scenarios"])


def _row(table: Table, manifest: dict[str, Any], place: str, lang: str) -> str:
    rows = f"{manifest['tables'][table.name]['rows']:,}" + ("" if lang == "zh" else " rows")
    row = table.row_zh if lang == "zh" else table.row
    return WORDS[lang]["row"].format(place=place, name=table.name, row=row, rows=rows)
