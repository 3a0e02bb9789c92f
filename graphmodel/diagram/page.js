// Makes the picture of a page answer: traces lines, opens notes, finds, filters, zooms. Without it all is still told below.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const stage = document.getElementById("stage");
  const note = document.getElementById("note");
  const things = new Map(); // a box or line by its id: one group on each page that shows it
  let chosen = "";
  let home = ""; // the box whose lines the arrow keys walk through

  for (const group of stage.querySelectorAll("svg g[id]")) {
    const id = group.id.replace(/^p\d+-/, "");
    if (!/^(node|edge)-/.test(id)) continue;
    const stop = group.querySelector(":scope > a") || group;
    stop.removeAttribute("href");
    stop.removeAttributeNS("http://www.w3.org/1999/xlink", "href");
    stop.setAttribute("role", "button");
    stop.setAttribute("tabindex", id.startsWith("node-") ? "0" : "-1");
    group.classList.add("thing");
    things.set(id, [...(things.get(id) || []), { group, stop }]);
  }

  const idOf = (target) => {
    const group = target instanceof Element && target.closest("g.thing");
    return group ? group.id.replace(/^p\d+-/, "") : "";
  };
  const linesOf = (box) =>
    Object.keys(data.lines)
      .filter((id) => things.has(id) && [data.lines[id].tail, data.lines[id].head].includes(box))
      .sort((one, other) => data.lines[one].number - data.lines[other].number);
  const around = (id) => {
    const lines = id in data.lines ? [id] : linesOf(id);
    return new Set([id, ...lines, ...lines.flatMap((line) => [data.lines[line].tail, data.lines[line].head])]);
  };

  const light = (ids) => {
    stage.classList.toggle("tracing", ids.size > 0);
    for (const [id, places] of things) for (const { group } of places) group.classList.toggle("lit", ids.has(id));
  };
  const trace = (id) => light(id ? around(id) : chosen ? around(chosen) : new Set());

  const told = (id) => {
    const found = document.createElement("div");
    const start = document.getElementById(id in data.lines ? `line-${data.lines[id].number}` : `text-${id.slice(5)}`);
    if (id in data.lines) {
      found.append(...[...start.childNodes].map((each) => each.cloneNode(true)));
    } else {
      for (let each = start.nextElementSibling; each && !/^H\d$/.test(each.tagName); each = each.nextElementSibling)
        if (each.className !== "wide") found.append(each.cloneNode(true));
    }
    for (const each of found.querySelectorAll("[id]")) each.removeAttribute("id");
    return found;
  };
  const cited = (text) => {
    const list = document.createElement("ul");
    const seen = new Set([...text.querySelectorAll('a[href^="#source-"]')].map((each) => each.hash.slice(1)));
    for (const id of seen) {
      const item = document.createElement("li");
      item.append(...[...document.getElementById(id).childNodes].map((each) => each.cloneNode(true)));
      list.append(item);
    }
    return list;
  };
  const open = (id) => {
    chosen = id;
    if (id.startsWith("node-")) home = id;
    const text = told(id);
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = data.words.close;
    close.addEventListener("click", shut);
    const heading = document.createElement("h2");
    heading.textContent = data.names[id];
    const sources = document.createElement("h3");
    sources.textContent = data.words.sources;
    note.replaceChildren(close, heading, text, sources, cited(text));
    note.hidden = false;
    trace(id);
  };
  const shut = () => {
    const back = chosen;
    chosen = "";
    note.hidden = true;
    trace("");
    if (note.contains(document.activeElement) || document.activeElement === document.body) focus(back);
  };
  const focus = (id, near = null) => {
    const places = things.get(id) || [];
    const svg = near && near.closest("svg");
    const place = places.find(({ group }) => group.closest("svg") === svg) || places[0];
    if (place) place.stop.focus();
  };

  stage.addEventListener("pointerover", (event) => trace(idOf(event.target)));
  stage.addEventListener("pointerleave", () => trace(""));
  stage.addEventListener("focusin", (event) => trace(idOf(event.target)));
  stage.addEventListener("focusout", () => trace(""));
  stage.addEventListener("click", (event) => {
    const id = idOf(event.target);
    if (id && !dragged) open(id);
  });
  stage.addEventListener("keydown", (event) => {
    const id = idOf(event.target);
    if (!id) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" || event.key === " ") open(id);
    else if (step) {
      if (id.startsWith("node-")) home = id;
      if (!linesOf(home).includes(id)) home = id in data.lines ? data.lines[id].tail : id;
      const lines = linesOf(home).filter((line) => !things.get(line)[0].group.classList.contains("off"));
      if (lines.length) focus(lines.at((lines.indexOf(id) + step + (id === home && step < 0 ? 1 : 0)) % lines.length), event.target);
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const id = idOf(document.activeElement);
    if (!note.hidden) shut();
    else if (id in data.lines) focus(home, document.activeElement);
  });

  // --- kinds of tie

  const switches = [...document.querySelectorAll("#kinds input")];
  document.getElementById("kinds").addEventListener("change", () => {
    const off = new Set(switches.filter((each) => !each.checked).map((each) => each.value));
    for (const [id, line] of Object.entries(data.lines))
      for (const { group } of things.get(id) || []) group.classList.toggle("off", line.types.every((type) => off.has(type)));
  });

  // --- search

  const search = document.getElementById("search");
  const hits = document.getElementById("hits");
  const count = document.getElementById("count");
  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = wanted ? [...things.keys()].filter((id) => `${data.names[id]} ${data.sentences[id]}`.toLowerCase().includes(wanted)) : [];
    count.textContent = wanted ? data.words.found.replace("{n}", String(found.length)) : "";
    hits.replaceChildren(
      ...found.slice(0, 12).map((id) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = data.names[id];
        button.addEventListener("click", () => {
          open(id);
          focus(id);
        });
        item.append(button);
        return item;
      }),
    );
    light(new Set(found));
  };
  search.addEventListener("input", find);

  // --- pan and zoom

  let dragged = false;
  const views = [...stage.querySelectorAll("figure > svg")].map((svg) => {
    const whole = svg.getAttribute("viewBox").split(/\s+/).map(Number);
    return { svg, whole, now: [...whole] };
  });
  const show = (view) => view.svg.setAttribute("viewBox", view.now.map((each) => each.toFixed(2)).join(" "));
  const zoom = (view, factor, x = 0.5, y = 0.5) => {
    const wide = Math.min(view.whole[2], Math.max(view.whole[2] / 12, view.now[2] / factor));
    const high = (wide * view.whole[3]) / view.whole[2];
    view.now = [view.now[0] + (view.now[2] - wide) * x, view.now[1] + (view.now[3] - high) * y, wide, high];
    pan(view, 0, 0);
  };
  const pan = (view, right, down) => {
    for (const [axis, by] of [[0, right], [1, down]]) {
      const most = view.whole[axis] + view.whole[axis + 2] - view.now[axis + 2];
      view.now[axis] = Math.min(most, Math.max(view.whole[axis], view.now[axis] + by));
    }
    show(view);
  };
  for (const view of views) {
    let from = null;
    view.svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return; // the page itself scrolls
      const box = view.svg.getBoundingClientRect();
      zoom(view, event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
      event.preventDefault();
    }, { passive: false });
    view.svg.addEventListener("pointerdown", (event) => {
      from = [event.clientX, event.clientY];
      dragged = false;
    });
    view.svg.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const [right, down] = [from[0] - event.clientX, from[1] - event.clientY];
      if (!dragged && Math.hypot(right, down) < 5) return;
      dragged = true;
      const scale = view.now[2] / view.svg.getBoundingClientRect().width;
      pan(view, right * scale, down * scale);
      from = [event.clientX, event.clientY];
    });
    view.svg.addEventListener("pointerup", () => { from = null; });
  }
  document.getElementById("zoom").addEventListener("click", (event) => {
    const factor = { in: 1.5, out: 1 / 1.5, whole: 0 }[event.target.value];
    for (const view of views) {
      if (factor) zoom(view, factor);
      else if (factor === 0) zoom(view, 1e-9);
    }
  });

  document.getElementById("tools").hidden = false;
})();
