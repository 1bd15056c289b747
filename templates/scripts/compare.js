/* Sets two to four engagements side by side: chosen in the portfolio's table, named in the address as compare.html?ids=a,b. */
"use strict";
(() => {
  const FEWEST = 2, MOST = 4;
  const idOf = (row) => row.querySelector("a[href]").getAttribute("href").split("/")[0];
  const copyOf = (cell, name) => {
    const copy = document.createElement(name);
    copy.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    return copy;
  };

  // Each row gets a checkbox; with two or more ticked, the link leads to their comparison.
  const addBoxes = (table, bar) => {
    const link = document.createElement("a");
    link.className = "button";
    // Rows that are not on the page keep their box.
    const boxes = [...table.tBodies[0].rows].map((row) => {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", className: "pick", value: idOf(row) });
      box.setAttribute("aria-label", `${bar.dataset.pick} ${row.querySelector("a").textContent}`);
      row.cells[0].prepend(box);
      return box;
    });
    const update = () => {
      const ids = boxes.filter((box) => box.checked).map((box) => box.value);
      link.hidden = ids.length < FEWEST;
      link.href = `compare.html?ids=${ids.map(encodeURIComponent).join(",")}`;
      link.textContent = bar.dataset.compare.replace("#", String(ids.length));
      for (const box of boxes) box.disabled = !box.checked && ids.length >= MOST;
    };
    for (const box of boxes) box.addEventListener("change", update);
    bar.append(link);
    update();
  };

  // The chosen rows become columns; other rows are not shown.
  const compareRows = (table, ids) => {
    const rows = ids.map((id) => [...table.tBodies[0].rows].find((row) => idOf(row) === id)).filter(Boolean);
    if (rows.length < FEWEST) return;
    const head = document.createElement("tr");
    head.append(document.createElement("td"), ...rows.map((row) => Object.assign(copyOf(row.cells[0], "th"), { scope: "col" })));
    const rowsOfMeasures = [...table.tHead.rows[0].cells].slice(1).map((label, column) => {
      const line = document.createElement("tr");
      line.append(Object.assign(copyOf(label, "th"), { scope: "row" }), ...rows.map((row) => copyOf(row.cells[column + 1], "td")));
      return line;
    });
    table.classList.add("beside-each-other");
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...rowsOfMeasures);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const bar = document.querySelector(".tools[data-compare]");
    if (bar) addBoxes(document.getElementById(bar.dataset.for), bar);
    const table = document.getElementById("compared");
    const ids = new URLSearchParams(location.search).get("ids")?.split(",").slice(0, MOST) ?? [];
    if (table) compareRows(table, [...new Set(ids)]);
  });
})();
