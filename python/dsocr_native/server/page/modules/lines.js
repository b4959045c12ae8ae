// The lines of a picture: tap to copy, pencil to edit.

import { copy } from "./clipboard.js";
import { isEdited, isUnsure } from "./document.js";
import { element, find, icon } from "./dom.js";
import { say } from "./language.js";
import { markBox, showSureness } from "./picture.js";

export function showLines(item) {
  const lines = item.document?.page.lines ?? [];
  find("lines").replaceChildren(...lines.map((_, i) => entryOf(item, i)));
  find("tap").hidden = lines.length === 0;
}

export function chooseLine(item, i) {
  const entry = find("lines").children[i];
  mark(i);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  entry.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" });
  copy(item.document.texts[i]);
}

function mark(i) {
  find("lines").querySelector(".chosen")?.classList.remove("chosen");
  find("lines").children[i]?.classList.add("chosen");
  markBox(i);
}

function chosen() {
  return [...find("lines").children].findIndex((entry) => entry.classList.contains("chosen"));
}

function entryOf(item, i) {
  const entry = element("li", { className: "line" });
  entry.append(...readable(item, i, entry));
  entry.addEventListener("pointerenter", () => markBox(i));
  entry.addEventListener("pointerleave", () => markBox(chosen()));
  entry.addEventListener("focusin", () => mark(i));
  entry.addEventListener("keydown", (event) => move(event, entry));
  return entry;
}

// A line to read: its text, which is a button that copies it, and the pencil.
function readable(item, i, entry) {
  const { texts } = item.document;
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
  entry.classList.toggle("unsure", isUnsure(item.document, i));
  return [text, ...notes(item, i), pencil];
}

function notes(item, i) {
  const { confidence } = item.document.page.lines[i];
  if (isEdited(item.document, i)) return [element("span", { className: "note", textContent: say("edited") })];
  if (!isUnsure(item.document, i)) return [];
  const percent = Math.round(confidence * 100);
  return [element("span", { className: "note", textContent: say("sure", { n: percent }) })];
}

// A line to write: Enter keeps, as does the focus when it goes elsewhere; Escape leaves it as it was.
function edit(item, i, entry) {
  const field = element("textarea", {
    className: "line-field", rows: 1, value: item.document.texts[i], dir: "auto", spellcheck: false, maxLength: 10000,
    aria: { label: say("editing", { n: i + 1 }) },
  });
  const end = (text) => {
    item.document.texts[i] = text.replace(/\s*\n\s*/g, " ").trim();
    entry.removeEventListener("focusout", keep); // what is taken away loses the focus
    entry.replaceChildren(...readable(item, i, entry));
    showSureness(item.document, i);
  };
  const endWithFocus = (text) => {
    end(text);
    entry.firstElementChild.focus({ preventScroll: true });
  };
  const keep = (event) => {
    if (!entry.contains(event.relatedTarget)) end(field.value);
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // the input method's Enter; Safari says so by 229 alone
    if (event.key === "Enter") endWithFocus(field.value);
    if (event.key === "Escape") endWithFocus(item.document.texts[i]);
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
  });
  field.addEventListener("input", () => grow(field));
  entry.replaceChildren(field, undoButton(item, i, endWithFocus));
  entry.addEventListener("focusout", keep);
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
