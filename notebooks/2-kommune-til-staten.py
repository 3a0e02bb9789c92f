# %% [markdown]
# # Hvordan kan en kommune bli hørt nasjonalt?
#
# Vi følger *medvirkning* oppover: fra medlem til organ, fra rådgiver til den som får råd. Eksempelet er Vegårshei, en
# av de minste kommunene i Agder.
#
# > **English summary.** We follow *voice* upwards from one of the smallest municipalities in Agder. It is a member of
# > KS, through which its recorded chains to most national bodies of e-health and digitalisation run; in others a
# > municipality or the county authority holds a seat for all of Agder. That there is no way round KS is not proven:
# > nobody has surveyed the lists that would show it. Few chains of authority lead back down, and only possibly.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import graphmodel as gm

g = gm.read()
dag = "2021-12-01"
kommune = "vegarshei-kommune"

# %% [markdown]
# ## De korteste kjedene til Nasjonalt e-helsestyre
#
# Sikkert og kanskje er skilt, og det som er en slutning, er merket.

# %%
kjeder = gm.influence_paths(g, kommune, "nasjonalt-e-helsestyre", "voice", on=dag, k=4)
kjeder

# %%
gm.draw(g, "sti", on=dag, params={"from": kommune, "to": "nasjonalt-e-helsestyre"})

# %% [markdown]
# Den samme kjeden på engelsk, til å lese høyt, og kildene til hvert ledd:

# %%
print(kjeder[0].sentence("en"))
kjeder[0]

# %% [markdown]
# ## Hvem holder kjedene?
#
# En *portvokter* er et organ som alle registrerte kjeder går gjennom. Beviset følger med: alt kommunen når uten
# organet, og de eneste leddene som fører derfra og inn i det.

# %%
voktere = gm.gatekeepers(g, kommune, "nasjonalt-e-helsestyre", "voice", on=dag)
voktere

# %%
forste = next(iter(voktere))
print(f"Uten {g.name(forste.node, on=dag)} når {g.name(kommune, on=dag)} bare:")
for id_ in sorted(forste.around - {kommune}):
    print(" -", g.name(id_, on=dag))

# %% [markdown]
# ## Hva svarene hviler på
#
# Den fasteste kjeden er den med færrest slutninger og usikre datoer. «Uunnværlig» betyr at ingen kjede finnes uten
# leddet.

# %%
mal = [
    "ks-samstyringsstruktur",
    "kommit-radet",
    "nasjonalt-e-helsestyre",
    "direktoratet-for-e-helse",
    "skate",
    "digdir",
]
svar = {id_: gm.grounds(g, kommune, id_, "voice", on=dag) for id_ in mal}
pd.DataFrame(
    {
        "nasjonalt organ": g.name(id_, on=dag),
        "uten slutninger": "ja" if each.by_stated else "nei",
        "uten usikre datoer": "ja" if each.by_certain else "nei",
        "sikker": "ja" if each.by_firm else "nei",
        "uunnværlige slutninger": ", ".join(w.hop.edge.id for w in each.weaknesses if w.indispensable and w.inferred),
    }
    for id_, each in svar.items()
)

# %% [markdown]
# ## Opp og ned: hvor mangler den ene retningen?

# %%
lenker = gm.two_way(g, [kommune, "digi-agder", "rkg-e-helse-agder", "kdk-agder", "agder-fylkeskommune"], on=dag)
lenker.by_body().to_pandas()[["body_name", "national", "up", "down", "both_ways"]].rename(
    columns={
        "body_name": "organ",
        "national": "nasjonale",
        "up": "hørt av",
        "down": "styrt av",
        "both_ways": "begge veier",
    }
)

# %% [markdown]
# ## Alle kommunene i Agder
#
# Rutene viser hvor mange ledd den korteste kjeden har. Mørkere er kortere; en prikk er *ikke kartlagt*.

# %%
agder = [
    edge.from_id
    for edge in g.at(dag).edges_to("agder-fylke")
    if edge.type == "PART_OF" and g.nodes[edge.from_id].kind == "Municipality"
]
organer = ["ks-samstyringsstruktur", "digitaliseringsutvalget", "kommit-radet", "ks", "skate", "digdir"]
organer += ["fag-og-prioriteringsutvalg-e-helse", "nasjonalt-e-helsestyre", "direktoratet-for-e-helse"]
opp = gm.two_way(g, agder, organer, on=dag).to_pandas()
tabell = opp.pivot_table(index="body_name", columns="national", values="up_length", dropna=False)[organer]

fig, ax = plt.subplots(figsize=(9, 8))
ax.imshow(tabell, cmap="gray", vmin=0, vmax=8, aspect="auto")
lys = 4  # fra så mange ledd er ruta så lys at teksten må være svart
for (rad, kolonne), lengde in np.ndenumerate(tabell.to_numpy()):
    tekst = "·" if np.isnan(lengde) else f"{lengde:.0f}"
    ax.text(kolonne, rad, tekst, ha="center", va="center", color="white" if lengde < lys else "black")
kort = {id_: g.name(id_, on=dag).split(" (")[0].removesuffix(" - Kommunesektorens organisasjon") for id_ in organer}
ax.set_xticks(range(len(organer)), [kort[id_] for id_ in organer], rotation=40, ha="right")
ax.set_yticks(range(len(tabell)), tabell.index)
ax.set_title("Ledd i den korteste kjeden av medvirkning, 1. desember 2021")
plt.show()
