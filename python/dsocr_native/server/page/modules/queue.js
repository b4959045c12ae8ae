// Pictures on their way to becoming text. A few are under way at one time; the rest wait.

import { read, Refusal } from "./api.js";
import { fitting, readable } from "./convert.js";
import { documentOf, isChanged } from "./document.js";

const AT_ONCE = 2; // one is sent while another is read
const MOST_TRIES = 20;

// The browser says that the server cannot be reached also where the file has changed or is gone since it was chosen.
export async function refusalOf(error, file) {
  if (!(error instanceof Refusal)) return new Refusal(-1, String(error));
  if (error.status !== 0) return error;
  return file.slice(0, 1).arrayBuffer().then(() => error, () => new Refusal("file"));
}

export class Queue extends EventTarget {
  items = [];
  limits = { body_bytes: 25e6, pixels: 60e6 };
  #lastId = 0;

  add(files) {
    const added = files.map((file) => ({
      id: ++this.#lastId, name: file.name || "photo.jpg", file, url: URL.createObjectURL(file), state: "waiting", sent: 0,
      document: null, refusal: null, cancel: new AbortController(),
    }));
    this.items.push(...added);
    this.#changed();
    this.#next();
    return added;
  }

  remove(item) {
    item.cancel.abort();
    this.items = this.items.filter((other) => other !== item);
    URL.revokeObjectURL(item.url);
    this.#changed();
    this.#next();
  }

  retry(item) {
    this.#turn(item, { state: "waiting", refusal: null, sent: 0 });
    this.#next();
  }

  retryUnreached() {
    this.items.filter((item) => item.refusal?.status === 0).forEach((item) => this.retry(item));
  }

  get underWay() {
    return this.items.filter((item) => item.state === "sending" || item.state === "reading");
  }

  get read() {
    return this.items.filter((item) => item.state === "done");
  }

  get ended() {
    return this.items.filter((item) => item.state === "done" || item.state === "failed");
  }

  // Whether something would be lost with the page that nobody has seen or that somebody has written.
  get holdsWork() {
    return this.ended.length < this.items.length || this.read.some((item) => isChanged(item.document));
  }

  #next() {
    for (const item of this.items.filter((other) => other.state === "waiting")) {
      if (this.underWay.length >= AT_ONCE) return;
      this.#process(item);
    }
  }

  async #process(item) {
    this.#turn(item, { state: "sending" });
    try {
      const picture = await readable(item.file, this.limits);
      if (picture !== item.file) this.#replace(item, picture);
      item.document = documentOf(await this.#fittingly(item));
      this.#turn(item, { state: "done" });
    } catch (error) {
      if (item.cancel.signal.aborted) return; // it is no longer here
      this.#turn(item, { state: "failed", refusal: await refusalOf(error, item.file) });
    }
    this.#next();
  }

  // How many pixels a picture has, and whether it is what its name says, the server finds out first.
  async #fittingly(item) {
    try {
      return await this.#patiently(item);
    } catch (error) {
      const smaller = [413, 415].includes(error.status) ? await fitting(item.file, this.limits) : null;
      if (smaller === null) throw error;
      this.#replace(item, smaller);
      return this.#patiently(item);
    }
  }

  // A busy server says when to come again.
  async #patiently(item) {
    const onSent = (share) => this.#turn(item, { sent: share, state: share < 1 ? "sending" : "reading" });
    for (let tries = 1; ; tries++) {
      try {
        return await read(item.file, item.name, { onSent, signal: item.cancel.signal });
      } catch (error) {
        if (error.retryAfter == null || tries === MOST_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.retryAfter * 1000));
      }
    }
  }

  #replace(item, picture) {
    item.cancel.signal.throwIfAborted(); // removed while it was drawn
    URL.revokeObjectURL(item.url);
    Object.assign(item, { file: picture, url: URL.createObjectURL(picture) });
  }

  #turn(item, values) {
    Object.assign(item, values);
    this.#changed(item);
  }

  #changed(item = null) {
    this.dispatchEvent(new CustomEvent("change", { detail: item }));
  }
}
