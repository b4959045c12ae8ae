// Pictures that the server would refuse but the browser can show (HEIC on iPhones, AVIF, GIF, or very large ones)
// are drawn again by the browser, as JPEG.

const READ_BY_SERVER = ["image/jpeg", "image/png", "image/webp", "image/bmp"];
const QUALITY = 0.92;

export async function readable(file, limits) {
  const isFine = READ_BY_SERVER.includes(file.type) && file.size <= limits.body_bytes;
  if (isFine || !file.type.startsWith("image/")) return file;
  try {
    return await redrawn(file, limits.pixels);
  } catch {
    return file; // the server says what is wrong with it
  }
}

// For a server that found it too large or of another kind; null where the browser cannot show it.
export function fitting(file, limits) {
  return redrawn(file, limits.pixels).catch(() => null);
}

async function redrawn(file, mostPixels) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, Math.sqrt(Math.min(mostPixels, 16e6) / (bitmap.width * bitmap.height)));
  const side = (pixels) => Math.max(1, Math.floor(pixels * scale)); // never more than the server takes
  const canvas = new OffscreenCanvas(side(bitmap.width), side(bitmap.height));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // behind transparent parts
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
