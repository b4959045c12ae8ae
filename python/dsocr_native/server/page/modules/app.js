// The page: one queue of pictures, one of them in view.

import { info } from "./api.js";
import { startCamera } from "./camera.js";
import { copy } from "./clipboard.js";
import { isChanged, textOf } from "./document.js";
import { find, setText } from "./dom.js";
import { openExport, startExport } from "./exporting.js";
import { startIntake } from "./intake.js";
import { onLanguage, say, saysSomething, startLanguage } from "./language.js";
import { chooseLine, showLines } from "./lines.js";
import { showPicture, startPicture } from "./picture.js";
import { startPresence } from "./presence.js";
import { Queue } from "./queue.js";
import { showStrip } from "./strip.js";
import { startTheme } from "./theme.js";
import { toast } from "./toast.js";

const queue = new Queue();
let formats = [];
let current = null;
let presence;

function take(files) {
  const wasIdle = queue.underWay.length === 0;
  const added = queue.add(files);
  if (current === null || wasIdle) choose(added[0]);
}

function choose(item) {
  current = item;
  find("picture").classList.remove("large");
  find("zoom").setAttribute("aria-pressed", false);
  find("welcome").hidden = item !== null;
  find("desk").hidden = find("dock").hidden = item === null;
  document.body.classList.toggle("working", item !== null);
  show();
}

function show() {
  showStrip(queue, current, choose);
  find("copy-all").disabled = find("export").disabled = current?.state !== "done";
  if (current === null) return;
  find("name").textContent = current.name;
  find("waiting").hidden = current.state === "done" || current.state === "failed";
  showPicture(current, (i) => chooseLine(current, i));
  showLines(current);
  showFacts();
  showFailure();
}

function showFacts() {
  const page = current.document?.page;
  const seconds = ((page?.elapsed_ms.total ?? 0) / 1000).toFixed(1);
  const count = page?.lines.length;
  if (!page) setText("facts", say(`state.${current.state}`));
  else if (count === 0) setText("facts", say("noText"));
  else setText("facts", say(count === 1 ? "oneLine" : "facts", { n: count, s: seconds }));
}

function showFailure() {
  const { refusal } = current;
  find("failure").hidden = refusal === null;
  if (refusal === null) return;
  const key = `error.${refusal.status}`;
  find("failure-what").textContent = say(saysSomething(key) ? key : "error.other");
  find("failure-detail").textContent = refusal.message;
}

function onChange({ detail: item }) {
  if (item?.state === "failed" && item.refusal.status === 0) presence.missed();
  if (item === null || item === current) show();
  else showStrip(queue, current, choose);
}

function removeCurrent() {
  if (current.document && isChanged(current.document) && !confirm(say("removeEdited"))) return;
  const place = queue.items.indexOf(current);
  queue.remove(current);
  choose(queue.items[Math.min(place, queue.items.length - 1)] ?? null);
  toast(say("removed"));
}

async function meetServer() {
  try {
    const about = await info();
    formats = about.formats;
    queue.limits = about.limits;
  } catch (error) {
    if (error.status === 0) presence.missed();
  }
  queue.retryUnreached();
}

function dropTokenFromAddress() {
  if (location.search !== "") history.replaceState(null, "", location.pathname); // the cookie has it now
}

dropTokenFromAddress();
presence = startPresence(meetServer);
startTheme();
startLanguage();
startPicture();
startCamera();
startExport();
startIntake(take);
queue.addEventListener("change", onChange);
onLanguage(show);
find("remove").addEventListener("click", removeCurrent);
find("retry").addEventListener("click", () => queue.retry(current));
find("copy-all").addEventListener("click", () => copy(textOf(current.document), say("copiedAll")));
find("export").addEventListener("click", () => openExport(formats, current, queue.read, queue.limits));
addEventListener("beforeunload", (event) => {
  if (queue.holdsWork) event.preventDefault(); // the browser asks
});
meetServer();
document.body.dataset.ready = "";
