// A slider over the days of a picture, beside the list that works without a script.
"use strict";
for (const list of document.querySelectorAll("select[data-slider]")) {
  if (list.options.length < 2) continue;
  const slider = document.createElement("input");
  const shown = document.createElement("output");
  const say = () => {
    const text = list.options[slider.value].text;
    slider.setAttribute("aria-valuetext", text);
    shown.textContent = text;
  };
  slider.type = "range";
  slider.max = String(list.options.length - 1);
  slider.value = String(list.selectedIndex);
  slider.setAttribute("aria-label", list.labels[0].textContent);
  shown.className = "hint";
  say();
  slider.addEventListener("input", () => {
    list.selectedIndex = Number(slider.value);
    say();
  });
  slider.addEventListener("change", () => list.form.requestSubmit());
  list.after(slider, shown);
}
