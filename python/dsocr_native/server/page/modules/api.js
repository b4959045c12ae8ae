// The server's REST interface.

export class Refusal extends Error {
  // status 0: the server could not be reached; "file": the picture could not. retryAfter: seconds, where another try
  // makes sense.
  constructor(status, detail = "", retryAfter = null) {
    super(detail);
    Object.assign(this, { status, retryAfter });
  }
}

export async function info() {
  return (await ask("/api/info")).json();
}

export async function isAwake() {
  try {
    return (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

export async function exported(form, format) {
  return (await ask(`/api/export?format=${encodeURIComponent(format)}`, { method: "POST", body: form })).blob();
}

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new Refusal(0);
  }
  if (!answer.ok) throw refusal(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  return answer;
}

// XMLHttpRequest, for fetch does not tell how much of a picture has left.
export function read(picture, name, { onSent, signal }) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted(); // removed while it waited for another try
    const request = new XMLHttpRequest();
    request.open("POST", `/api/read?format=json&name=${encodeURIComponent(name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onSent(event.loaded / Math.max(event.total, 1));
    request.upload.onload = () => onSent(1);
    request.onload = () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText));
      else reject(refusal(request.status, request.responseText, request.getResponseHeader("Retry-After")));
    };
    request.onerror = () => reject(new Refusal(0));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(picture);
  });
}

function refusal(status, body, retryAfter) {
  let detail = "";
  try {
    detail = JSON.parse(body).detail;
  } catch {
    // an answer that is not ours, from something between us and the server
  }
  return new Refusal(status, detail, retryAfter === null ? null : Number(retryAfter));
}
