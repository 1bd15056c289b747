/* On a report's page the contents follow the reader, charts tell their values to pointer and keyboard, tables can be copied. */
"use strict";
(() => {
  // The section at the upper quarter of the window is where the reader is.
  const followed = (contents) => {
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [document.getElementById(link.hash.slice(1)), link]));
    const box = contents.closest("aside"), list = contents.querySelector("ul");
    const mark = (here) => {
      for (const link of links.values()) if (link !== here) link.removeAttribute("aria-current");
      here.setAttribute("aria-current", "location");
      box.scrollTop = here.offsetTop - box.clientHeight / 2;
      list.scrollLeft = here.offsetLeft - list.clientWidth / 3;
    };
    const observer = new IntersectionObserver(
      (seen) => seen.filter((each) => each.isIntersecting).forEach((each) => mark(links.get(each.target))),
      { rootMargin: "-20% 0px -75% 0px" },
    );
    for (const section of links.keys()) observer.observe(section);
  };

  const note = document.createElement("div");
  note.className = "told";
  note.setAttribute("aria-hidden", "true");

  let telling = null;
  const tell = (mark) => {
    telling = mark;
    note.textContent = mark.getAttribute("aria-label");
    document.body.append(note);
    const at = mark.getBoundingClientRect(), size = note.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
    note.style.left = `${left}px`;
    note.style.top = `${at.top > size.height + 12 ? at.top - size.height - 8 : at.bottom + 8}px`;
  };
  const hush = () => { telling = null; note.remove(); };

  // One stop of the tab key a chart; the arrows go from value to value.
  const legible = (chart) => {
    const marks = [...chart.querySelectorAll(":scope > :not(title) > title")].map((title) => {
      const mark = title.parentElement;
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
      return mark;
    });
    if (!marks.length) return;
    chart.setAttribute("role", "group");
    const stop = (mark) => marks.forEach((each) => each.setAttribute("tabindex", each === mark ? "0" : "-1"));
    const ways = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    chart.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hush();
      if (!(event.key in ways) || !marks.includes(event.target)) return;
      event.preventDefault();
      const next = marks[Math.min(Math.max(marks.indexOf(event.target) + ways[event.key], 0), marks.length - 1)];
      stop(next);
      next.focus({ preventScroll: true });
    });
    for (const mark of marks) {
      mark.addEventListener("pointerenter", () => tell(mark));
      mark.addEventListener("pointerleave", hush);
      mark.addEventListener("focus", () => tell(mark));
      mark.addEventListener("blur", hush);
    }
    stop(marks[0]);
  };

  // As cells for a spreadsheet and as a table for a document; a smaller line of a cell stays in its cell.
  const textOf = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== "svg").map((node) => node.textContent.trim()).filter(Boolean).join(" ");
  const rowsOf = (table) => [...table.rows].map((row) => [...row.cells].map(textOf).join("\t")).join("\n");

  const copyable = (table) => {
    const words = document.querySelector(".report").dataset;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words.copy });
    button.addEventListener("click", () => {
      const give = (event) => {
        event.preventDefault();
        event.clipboardData.setData("text/plain", rowsOf(table));
        event.clipboardData.setData("text/html", table.outerHTML);
      };
      document.addEventListener("copy", give, { once: true });
      // The clipboard of newer scripts is closed to pages that come without TLS, as on many an intranet.
      if (document.execCommand("copy")) button.textContent = words.copied;
      document.removeEventListener("copy", give);
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    });
    table.closest("figure").querySelector("figcaption").prepend(button);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("nav.index").forEach(followed);
    document.querySelectorAll(".exhibit .chart").forEach((chart) => { if (!chart.closest("td")) legible(chart); });
    document.querySelectorAll(".report .exhibit table").forEach(copyable);
    addEventListener("scroll", () => { if (telling) tell(telling); }, { passive: true });
  });
})();
