// Light, dark, or as the system.

import { find } from "./dom.js";
import { onLanguage, say } from "./language.js";
import { remember } from "./memory.js";

const ORDER = ["auto", "light", "dark"];
const root = document.documentElement;

export function startTheme() {
  find("theme").addEventListener("click", () => {
    root.dataset.theme = ORDER[(ORDER.indexOf(root.dataset.theme) + 1) % ORDER.length];
    remember("theme", root.dataset.theme);
    describe();
  });
  onLanguage(describe);
}

function describe() {
  const label = say("theme", { name: say(`theme.${root.dataset.theme}`) });
  find("theme").setAttribute("aria-label", label);
  find("theme").title = label;
}
