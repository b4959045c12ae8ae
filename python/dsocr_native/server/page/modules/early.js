// Before anything is drawn, so that a dark page does not flash white. The choice itself is made in theme.js.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const { theme } = root.dataset;
    root.dataset.colours = theme === "auto" ? (system.matches ? "dark" : "light") : theme;
  };
  try {
    root.dataset.theme = localStorage.getItem("dsocr-theme") ?? "auto";
  } catch {
    root.dataset.theme = "auto"; // private windows may have no storage
  }
  show();
  system.addEventListener("change", show);
  new MutationObserver(show).observe(root, { attributeFilter: ["data-theme"] });
}
