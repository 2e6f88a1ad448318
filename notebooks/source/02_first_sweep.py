# ruff: noqa
# fmt: off
# %% [markdown] en
# # A first sweep
#
# **Question.** One run is one history. Does a committee with more staff see more autonomy, or more of anything, in most
# histories?
#
# You will play a small sweep (one parameter, several values, several replicates), pull the plug in the midst of it, go on
# where it was, and read its tables with pandas alone. The whole takes less than a minute.
# %% [markdown] zh
# # 第一次批量运行
#
# **问题。** 一次运行只是一段历史。居委会人手多一些，是否在多数历史里自治更多，或者别的什么更多？
#
# 你将做一次小小的批量运行（一个参数、几个取值、若干次重复），在中途拔掉电源，再从断处接着做，最后只用 pandas 读它的表。
# 全部用时不到一分钟。
# %% parameters
parameter, values = "committee.staff", [5, 7, 9]
replicates = 8
households = 500
months = 96
place = "results"
executor = "local"
# %% [markdown] en
# ## 1. Before anything is played
#
# A sweep is one command. `design=grid` plays every value; each replicate r of one value shares its chance with replicate r
# of the others, so that they can be compared pair by pair. `dry=true` only says how many runs there are, and how long.
#
# Outside a notebook you type the line that is printed first.
# %% [markdown] zh
# ## 1. 开始之前
#
# 批量运行就是一条命令。`design=grid` 把每个取值都做一遍；某个取值的第 r 次重复与其他取值的第 r 次重复抽到相同的随机数，因此可以逐对比较。
# `dry=true` 只说有多少次运行、要多久。
#
# 不用笔记本时，直接输入下面打印出来的第一行。
# %%
import subprocess
import sys
from pathlib import Path

name = f"{parameter}_{replicates}x{len(values)}_{households}_{months}"
folder = Path(place) / f"first_sweep_{name}"
design = ["design=grid", f"design.parameters.{parameter}={str(values).replace(' ', '')}"]
settings = [f"households={households}", f"months={months}", f"replicates={replicates}", f"executor={executor}"]
words = ["sweep", "baseline", *design, *settings, f"out={folder}", "lang=en"]
command = [sys.executable, "-m", "sim.cli.main", *words]
print("zizhi", *words)
said = subprocess.run([*command, "dry=true"], capture_output=True, text=True)
print(said.stdout or said.stderr)
# %% [markdown] en
# ## 2. Pull the plug
#
# The sweep starts as a process of its own. As soon as three runs are stored it is killed, without warning, as by a power
# cut.
#
# **Predict:** how many of the finished runs are lost?
# %% [markdown] zh
# ## 2. 拔掉电源
#
# 批量运行在自己的进程里开始。一旦有三次运行存好，就毫无预警地杀掉它，如同停电。
#
# **先猜：** 已经做完的运行会丢掉几次？
# %%
import time

from experiments.sweep import standing

process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
while process.poll() is None:
    if (folder / "plan.json").exists() and standing(folder).stored >= 3:
        process.kill()
        process.wait()
    time.sleep(0.1)
assert (folder / "plan.json").exists(), "nothing was begun: see what dry=true answered above"
stored = standing(folder)
print(f"{stored.stored} of {stored.planned} runs are stored, finished: {stored.finished}")
# %% [markdown] en
# ## 3. Go on
#
# The same command again. It looks at what is stored, plays what is missing, and then makes the final tables; they are byte
# for byte those of a sweep that nothing disturbed. **Look for** the line that says how many runs were there already.
# %% [markdown] zh
# ## 3. 接着做
#
# 再用同一条命令。它先看存了什么，只补做缺的，最后做成总表；总表与未受打扰的批量运行逐字节相同。
# **看什么：** 哪一行说明已有多少次运行？
# %%
again = subprocess.run(command, capture_output=True, text=True)
print(again.stdout or again.stderr)
# %% [markdown] en
# ## 4. Read it with pandas alone
#
# `design.parquet` says what each run was given, `outcomes.parquet` what came of it; `data_dictionary.csv` in the same
# folder says what each column means, in both languages. Nothing of this program is needed to read them.
# %% [markdown] zh
# ## 4. 只用 pandas 来读
#
# `design.parquet` 说每次运行给了什么，`outcomes.parquet` 说得到了什么；同一文件夹里的 `data_dictionary.csv`
# 用两种语言说明每一列。读这些表不需要本程序的任何代码。
# %%
import pandas as pd

runs = pd.read_parquet(folder / "design.parquet").merge(pd.read_parquet(folder / "outcomes.parquet"), on="run_id")
shown = ["autonomy", "participation", "hours_community", "hours_residents", "nothing_happened"]
runs.groupby(parameter)[shown].mean()
# %% [markdown] en
# ## 5. Pair by pair
#
# Each thin line is one replicate: the same chance under different values. If most lines rise, the parameter matters; if
# they go up and down, what you see in the means is chance. **Look for** lines that cross.
# %% [markdown] zh
# ## 5. 逐对来看
#
# 每条细线是一次重复：随机数相同，取值不同。多数线上升，说明这个参数有影响；有升有降，则均值之差只是随机波动。
# **看什么：** 有没有互相交叉的线？
# %%
paired = runs.pivot(index=parameter, columns="replicate", values="autonomy")
axes = paired.plot(legend=False, color="0.75", linewidth=1, marker="o", markersize=3, figsize=(8, 4))
paired.mean(axis=1).plot(ax=axes, color="black", linewidth=2.5, marker="o", ylabel="autonomy", ylim=(0, None));
# %% [markdown] en
# In numbers: the difference between the last value and the first, replicate by replicate, with the interval of its mean
# (two standard errors; with so few replicates it is rough).
# %% [markdown] zh
# 用数字说：最后一个取值与第一个取值之差，逐次重复地算，附均值的区间（两倍标准误；重复次数这么少，只是粗略的）。
# %%
difference = paired.loc[values[-1]] - paired.loc[values[0]]
error = difference.std() / len(difference) ** 0.5
low, high = difference.mean() - 2 * error, difference.mean() + 2 * error
print(f"autonomy at {values[-1]} minus at {values[0]}: {difference.mean():+.3f}, from {low:+.3f} to {high:+.3f}")
print(f"higher in {(difference > 0).sum()} of {len(difference)} replicates")
# %% [markdown] en
# ## 6. The same from Python
#
# `sim.run_many` is the same runner: scenarios by name or changed by hand, paired replicates, one table. Without `out` it
# keeps its folder under `results/`, named by content.
# %% [markdown] zh
# ## 6. 用 Python 做同样的事
#
# `sim.run_many` 用的是同一个运行器：按名字或手工改动的情景、成对的重复、一张表。不给 `out`，文件夹就放在 `results/` 下，按内容命名。
# %%
import sim

settings = [f"households={households}", f"months={months}"]
scenarios = [sim.load_scenario(name, overrides=settings) for name in ("baseline", "parking")]
pair = Path(place) / f"first_pair_{households}_{months}"
outcomes = sim.run_many(scenarios, replicates=2, executor=executor, out=pair)
outcomes[["scenario", "replicate", "seed", "autonomy", "resolved_per_100_m12"]]
# %% [markdown] en
# ## 7. Your turn
#
# Change the first cell and run everything again (another sweep gets a folder of its own):
#
# - `replicates = 30`: does the interval still hold 0? How much narrower is it?
# - `parameter, values = "participation.trust_weight", [0, 2, 4]`, or any name that `zizhi explain` finds: what does
#   a wrong name answer?
# - Any run again, in full, with events and causes: `zizhi run from=FOLDER run_id=0`.
# %% [markdown] zh
# ## 7. 轮到你了
#
# 改动第一个代码格，再全部运行（不同的批量运行有各自的文件夹）：
#
# - `replicates = 30`：区间还包含 0 吗？窄了多少？
# - `parameter, values = "participation.trust_weight", [0, 2, 4]`，或 `zizhi explain` 找得到的任何名字：写错名字时它怎样回答？
# - 任何一次运行都可完整重做，含事件与原因：`zizhi run from=文件夹 run_id=0`。
