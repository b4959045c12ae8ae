// The server's REST interface.

const PATIENCE = 200_000; // ms, for an answer to a picture: more than the server takes before it gives up
const AWAKE_WITHIN = 5_000;

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
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(AWAKE_WITHIN) })).ok;
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
    request.timeout = PATIENCE;
    request.onload = () => {
      const page = request.status === 200 ? parsed(request.responseText) : null;
      if (page !== null) resolve(page);
      else reject(refusal(request.status, request.responseText, request.getResponseHeader("Retry-After")));
    };
    request.onerror = request.ontimeout = () => reject(new Refusal(0));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(picture);
  });
}

function refusal(status, body, retryAfter) {
  return new Refusal(status, parsed(body)?.detail ?? "", retryAfter === null ? null : Number(retryAfter));
}

// null where an answer is not ours, but from something between us and the server.
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
