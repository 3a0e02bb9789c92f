# %% [markdown]
# # Hva om? En planlegger prøver ut endringer
#
# Et *scenario* legger endringer oppå grunnfilene fra en dag: nye organer, nye forbindelser, forbindelser som slutter
# eller flyttes. De samme analysene kjøres på begge. Scenarioene her er tenkte; ingen av dem er fakta.
#
# > **English summary.** A planner lays made-up changes over the record and sets the same analyses beside today's
# > figures. If Digi Agder were wound up, the municipality would be heard by 23 national bodies instead of 24: most of
# > its chains run through KS. With a seat of RKG e-helse in the national e-health board, the chains there no longer all
# > run through KS. A scenario that contradicts the record is refused.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import graphmodel as gm

g = gm.read()
fra = "2022-06-01"
kommune = "vegarshei-kommune"

# %% [markdown]
# ## 1. Digi Agder legges ned
#
# Alle forbindelser som går ut fra nettverket, slutter. Hva blir borte for Vegårshei?

# %%
nedlagt = {
    "title": "Digi Agder legges ned",
    "since": fra,
    "end": [edge.id for edge in g.at(fra).edges_from("digi-agder") if not edge.called_for],
}
gm.influence_paths(gm.scenario(g, nedlagt).graph, kommune, "nasjonalt-e-helsestyre", "voice", on=fra)

# %%
forskjell = gm.what_if(g, nedlagt, "two-way").to_pandas()
forskjell[forskjell["row"].map(lambda rad: rad == (kommune,))][["column", "before", "after"]]

# %% [markdown]
# ## 2. To andre organer får plass nasjonalt
#
# Grunnlagsdokumentet etterlyser sterkere bånd mellom de nasjonale og de regionale organene. Hva om
# Kommunedirektørkollegiet Agder fikk en plass i KommIT-rådet, og RKG e-helse en plass i Nasjonalt e-helsestyre?

# %%
plasser = [
    {"from": "kdk-agder", "type": "REPRESENTED_IN", "to": "kommit-radet", "role": "fast plass"},
    {"from": "rkg-e-helse-agder", "type": "REPRESENTED_IN", "to": "nasjonalt-e-helsestyre", "role": "fast plass"},
]
nye_plasser = {"title": "To nye plasser", "since": fra, "add": plasser}
gm.influence_paths(gm.scenario(g, nye_plasser).graph, kommune, "kommit-radet", "voice", on=fra, k=2)

# %% [markdown]
# Figuren viser forslaget mot det som er registrert. Det som er foreslått, er grønt og har et pluss.

# %%
gm.draw(g, "oversikt-agder", what_if=nye_plasser)

# %% [markdown]
# ## De tre mulighetene ved siden av dagens
#
# Den siste er begge deler: nettverket legges ned, og de to plassene kommer til.

# %%
begge = {**nedlagt, "title": "Begge deler", "add": plasser}
grafer = {"i dag": g} | {
    navn: gm.scenario(g, data).graph
    for navn, data in (("nedlagt", nedlagt), ("nye plasser", nye_plasser), ("begge deler", begge))
}
mal = ["kommit-radet", "ks-samstyringsstruktur", "skate", "nasjonalt-e-helsestyre", "direktoratet-for-e-helse"]
rader = []
for navn, graf in grafer.items():
    for id_ in mal:
        kjede = gm.influence_paths(graf, kommune, id_, "voice", on=fra, k=1)
        voktere = gm.gatekeepers(graf, kommune, id_, "voice", on=fra)
        holder = ", ".join(each.node for each in voktere if each.of == "all")
        rader.append(
            {
                "scenario": navn,
                "nasjonalt organ": g.name(id_, on=fra).split(" (")[0],
                "ledd": kjede[0].length if len(kjede) else None,
                "portvoktere": (holder or "ingen") if voktere.joined else "ingen kjede",
            }
        )
svar = pd.DataFrame(rader)
svar.groupby(["nasjonalt organ", "scenario"], sort=False)["portvoktere"].first().unstack()[list(grafer)]  # noqa: PD010

# %%
fig, ax = plt.subplots(figsize=(9, 3.8))
farger = {"i dag": ("0.1", ""), "nedlagt": ("white", ".."), "nye plasser": ("0.6", "//"), "begge deler": ("0.9", "xx")}
bredde = 0.2
for plass, (navn, (farge, monster)) in enumerate(farger.items()):
    ledd = svar[svar["scenario"] == navn]["ledd"].fillna(0)
    steder = [nummer + (plass - 1.5) * bredde for nummer in range(len(mal))]
    ax.bar(steder, ledd, bredde, color=farge, hatch=monster, edgecolor="black", label=navn)
    for sted, antall in zip(steder, ledd, strict=True):
        if not antall:
            ax.text(sted, 0.1, "ingen", rotation=90, ha="center", va="bottom", fontsize=8)
ax.set_xticks(range(len(mal)), [g.name(id_, on=fra).split(" (")[0] for id_ in mal], rotation=15, ha="right")
ax.set(ylabel="ledd i den korteste kjeden", title="Fra Vegårshei til nasjonale organer, i dag og i tre scenarioer")
ax.legend(frameon=False, ncols=4, loc="lower center", bbox_to_anchor=(0.5, -0.5))
plt.show()

# %% [markdown]
# ## 3. Et scenario som motsier grunnfilene, blir avvist
#
# Meldingen sier hvilken linje i scenarioet som er gal, og hva grunnfilene sier.

# %%
for galt in (
    {"title": "Skrivefeil", "since": fra, "end": ["kdu-agder:steer:digi-agder"]},
    {"title": "Finnes alt", "since": fra, "add": [{"from": "kdu-agder", "type": "STEERS", "to": "digi-agder"}]},
    {"title": "For sent", "since": fra, "add": [{"from": "sogne-kommune", "type": "MEMBER_OF", "to": "digi-agder"}]},
):
    try:
        gm.scenario(g, galt)
    except gm.GraphModelError as feil:
        print(f"{galt['title']}: {feil}\n")
