// One short sentence at the foot of the page, which a screen reader says as well.

import { find } from "./dom.js";

let timer;

export function toast(text, seconds = 2.2) {
  const place = find("toast");
  // What is outside an open dialog lies behind it, and is not said.
  const home = document.querySelector("dialog[open]") ?? document.body;
  if (place.parentElement !== home) home.append(place);
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove("shown"), seconds * 1000);
}
