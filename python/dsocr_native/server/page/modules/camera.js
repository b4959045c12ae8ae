// The camera as a viewfinder on the page. Browsers give it to HTTPS and to this machine; elsewhere the phone's own
// camera app takes the photo, by way of <input capture>.

import { find } from "./dom.js";
import { say } from "./language.js";
import { toast } from "./toast.js";

const LARGEST = { width: { ideal: 4096 }, height: { ideal: 3072 } };
let facing = "environment";
let stream = null;
let wishes = 0; // for a camera; one that comes after the next wish, or after the end, is switched off at once
let taken = []; // promises of files
let deliver;

export async function openCamera(take, otherWay) {
  if (navigator.mediaDevices?.getUserMedia === undefined) return otherWay();
  deliver = take;
  taken = [];
  try {
    if (!(await begin())) return;
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
    handOver(taken);
  });
}

// False where another wish came meanwhile, or the end.
async function begin() {
  end();
  const wish = wishes;
  try {
    const video = { facingMode: facing, ...LARGEST };
    const camera = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    if (wish !== wishes) {
      stop(camera);
      return false;
    }
    stream = camera;
    find("viewfinder").srcObject = camera;
    await find("viewfinder").play();
  } catch (error) {
    if (wish !== wishes) return false;
    end();
    throw error;
  }
  return wish === wishes;
}

function end() {
  wishes++;
  if (stream !== null) stop(stream);
  stream = null;
  find("viewfinder").srcObject = null;
}

function stop(camera) {
  camera.getTracks().forEach((track) => track.stop());
}

async function turn() {
  facing = facing === "environment" ? "user" : "environment";
  try {
    await begin();
  } catch {
    find("camera").close();
    toast(say("noCamera"));
  }
}

function shoot() {
  const finder = find("viewfinder");
  if (finder.videoWidth === 0) return; // the camera is being turned
  const canvas = new OffscreenCanvas(finder.videoWidth, finder.videoHeight);
  canvas.getContext("2d").drawImage(finder, 0, 0);
  taken.push(fileOf(canvas));
  finder.animate([{ opacity: 0.2 }, { opacity: 1 }], 200);
  count();
}

async function fileOf(canvas) {
  const time = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
  return new File([blob], `photo ${time}.jpg`, { type: blob.type });
}

// Done may come before the browser has written the last photo.
async function handOver(photos) {
  const written = await Promise.allSettled(photos);
  const files = written.filter((photo) => photo.status === "fulfilled").map((photo) => photo.value);
  if (files.length > 0) deliver(files);
}

function count() {
  find("camera-count").textContent = taken.length > 0 ? say("taken", { n: taken.length }) : "";
}
