// Documents to keep, in every format that the server writes.

import { exported } from "./api.js";
import { pageOf } from "./document.js";
import { element, find } from "./dom.js";
import { say, saysSomething } from "./language.js";
import { toast } from "./toast.js";

const FIRST = ["text", "layout", "markdown", "csv", "pdf", "png", "jpeg"]; // what most people want
const ONE_PAGE_ONLY = ["png", "jpeg"];

export function openExport(formats, current, all) {
  const dialog = find("export-dialog");
  const several = all.length > 1;
  find("scope").hidden = !several;
  find("all-pictures").textContent = say("allPictures", { n: all.length });
  if (!several) dialog.querySelector("[value=one]").checked = true;
  const items = () => (dialog.querySelector("[value=all]").checked ? all : [current]);
  const rank = (format) => (FIRST.indexOf(format.name) + FIRST.length + 1) % (FIRST.length + 1);
  const sorted = [...formats].sort((one, other) => rank(one) - rank(other));
  find("formats").replaceChildren(...sorted.map((format) => entryOf(format, items)));
  limit();
  dialog.showModal();
}

export function startExport() {
  const dialog = find("export-dialog");
  find("export-close").addEventListener("click", () => dialog.close());
  find("scope").addEventListener("change", limit);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
}

function limit() {
  const wantsAll = find("export-dialog").querySelector("[value=all]").checked;
  for (const button of find("formats").querySelectorAll("button")) {
    button.disabled = wantsAll && ONE_PAGE_ONLY.includes(button.dataset.format);
  }
}

function entryOf(format, items) {
  const key = `format.${format.name}`;
  const known = saysSomething(key);
  const button = element("button", { type: "button", dataset: { format: format.name } },
    element("strong", { textContent: known ? say(key) : format.name }),
    element("span", { textContent: known ? say(`${key}.summary`) : format.summary }),
    element("code", { textContent: format.suffix }));
  button.addEventListener("click", () => save(format, items()));
  return element("li", {}, button);
}

async function save(format, items) {
  const stem = items.length > 1 ? say("pictures") : items[0].name.replace(/\.[^.]*$/, "");
  const name = (stem || "text") + format.suffix;
  toast(say("preparing", { name }));
  try {
    hand(await exported(formOf(format, items), format.name), name);
    find("export-dialog").close();
    toast(say("saved", { name }));
  } catch (error) {
    toast(error.message || say(saysSomething(`error.${error.status}`) ? `error.${error.status}` : "error.other"));
  }
}

function formOf(format, items) {
  const form = new FormData();
  for (const item of items) {
    if (format.needs_picture) form.append("picture", item.file, item.name);
    form.append("page", JSON.stringify(pageOf(item.document, item.name)));
  }
  return form;
}

function hand(blob, name) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
