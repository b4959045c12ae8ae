// The camera as a viewfinder on the page. Browsers give it to HTTPS and to this machine; elsewhere the phone's own
// camera app takes the photo, by way of <input capture>.

import { find } from "./dom.js";
import { say } from "./language.js";
import { toast } from "./toast.js";

const LARGEST = { width: { ideal: 4096 }, height: { ideal: 3072 } };
let facing = "environment";
let stream = null;
let taken = [];
let deliver;

export async function openCamera(take, otherWay) {
  if (navigator.mediaDevices?.getUserMedia === undefined) return otherWay();
  deliver = take;
  taken = [];
  try {
    await begin();
  } catch {
    toast(say("noCamera"));
    return otherWay();
  }
  count();
  find("camera").showModal();
  find("shutter").focus();
}

export function startCamera() {
  find("shutter").addEventListener("click", shoot);
  find("camera-close").addEventListener("click", () => find("camera").close());
  find("camera-turn").addEventListener("click", turn);
  find("camera").addEventListener("close", () => {
    end();
    if (taken.length > 0) deliver(taken);
  });
}

async function begin() {
  stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: facing, ...LARGEST }, audio: false });
  find("viewfinder").srcObject = stream;
  await find("viewfinder").play();
}

function end() {
  stream?.getTracks().forEach((track) => track.stop());
  find("viewfinder").srcObject = null;
}

async function turn() {
  facing = facing === "environment" ? "user" : "environment";
  end();
  try {
    await begin();
  } catch {
    toast(say("noCamera"));
    find("camera").close();
  }
}

async function shoot() {
  const finder = find("viewfinder");
  const canvas = new OffscreenCanvas(finder.videoWidth, finder.videoHeight);
  canvas.getContext("2d").drawImage(finder, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
  const time = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
  taken.push(new File([blob], `photo ${time}.jpg`, { type: blob.type }));
  finder.animate([{ opacity: 0.2 }, { opacity: 1 }], 200);
  count();
}

function count() {
  find("camera-count").textContent = taken.length > 0 ? say("taken", { n: taken.length }) : "";
}
