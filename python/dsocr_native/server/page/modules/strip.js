// The pictures in a row, each with its state, and how far all of them are.

import { element, find, icon, setText } from "./dom.js";
import { say } from "./language.js";

export function showStrip(queue, current, choose) {
  find("queue").hidden = queue.items.length < 2;
  const strip = find("strip");
  const known = new Map([...strip.children].map((entry) => [Number(entry.dataset.id), entry]));
  const entries = queue.items.map((item) => known.get(item.id) ?? entryOf(item, choose));
  if (entries.length !== strip.children.length || entries.some((entry, i) => strip.children[i] !== entry)) {
    strip.replaceChildren(...entries);
  }
  queue.items.forEach((item, i) => update(entries[i], item, i, item === current));
  showProgress(queue);
}

function entryOf(item, choose) {
  const photo = element("img", { alt: "", loading: "lazy" });
  photo.addEventListener("error", () => photo.classList.add("lost"));
  photo.addEventListener("load", () => photo.classList.remove("lost"));
  const button = element("button", { type: "button", className: "thumb" }, photo, element("span", { className: "badge" }));
  button.addEventListener("click", () => choose(item));
  button.addEventListener("keydown", (event) => move(event, button));
  return element("li", { dataset: { id: item.id } }, button);
}

function update(entry, item, i, isCurrent) {
  const button = entry.firstElementChild;
  const [photo, badge] = button.children;
  if (photo.src !== item.url) photo.src = item.url;
  button.dataset.state = item.state;
  button.style.setProperty("--sent", item.sent);
  button.setAttribute("aria-current", isCurrent);
  button.setAttribute("aria-label", say("picture", { n: i + 1, name: item.name, state: say(`state.${item.state}`) }));
  const sign = { done: "check", failed: "close" }[item.state];
  if (badge.dataset.sign === sign) return;
  badge.dataset.sign = sign ?? "";
  badge.replaceChildren(...(sign ? [icon(sign)] : []));
}

function showProgress(queue) {
  const share = (item) => ({ waiting: 0, sending: item.sent / 2, reading: 0.5 })[item.state] ?? 1;
  const total = queue.items.length;
  const ended = queue.ended.length;
  find("progress").value = total > 0 ? queue.items.reduce((sum, item) => sum + share(item), 0) / total : 0;
  find("progress").hidden = ended === total;
  const words = ended === total ? say(queue.read.length === 1 ? "oneRead" : "allRead", { m: queue.read.length }) : say("reading", { n: queue.read.length, m: total });
  setText("queue-state", words);
}

function move(event, button) {
  const neighbour = { ArrowRight: "nextElementSibling", ArrowLeft: "previousElementSibling" }[event.key];
  const next = neighbour && button.parentElement[neighbour];
  if (!next) return;
  event.preventDefault();
  next.firstElementChild.focus();
  next.firstElementChild.click();
}
