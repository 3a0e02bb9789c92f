# %% [markdown]
# # Hvordan når en nasjonal strategi en kommune?
#
# Vi følger *Én digital offentlig sektor* (2019–2025) nedover: hvem strategien binder, hvor kjeden slutter, og om det
# er et hull eller bare noe ingen har kartlagt. Alt bygger på grunnfilene som følger med; hver linje har dato og
# kilde.
#
# > **English summary.** We follow the national strategy *One digital public sector* downwards. Authority is recorded
# > from the strategy to a regional network and a regional council; of the 25 municipalities in Agder eight possibly
# > follow it up themselves. Of the others it is *not surveyed*, not *no*: nobody has made a complete list of the ties
# > that would carry it on.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import graphmodel as gm

g = gm.read()
dag = "2021-12-01"
strategi = "en-digital-offentlig-sektor"
g

# %% [markdown]
# ## Finnes det en kjede av styring ned til Vegårshei?
#
# *Styring* løper fra den som bestemmer til den som er bundet. Finnes det ingen kjede, sier svaret hvor langt
# styringen rekker, og hvilke forbindelser som finnes på strekningen uten å føre den videre.

# %%
gm.influence_paths(g, strategi, "vegarshei-kommune", "authority", on=dag)

# %% [markdown]
# Til Digi Agder, der alle kommunene i Agder er med, finnes det en kjede – i flere varianter. Hvert ledd har sin
# kilde:

# %%
ned = gm.influence_paths(g, strategi, "digi-agder", "authority", on=dag, k=3)
ned

# %%
gm.why(g, ned[0].edges[0])

# %% [markdown]
# ## Hvor langt når de nasjonale strategiene, nivå for nivå?
#
# Tabellen viser hvor mange organer på hvert nivå som er nådd. «Ikke kartlagt» er ikke «nei».

# %%
nivaer = gm.analyse(g, "levels", on=dag).to_pandas()
nivaer.pivot_table(index="source_name", columns="level", values="covered", sort=False)

# %%
fig, ax = plt.subplots(figsize=(9, 3.6))
rekkefolge = ["national", "regional", "intermunicipal", "local"]
navn = {"national": "nasjonalt", "regional": "regionalt", "intermunicipal": "interkommunalt", "local": "lokalt"}
en = nivaer[nivaer["source"] == strategi].set_index("level").loc[rekkefolge]
merker = [navn[niva] for niva in rekkefolge]
andel = 100 / en["targets"]
sikkert = en["certain"] + en["presumed"]
ax.barh(merker, sikkert * andel, color="0.15", label="nådd, sikkert eller antatt")
ax.barh(
    merker,
    (en["inferred"] + en["possible"]) * andel,
    left=sikkert * andel,
    color="0.55",
    hatch="//",
    label="nådd, sluttet eller mulig",
)
ax.barh(
    merker,
    en["not_surveyed"] * andel,
    left=en["covered"] * andel,
    color="white",
    edgecolor="0.4",
    hatch="..",
    label="ikke kartlagt",
)
for y, (nadd, alle) in enumerate(zip(en["covered"], en["targets"], strict=True)):
    ax.text(101, y, f"{nadd} av {alle}", va="center")
ax.invert_yaxis()
ax.set(
    xlim=(0, 118), xlabel="prosent av organene på nivået", title="Hvem styringen fra strategien når, 1. desember 2021"
)
ax.legend(loc="lower center", bbox_to_anchor=(0.5, -0.42), ncols=3, frameon=False)
plt.show()

# %% [markdown]
# ## Hvor slutter kjeden, og er det et hull?
#
# En ende er et organ som strategien når, og som kommunen er knyttet til, men uten at styringen løper videre. Enden er
# et *hull* bare hvis hver liste forbindelsen kunne stått på, er kjent som komplett. Ellers er svaret *ikke kartlagt*.

# %%
agder = sorted(
    edge.from_id
    for edge in g.at(dag).edges_to("agder-fylke")
    if edge.type == "PART_OF" and g.nodes[edge.from_id].kind == "Municipality"
)
dekning = gm.coverage(g, [strategi], agder, on=dag)
ender = [
    {
        "kommune": g.name(kommune, on=dag),
        "kjeden slutter ved": g.name(ende.node, on=dag),
        "tilstand": {"gap": "hull", "not surveyed": "ikke kartlagt"}[ende.state],
    }
    for kommune in agder
    for ende in dekning.ends(strategi, kommune)
]
pd.DataFrame(ender).groupby(["kjeden slutter ved", "tilstand"]).size().rename("kommuner").to_frame()

# %% [markdown]
# Hva måtte vært kartlagt for å avgjøre det for Vegårshei og Digi Agder?

# %%
ende = next(ende for ende in dekning.ends(strategi, "vegarshei-kommune") if ende.node == "digi-agder")
pd.Series(ende.unsurveyed, name="liste som ingen har kartlagt").to_frame()

# %% [markdown]
# ## Når en liste er komplett, vises hullene
#
# Til sammenligning: hvem som er *medlem* av Digi Agder, er kjent som komplett denne dagen. Da er svaret for en
# kommune som ikke er med, et hull – og ikke bare noe vi ikke vet.

# %%
alle = [node.id for node in g.at(dag).nodes.values() if node.kind == "Municipality"]
medlem = gm.coverage(g, alle, ["digi-agder"], "voice", on=dag, kinds=["MEMBER_OF"], longest=1)
tilstander = pd.Series([medlem[kommune, "digi-agder"].state for kommune in alle]).value_counts()
tilstander.rename(index={"covered": "dekket", "gap": "hull", "not surveyed": "ikke kartlagt"}).to_frame("kommuner")

# %% [markdown]
# ## Det som er etterlyst
#
# Grunnlagsdokumentet for Digi Agder etterlyser sterkere forbindelser mellom nasjonale og regionale organer. Slikt er
# aldri regnet med over, men kan vises for seg:

# %%
gm.draw(g, "etterlyst", on=dag)
