// What the browser remembers of this page: two choices, never a picture or a text.

export function remembered(name) {
  try {
    return localStorage.getItem(`dsocr-${name}`);
  } catch {
    return null; // private windows may have no storage
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`dsocr-${name}`, value);
  } catch {
    // then the choice lasts as long as the page
  }
}
