/* Lets the reader choose light or dark, opens the trace a link leads to; every page is complete without it. */
"use strict";
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const wished = stored();
  if (wished === "light" || wished === "dark") root.dataset.theme = wished;

  const themeSwitch = (slot) => {
    const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const button = Object.assign(document.createElement("button"), { type: "button", ariaLabel: slot.dataset.label, title: slot.dataset.label, ariaPressed: String(dark()), textContent: "◐" });
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      button.ariaPressed = String(dark());
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* the choice lasts for this page */ }
    });
    slot.append(button);
  };

  // A figure leads to its row in appendix B, which opens; without a script the row is marked, and opened by hand.
  const openTarget = () => {
    const row = document.getElementById(location.hash.slice(1));
    const trace = row?.matches("tr") ? row.querySelector("details") : null;
    if (trace) trace.open = true;
  };
  addEventListener("hashchange", openTarget);

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("#theme").forEach(themeSwitch);
    openTarget();
  });
})();
