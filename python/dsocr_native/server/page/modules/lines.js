// The lines of a picture: tap to copy, pencil to edit.

import { copy } from "./clipboard.js";
import { isEdited } from "./document.js";
import { element, find, icon } from "./dom.js";
import { say } from "./language.js";
import { markBox } from "./picture.js";

const UNSURE = 0.8;

export function showLines(item) {
  const lines = item.document?.page.lines ?? [];
  find("lines").replaceChildren(...lines.map((_, i) => entryOf(item, i)));
  find("tap").hidden = lines.length === 0;
}

export function chooseLine(item, i) {
  const entry = find("lines").children[i];
  mark(i);
  entry.scrollIntoView({ block: "nearest", behavior: "smooth" });
  copy(item.document.texts[i]);
}

function mark(i) {
  find("lines").querySelector(".chosen")?.classList.remove("chosen");
  find("lines").children[i]?.classList.add("chosen");
  markBox(i);
}

function entryOf(item, i) {
  const entry = element("li", { className: "line" });
  entry.append(...readable(item, i, entry));
  entry.addEventListener("pointerenter", () => markBox(i));
  entry.addEventListener("focusin", () => mark(i));
  entry.addEventListener("keydown", (event) => move(event, entry));
  return entry;
}

// A line to read: its text, which is a button that copies it, and the pencil.
function readable(item, i, entry) {
  const { texts, page } = item.document;
  const text = element("button", {
    type: "button", className: "line-text", textContent: texts[i], dir: "auto",
    aria: { label: say("copyLine", { n: i + 1, text: texts[i] }) },
  });
  text.addEventListener("click", () => chooseLine(item, i));
  const pencil = element("button", {
    type: "button", className: "quiet round", title: say("editLine", { n: i + 1 }),
    aria: { label: say("editLine", { n: i + 1 }) },
  }, icon("edit"));
  pencil.addEventListener("click", () => edit(item, i, entry));
  entry.classList.toggle("edited", isEdited(item.document, i));
  entry.classList.toggle("unsure", page.lines[i].confidence < UNSURE && !isEdited(item.document, i));
  return [text, ...notes(item, i), pencil];
}

function notes(item, i) {
  const { confidence } = item.document.page.lines[i];
  if (isEdited(item.document, i)) return [element("span", { className: "note", textContent: say("edited") })];
  if (confidence >= UNSURE) return [];
  const percent = Math.round(confidence * 100);
  return [element("span", { className: "note", textContent: say("sure", { n: percent }) })];
}

// A line to write: Enter keeps, Escape leaves it as it was.
function edit(item, i, entry) {
  const field = element("textarea", {
    className: "line-field", rows: 1, value: item.document.texts[i], dir: "auto", spellcheck: false, maxLength: 10000,
    aria: { label: say("editing", { n: i + 1 }) },
  });
  const end = (text) => {
    item.document.texts[i] = text.replace(/\s*\n\s*/g, " ").trim();
    entry.replaceChildren(...readable(item, i, entry));
    find("lines").dispatchEvent(new Event("edited"));
  };
  const endWithFocus = (text) => {
    field.removeEventListener("blur", keep);
    end(text);
    entry.firstElementChild.focus({ preventScroll: true });
  };
  const keep = () => end(field.value);
  field.addEventListener("blur", keep);
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return; // Enter belongs to the input method
    if (event.key === "Enter") endWithFocus(field.value);
    if (event.key === "Escape") endWithFocus(item.document.texts[i]);
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
  });
  field.addEventListener("input", () => grow(field));
  entry.replaceChildren(field, undoButton(item, i, endWithFocus));
  grow(field);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function undoButton(item, i, end) {
  const label = say("undo", { n: i + 1 });
  const button = element("button", { type: "button", className: "quiet round", title: label, aria: { label } }, icon("undo"));
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the field's focus
  button.addEventListener("click", () => end(item.document.page.lines[i].text));
  return button;
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function move(event, entry) {
  const neighbour = { ArrowDown: entry.nextElementSibling, ArrowUp: entry.previousElementSibling }[event.key];
  if (!neighbour) return;
  event.preventDefault();
  neighbour.firstElementChild.focus();
}
