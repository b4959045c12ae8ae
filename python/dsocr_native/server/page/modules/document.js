// A page that was read, and what its reader changed in it.

const UNSURE = 0.8;

export function documentOf(page) {
  return { page, texts: page.lines.map((line) => line.text) };
}

export const isEdited = (document, i) => document.texts[i] !== document.page.lines[i].text;

export const isChanged = (document) => document.texts.some((_, i) => isEdited(document, i));

export const isUnsure = (document, i) => document.page.lines[i].confidence < UNSURE && !isEdited(document, i);

// The server's text with the changed lines in place: what stands between lines (a row's end, or a space between two
// that stand side by side) stays as it was. An emptied line goes; the end of a row around it stays.
export function textOf({ page, texts }) {
  let text = "";
  let end = 0;
  let before = "";
  page.lines.forEach((line, i) => {
    const begin = page.text.indexOf(line.text, end);
    const between = begin < 0 ? "\n" : page.text.slice(end, begin);
    if (begin >= 0) end = begin + line.text.length;
    if (!before.includes("\n")) before = between;
    if (texts[i] === "") return;
    text += (text === "" ? "" : before) + texts[i];
    before = "";
  });
  return text;
}

// For /api/export. Words of an edited line are left out: the server finds them in the new text.
export function pageOf(document, name) {
  const lines = document.page.lines.map((line, i) => {
    const { text, confidence, quad, words } = line;
    return isEdited(document, i) ? { text: document.texts[i], confidence, quad } : { text, confidence, quad, words };
  });
  const { width, height } = document.page;
  return { source: name, width, height, text: textOf(document), lines: lines.filter((line) => line.text !== "") };
}
