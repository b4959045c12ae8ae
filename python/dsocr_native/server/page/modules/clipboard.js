// The clipboard. Browsers keep the modern way for HTTPS and this machine; over plain HTTP the old way still works.

import { say } from "./language.js";
import { toast } from "./toast.js";

export async function copy(text, message = say("copied")) {
  toast((await copied(text)) ? message : say("cannotCopy"));
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedTheOldWay(text);
  }
}

function copiedTheOldWay(text) {
  const focused = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen", readOnly: true });
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return isCopied;
}
