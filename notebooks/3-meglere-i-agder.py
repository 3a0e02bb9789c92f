# %% [markdown]
# # Hvem megler i e-helse og digitalisering i Agder, 2016–2023?
#
# Et organ *megler* mellom to andre når en kjede på to ledd går fra det ene, gjennom organet og til det andre, og ingen
# enkelt forbindelse gjør det. Vi teller slike par gjennom tid, og skiller oppover, nedover og på tvers av nivåene.
#
# > **English summary.** We count the pairs of bodies that each regional body stands between, year by year. RKG e-helse
# > stands between most, until Digi Agder comes in 2021 and stands between as many. Hardly any of these pairs is
# > certain: most rest on ties that are inferred, or that only possibly held, and the ranks move as these are counted or
# > not. Counts follow what is recorded: compare within a region only.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import graphmodel as gm

g = gm.read()
dager = [f"{year}-07-01" for year in range(2016, 2024)]
organer = {
    "rkg-e-helse-agder": "RKG e-helse",
    "digi-agder": "Digi Agder",
    "kdu-agder": "KDU Agder",
    "ostre-agder": "Østre Agder",
    "helsefellesskap-agder": "Helsefellesskapet",
    "oso-agder": "OSO",
}

# %% [markdown]
# ## Par det megles mellom, år for år
#
# Tallene teller alt som kan ha gjeldt 1. juli hvert år, også slutninger. En forbindelse uten første dag er bare mulig
# før en kilde første gang beskriver den. Hvor mange av parene som er sikre, står i kolonnen `certain_pairs`.

# %%
rader = [
    {"dag": dag, **rad}
    for dag in dager
    for rad in gm.brokerage_between_levels(g, on=dag).to_dicts()
    if rad["body"] in organer
]
meglere = pd.DataFrame(rader)
meglere.pivot_table(index="body", columns="dag", values="pairs", fill_value=0)

# %%
stiler = ["-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1))]
fig, akser = plt.subplots(1, 2, figsize=(11, 4.2), sharex=True)
for ax, kolonne, tittel in ((akser[0], "up", "Par oppover"), (akser[1], "across", "Par på tvers")):
    for organ, stil, merke in zip(organer, stiler, "osD^vx", strict=True):
        serie = meglere[meglere["body"] == organ].set_index("dag")[kolonne].reindex(dager, fill_value=0)
        ax.plot(
            [int(dag[:4]) for dag in dager], serie, linestyle=stil, marker=merke, color="black", label=organer[organ]
        )
    ax.set(title=tittel, xlabel="1. juli", ylim=(0, None))
akser[0].set_ylabel("par")
handtak, merkelapper = akser[0].get_legend_handles_labels()
fig.legend(handtak, merkelapper, loc="lower center", ncols=6, bbox_to_anchor=(0.5, -0.1), frameon=False)
plt.show()

# %% [markdown]
# ## Roller etter Gould og Fernandez
#
# Nivået er gruppa. *Representant* taler for sin egen gruppe til en annen; *portvokter* slipper en annen gruppe inn
# til sin egen; *mellommann* (liaison) binder sammen to andre grupper.

# %%
roller = ["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]
meglere[meglere["dag"] == "2022-07-01"].set_index("name")[[*roller, "only_broker", "certain_pairs"]]

# %% [markdown]
# Hvem er den eneste megleren, og mellom hvem? For Digi Agder sommeren 2022, de første parene:

# %%
na = gm.brokerage_between_levels(g, on="2022-07-01")
par = [(g.name(fra), g.name(til)) for fra, til in na.only_broker("digi-agder")]
print(len(par), "par")
pd.DataFrame(par, columns=["fra", "til"]).head(8)

# %% [markdown]
# ## Hvor fast er rangeringen?
#
# Noen forbindelser er ikke sikre: de er slutninger, sist belagt for lenge siden, eller gjaldt bare *kanskje* på dagen.
# Vi rangerer med og uten dem; strekene viser beste og dårligste plass.

# %%
fig, akser = plt.subplots(1, 2, figsize=(11, 3.4), sharey=True)
for ax, dag in zip(akser, ("2021-07-01", "2022-07-01"), strict=True):
    rang = gm.sensitivity(g, on=dag)
    for y, organ in enumerate(organer):
        plass = rang[organ] if organ in g.at(dag).nodes else None
        if plass:
            ax.plot([plass.best, plass.worst], [y, y], color="black", linewidth=2, marker="|", markersize=14)
    ax.set(
        title=f"Plass blant alle organer, {dag}", xlim=(0, 35), xticks=range(0, 36, 5), xlabel="plass (1 er flest par)"
    )
akser[0].set_yticks(range(len(organer)), organer.values())
akser[0].invert_yaxis()
plt.show()

# %% [markdown]
# ## Hva endret seg i 2021?

# %%
endringer = gm.changes(g, "2021-01-01", "2021-12-31").to_pandas()
rundt = endringer[endringer["id"].str.contains("digi-agder")]
rundt[~rundt["id"].str.contains("member-of")][["change", "before", "after", "since", "citations"]]

# %% [markdown]
# ## Styringsform: tegn og grunner
#
# Etter Provan og Kenis (2008): tall og hvem som leder, aldri bare en merkelapp. Tillit og enighet om mål kan ikke
# leses ut av en graf.

# %%
former = gm.governance(g, ["digi-agder", "rkg-e-helse-agder"], on="2022-07-01")
former.to_pandas().set_index("name").T
