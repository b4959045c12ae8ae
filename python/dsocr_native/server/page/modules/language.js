// English or Chinese: as the browser asks, until somebody chooses.

import { find } from "./dom.js";
import { remember, remembered } from "./memory.js";
import { STRINGS } from "./strings.js";

const LOCALES = { en: "en", zh: "zh-Hans" };
const listeners = [];
let language = remembered("language") ?? preferred();
if (!(language in STRINGS)) language = "en";

function preferred() {
  const known = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return known.find((tag) => tag in STRINGS) ?? "en";
}

export function say(key, values = {}) {
  const text = STRINGS[language][key] ?? STRINGS.en[key];
  return text?.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const saysSomething = (key) => key in STRINGS.en;

export function onLanguage(listener) {
  listeners.push(listener);
}

export function applyLanguage() {
  document.documentElement.lang = LOCALES[language];
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  const other = language === "en" ? "zh" : "en";
  Object.assign(find("language"), { textContent: other === "zh" ? "中文" : "English", lang: other });
  for (const listener of listeners) listener();
}

export function startLanguage() {
  find("language").addEventListener("click", () => {
    language = language === "en" ? "zh" : "en";
    remember("language", language);
    applyLanguage();
  });
  applyLanguage();
}
