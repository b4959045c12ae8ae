// The picture with its lines outlined. Screen readers and keyboards have the list of lines beside it.

import { isUnsure } from "./document.js";
import { drawn, find } from "./dom.js";

export function showPicture(item, onLine) {
  const photo = find("photo");
  if (photo.src !== item.url) photo.src = item.url;
  photo.alt = item.name;
  const page = item.document?.page;
  find("sheet").classList.toggle("reading", item.state === "sending" || item.state === "reading");
  find("boxes").replaceChildren(...(page?.lines.map((line, i) => outline(line, i, onLine)) ?? []));
  page?.lines.forEach((_, i) => showSureness(item.document, i));
  if (page) find("boxes").setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
}

export function startPicture() {
  const photo = find("photo");
  photo.addEventListener("load", () => {
    find("sheet").style.setProperty("--shape", photo.naturalWidth / photo.naturalHeight);
    find("picture").classList.remove("broken");
  });
  photo.addEventListener("error", () => find("picture").classList.add("broken"));
  find("zoom").addEventListener("click", () => {
    const isLarge = find("picture").classList.toggle("large");
    find("zoom").setAttribute("aria-pressed", isLarge);
  });
}

export function markBox(i) {
  find("boxes").querySelector(".chosen")?.classList.remove("chosen");
  find("boxes").children[i]?.classList.add("chosen");
}

export function showSureness(document, i) {
  find("boxes").children[i]?.classList.toggle("unsure", isUnsure(document, i));
}

function outline(line, i, onLine) {
  const box = drawn("polygon", { points: line.quad.map((corner) => corner.join(",")).join(" ") });
  box.addEventListener("click", () => onLine(i));
  return box;
}
