// Documents to keep, in every format that the server writes.

import { exported } from "./api.js";
import { pageOf } from "./document.js";
import { element, find } from "./dom.js";
import { say, saysSomething } from "./language.js";
import { refusalOf } from "./queue.js";
import { toast } from "./toast.js";

const FIRST = ["text", "layout", "markdown", "csv", "pdf", "png", "jpeg"]; // what most people want
const ONE_PAGE_ONLY = ["png", "jpeg"];
const AROUND = 1.05; // what goes with the pictures of a request: their texts, and the form
const SECONDS_TO_READ = 6;
let openings = 0; // of the dialog: a document that is ready closes the one it was asked in
let saving = false;
let mostBytes = Infinity; // of a request

export function openExport(formats, current, all, limits) {
  openings++;
  mostBytes = limits.body_bytes;
  const dialog = find("export-dialog");
  const several = all.length > 1;
  find("scope").hidden = !several;
  find("all-pictures").textContent = say("allPictures", { n: all.length });
  if (!several) dialog.querySelector("[value=one]").checked = true;
  const items = () => (dialog.querySelector("[value=all]").checked ? all : [current]);
  find("scope").onchange = () => limit(items());
  const rank = (format) => (FIRST.indexOf(format.name) + FIRST.length + 1) % (FIRST.length + 1);
  const sorted = [...formats].sort((one, other) => rank(one) - rank(other));
  find("formats").replaceChildren(...sorted.map((format) => entryOf(format, items)));
  limit(items());
  dialog.showModal();
}

export function startExport() {
  const dialog = find("export-dialog");
  find("export-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
}

// Leaves the formats that so many pictures can become.
function limit(items) {
  const isTooMuch = items.reduce((sum, item) => sum + item.file.size, 0) * AROUND > mostBytes;
  for (const button of find("formats").querySelectorAll("button")) {
    const { format, needsPicture, summary } = button.dataset;
    const cannotBeSent = needsPicture === "true" && isTooMuch;
    button.disabled = saving || cannotBeSent || (items.length > 1 && ONE_PAGE_ONLY.includes(format));
    button.children[1].textContent = cannotBeSent ? say("tooMuch", { n: Math.floor(mostBytes / 1e6) }) : summary;
  }
}

function entryOf(format, items) {
  const key = `format.${format.name}`;
  const known = saysSomething(key);
  const summary = known ? say(`${key}.summary`) : format.summary;
  const dataset = { format: format.name, needsPicture: format.needs_picture, summary };
  const button = element("button", { type: "button", dataset },
    element("strong", { textContent: known ? say(key) : format.name }), element("span", { textContent: summary }),
    element("code", { textContent: format.suffix }));
  button.addEventListener("click", () => save(format, items()));
  return element("li", {}, button);
}

async function save(format, items) {
  const stem = items.length > 1 ? say("pictures") : items[0].name.replace(/\.[^.]*$/, "");
  const name = (stem || "text") + format.suffix;
  const opening = openings;
  toast(say("preparing", { name }));
  saving = true;
  limit(items);
  try {
    hand(await exported(formOf(format, items), format.name), name);
    if (opening === openings) find("export-dialog").close();
    toast(say("saved", { name }));
  } catch (error) {
    toast(sentenceOf(await refusalOfAny(error, items)), SECONDS_TO_READ);
  }
  saving = false;
  find("scope").onchange(); // for what the dialog now stands for
}

async function refusalOfAny(error, items) {
  const refusals = await Promise.all(items.map((item) => refusalOf(error, item.file)));
  return refusals.find((refusal) => refusal.status === "file") ?? refusals[0];
}

// What is wrong, and what the server says of it, which is English.
function sentenceOf({ status, message }) {
  const key = [`export.${status}`, `error.${status}`, "error.other"].find(saysSomething);
  return message ? `${say(key)} ${message}` : say(key);
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
