// The search of a site without a server: it looks into the index of names as the server does.
"use strict";
{
  const field = document.getElementById("q");
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const most = 60;

  const folded = (text) =>
    text
      .toLowerCase()
      .replaceAll("æ", "ae")
      .replaceAll("ø", "o")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replaceAll("aa", "a")
      .replaceAll("ae", "a")
      .replaceAll("oe", "o")
      .replace(/[^\p{L}\p{N}_]+/gu, " ")
      .trim();

  const score = (name, wanted) => {
    if (name === wanted) return 3;
    if (name.startsWith(wanted)) return 2;
    const words = name.split(" ");
    return wanted.split(" ").every((part) => words.some((word) => word.startsWith(part))) ? 1 : 0;
  };

  const matches = (text) => {
    const wanted = folded(text.slice(0, 200));
    if (!wanted) return [];
    const found = [];
    globalThis.graphmodelIndex.forEach(([name, what, address, others, key], place) => {
      const scores = key.split("|").map((each) => score(each, wanted));
      const best = Math.max(...scores);
      const at = scores.indexOf(best);
      if (best) found.push({ name, what, address, best, place, by: at ? others[at - 1] : "" });
    });
    return found.sort((a, b) => b.best - a.best || a.place - b.place).slice(0, most);
  };

  const item = ({ name, what, address, by }) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${address}.html`;
    link.textContent = name;
    const told = document.createElement("span");
    told.className = "hint";
    told.textContent = by ? `${what}; ${count.dataset.formerly} ${by}` : what;
    line.append(link, " ", told);
    return line;
  };

  const show = () => {
    const found = matches(field.value);
    list.replaceChildren(...found.map(item));
    if (!field.value.trim()) count.textContent = "";
    else count.textContent = found.length ? `${found.length} ${count.dataset.found}` : count.dataset.none;
  };

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", show);
  show();
}
