// One short sentence at the foot of the page, which a screen reader says as well.

import { find } from "./dom.js";

let timer;

export function toast(text) {
  const place = find("toast");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove("shown"), 2200);
}
