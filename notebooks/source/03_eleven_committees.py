# ruff: noqa
# fmt: off
# %% [markdown] en
# # Eleven committees under one street office
#
# **Question.** Eleven neighbourhoods, unlike in their houses and people, under the same street office and the same rules.
# Which of them finds what, when, and why: is it endowment, chance, or what they see at each other?
#
# You will let them live side by side, set beside each other what each committee has found, walk back from one discovery
# to its root, and then take ten of the eleven away. The whole takes less than a minute.
# %% [markdown] zh
# # 同一街道下的十一个居委会
#
# **问题。** 十一个居民区，房屋和居民各不相同，街道办事处和规则却相同。谁在什么时候发现了什么，又是为什么：
# 是靠禀赋、靠偶然，还是靠看到别人的工作方法？
#
# 你将让它们并排生活，把各居委会的发现放在一起，从一项发现往回走到源头，再把十一个中的十个拿走。全部用时不到一分钟。
# %% parameters
seed = 2
months = 96
households = 700
# %% [markdown] en
# ## 1. Side by side
#
# The scenario `eleven_committees` sets the number of neighbourhoods; each is founded with its own shares of housing types.
# %% [markdown] zh
# ## 1. 并排生活
#
# 情景 `eleven_committees` 规定了居民区数；每个居民区的房屋类型比例各不相同。
# %%
import sim

settings = [f"seed={seed}", f"months={months}", f"households={households}"]
result = sim.run(sim.load_scenario("eleven_committees", overrides=settings))
result
# %%
autonomy = result.months.pivot(index="month", columns="neighbourhood", values="autonomy")
axes = autonomy.plot(figsize=(9, 4), ylabel="autonomy", colormap="viridis")
axes.legend(title="neighbourhood", ncols=6, loc="upper left");
# %% [markdown] en
# **Look for:** do they rise together, or does each go its own way? Which one would you have picked at month 0?
# %% [markdown] zh
# **看什么：** 它们是一起上升，还是各走各的？在第 0 月，你会看好哪一个？
# %% [markdown] en
# ## 2. Who found what, and when
#
# A committee discovers practices: ways of working that answer what holds an affair up. They belong to four families, the
# four mechanisms. Here the month of the first discovery in each family; an empty cell is a discovery never made.
# %% [markdown] zh
# ## 2. 谁发现了什么，在什么时候
#
# 居委会会发现“工作方法”，也就是针对事务受阻之处的办法。它们分属四类，即四种机制。下表是每一类首次发现的月份；空格表示始终没有发现。
# %%
from sim.mechanisms.registry import PRACTICES

mechanism_of = {practice.name: practice.mechanism.word for practice in PRACTICES if practice.mechanism is not None}
events = result.events
found = events[events["kind"] == "practice_discovered"].assign(mechanism=events["practice"].map(mechanism_of))
families = ["social_capital", "resource_development", "public_issue_creation", "organizational_transfer"]
firsts = found.pivot_table(index="neighbourhood", columns="mechanism", values="month", aggfunc="min")
firsts = firsts.reindex(index=range(11), columns=families)
firsts.astype("Int64")
# %%
axes = firsts.T.plot(marker="o", linewidth=0.8, figsize=(9, 4), colormap="viridis", rot=12)
axes.set_ylabel("month of the first discovery")
axes.legend(title="neighbourhood", ncols=6, fontsize=8);
# %% [markdown] en
# **Look for:** is there an order that most of them follow, and a family that is found seldom?
# %% [markdown] zh
# **看什么：** 多数居民区是否遵循同样的次序？哪一类很少被发现？
# %% [markdown] en
# ## 3. Why: walk back
#
# Every event knows what caused it. `result.why` walks back to the root; here for the latest discovery with a cause, then
# for the earliest.
#
# **Look for** who stands at the root: residents, the committee, the street office, or another neighbourhood?
# %% [markdown] zh
# ## 3. 为什么：往回走
#
# 每件事都记得由哪件事引起。`result.why` 一直走回源头；先看最晚的一项有原因的发现，再看最早的一项。
#
# **看什么：** 站在源头的是居民、居委会、街道，还是另一个居民区？
# %%
caused = found[found["cause"].notna()]
result.why(int(caused.iloc[-1]["event"]))
# %%
result.why(int(caused.iloc[0]["event"]))
# %% [markdown] en
# ## 4. Take the other ten away
#
# Chance is keyed to the neighbourhood, so each can be played **alone** and is founded exactly as it was among the others.
# What then differs comes from the other ten: what residents and committees see there, and how the street office shares
# out its money and its praise.
#
# **Predict:** for how many of the eleven does it make no difference at all?
# %% [markdown] zh
# ## 4. 拿走另外十个
#
# 随机数与居民区绑定，所以每一个都可以**单独**运行，建立时与并排时一模一样。此后若有不同，就来自另外十个：
# 居民和居委会在那里看到了什么，街道怎样分配经费和表扬。
#
# **先猜：** 十一个之中，有几个完全没有差别？
# %%
import pandas as pd

alone = []
for index in range(11):
    one = sim.load_scenario("eleven_committees", [*settings, "neighbourhoods=1", f"first_index={index}"])
    own = sim.run(one).months
    among = result.months[result.months["neighbourhood"] == index].reset_index(drop=True)
    differs = (own.fillna(-1) != among.fillna(-1)).any(axis=1)
    alone.append(
        {
            "neighbourhood": index,
            "first month that differs": among["month"][differs].min() if differs.any() else pd.NA,
            "autonomy among eleven": among["autonomy"].tail(24).mean(),
            "autonomy alone": own["autonomy"].tail(24).mean(),
        }
    )
compared = pd.DataFrame(alone).set_index("neighbourhood")
compared.round(3)
# %%
axes = compared.plot.scatter(x="autonomy alone", y="autonomy among eleven", figsize=(5, 5))
axes.axline((0, 0), slope=1, color="0.7");
# %% [markdown] en
# ## 5. Your turn
#
# - Take a neighbourhood whose first differing month is known, and look into `result.events` at that month: what had it
#   seen? (`events[(events["neighbourhood"] == 1) & (events["month"] == 5)][["text_en"]]`)
# - `seed = 3`: other endowments **and** other chance. Is it the same neighbourhood that is ahead? What would have to be
#   held fixed to tell the two apart?
# - Real streets have from 1 to 77 committees: `zizhi run street=南京东路街道` plays nineteen under one office, and
#   `zizhi city streets=黄浦区` a whole district, street by street (their residents are synthetic).
# %% [markdown] zh
# ## 5. 轮到你了
#
# - 选一个首次出现差别的月份已知的居民区，看看那个月的 `result.events`：它看到了什么？
#   (`events[(events["neighbourhood"] == 1) & (events["month"] == 5)][["text_zh"]]`)
# - `seed = 3`：禀赋**和**随机数都换了。领先的还是同一个居民区吗？要把两者分开，必须固定什么？
# - 真实的街道有 1 到 77 个居委会：`zizhi run street=南京东路街道` 在一个街道下模拟十九个，
#   `zizhi city streets=黄浦区` 则逐街道模拟整个区（居民都是合成的）。
