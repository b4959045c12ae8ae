// Elements. Text is always set as text; nothing on this page is ever parsed as HTML.

export const find = (id) => document.getElementById(id);

// A screen reader says what is set, so the same again is not.
export function setText(id, text) {
  if (find(id).textContent !== text) find(id).textContent = text;
}

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  const { dataset, aria, ...others } = properties;
  Object.assign(made, others);
  Object.assign(made.dataset, dataset);
  for (const [name, value] of Object.entries(aria ?? {})) made.setAttribute(`aria-${name}`, value);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function icon(name) {
  return drawn("svg", { class: "icon", "aria-hidden": "true" }, drawn("use", { href: `/icons/glyphs.svg#${name}` }));
}
