/* On a report's page the contents follow the reader, charts show their values to pointer and keyboard, tables can be copied. */
"use strict";
(() => {
  // The reader is at the section in the upper quarter of the window.
  const followReader = (contents) => {
    const links = new Map([...contents.querySelectorAll("a[href^='#']")].map((link) => [document.getElementById(link.hash.slice(1)), link]));
    const box = contents.closest("aside"), list = contents.querySelector("ul");
    const mark = (here) => {
      for (const link of links.values()) if (link !== here) link.removeAttribute("aria-current");
      here.setAttribute("aria-current", "location");
      box.scrollTop = here.offsetTop - box.clientHeight / 2;
      list.scrollLeft = here.offsetLeft - list.clientWidth / 3;
    };
    const observer = new IntersectionObserver(
      (seen) => seen.filter((entry) => entry.isIntersecting).forEach((entry) => mark(links.get(entry.target))),
      { rootMargin: "-20% 0px -75% 0px" },
    );
    for (const section of links.keys()) observer.observe(section);
  };

  const tooltip = document.createElement("div");
  tooltip.className = "tooltip";
  tooltip.setAttribute("aria-hidden", "true");

  let described = null;
  const showTooltip = (mark) => {
    described = mark;
    tooltip.textContent = mark.getAttribute("aria-label");
    document.body.append(tooltip);
    const at = mark.getBoundingClientRect(), size = tooltip.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
    tooltip.style.left = `${left}px`;
    tooltip.style.top = `${at.top > size.height + 12 ? at.top - size.height - 8 : at.bottom + 8}px`;
  };
  const hideTooltip = () => { described = null; tooltip.remove(); };

  // The tab key stops once at each chart; the arrow keys go from value to value.
  const describeMarks = (chart) => {
    const marks = [...chart.querySelectorAll(":scope > :not(title) > title")].map((title) => {
      const mark = title.parentElement;
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
      return mark;
    });
    if (!marks.length) return;
    chart.setAttribute("role", "group");
    const stop = (mark) => marks.forEach((entry) => entry.setAttribute("tabindex", entry === mark ? "0" : "-1"));
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    chart.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hideTooltip();
      if (!(event.key in steps) || !marks.includes(event.target)) return;
      event.preventDefault();
      const next = marks[Math.min(Math.max(marks.indexOf(event.target) + steps[event.key], 0), marks.length - 1)];
      stop(next);
      next.focus({ preventScroll: true });
    });
    for (const mark of marks) {
      mark.addEventListener("pointerenter", () => showTooltip(mark));
      mark.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hideTooltip(); });
      mark.addEventListener("focus", () => showTooltip(mark));
      mark.addEventListener("blur", hideTooltip);
    }
    stop(marks[0]);
  };

  // Copied as cells for a spreadsheet and as a table for a document; a smaller line of a cell stays in its cell.
  const textOf = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== "svg").map((node) => node.textContent.trim()).filter(Boolean).join(" ");
  const rowsOf = (table) => [...table.rows].map((row) => [...row.cells].map(textOf).join("\t")).join("\n");

  const addCopyButton = (table) => {
    const words = table.closest("[data-copy]").dataset;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words.copy });
    button.addEventListener("click", () => {
      const fillClipboard = (event) => {
        event.preventDefault();
        event.clipboardData.setData("text/plain", rowsOf(table));
        event.clipboardData.setData("text/html", table.outerHTML);
      };
      document.addEventListener("copy", fillClipboard, { once: true });
      // The clipboard of newer scripts is closed to pages that come without TLS, as on many an intranet.
      if (document.execCommand("copy")) button.textContent = words.copied;
      document.removeEventListener("copy", fillClipboard);
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    });
    table.closest("figure").querySelector("figcaption").prepend(button);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("nav.index").forEach(followReader);
    document.querySelectorAll(".exhibit .chart").forEach((chart) => { if (!chart.closest("td")) describeMarks(chart); });
    document.querySelectorAll("[data-copy] .exhibit table").forEach(addCopyButton);
    // A tap shows a value until the next tap elsewhere.
    addEventListener("pointerdown", (event) => { if (described && !described.contains(event.target)) hideTooltip(); });
    addEventListener("scroll", () => { if (described) showTooltip(described); }, { passive: true });
  });
})();
