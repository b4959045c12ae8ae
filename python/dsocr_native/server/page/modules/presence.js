// Whether the server is there. The page itself works without it, kept by the service worker.

import { isAwake } from "./api.js";
import { find } from "./dom.js";
import { say } from "./language.js";
import { toast } from "./toast.js";

const SECONDS_BETWEEN = 4;
let timer;

export function startPresence(onReturn) {
  navigator.serviceWorker?.register("/worker.js").catch(() => {}); // plain HTTP from another machine has none
  find("again").addEventListener("click", () => look(onReturn));
  return { missed: () => show(onReturn) };
}

function show(onReturn) {
  find("away").hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => look(onReturn), SECONDS_BETWEEN * 1000);
}

async function look(onReturn) {
  if (!(await isAwake())) return show(onReturn);
  if (find("away").hidden) return;
  find("away").hidden = true;
  toast(say("back"));
  onReturn();
}
