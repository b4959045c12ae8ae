// The ways in: the file chooser, the phone's camera, paste, drag and drop, and the share sheet of an installed page.

import { openCamera } from "./camera.js";
import { find } from "./dom.js";
import { say } from "./language.js";
import { toast } from "./toast.js";

export function startIntake(take) {
  const offer = (list) => {
    const files = [...list].filter((file) => file.type.startsWith("image/") || file.type === "");
    if (files.length > 0) take(files);
    else if (list.length > 0) toast(say("notPictures"));
  };
  for (const button of document.querySelectorAll("[data-do=choose]")) {
    button.addEventListener("click", () => find("files").click());
  }
  for (const button of document.querySelectorAll("[data-do=camera]")) {
    button.addEventListener("click", () => openCamera(take, () => find("shot").click()));
  }
  for (const input of [find("files"), find("shot")]) {
    input.addEventListener("change", () => {
      offer(input.files);
      input.value = ""; // so that the same file can be chosen again
    });
  }
  document.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    const intoText = event.target.closest?.("input, textarea, [contenteditable]") && types.includes("text/plain");
    if (files.length > 0 && !intoText) offer(files); // cells of a table come as text and as a picture
  });
  startDropping(offer);
  startSharing(offer);
}

function startDropping(offer) {
  const veil = find("drop");
  const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    offer(event.dataTransfer.files);
  });
}

// The service worker holds what was shared, in memory, until the page asks.
function startSharing(offer) {
  const worker = navigator.serviceWorker;
  if (worker === undefined) return;
  worker.addEventListener("message", (event) => offer(event.data.shared ?? []));
  worker.ready.then((registration) => registration.active.postMessage("shared?"));
}
