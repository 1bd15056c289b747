/* Sets two to four engagements side by side: chosen in the portfolio's table, named in the address as compare.html?ids=a,b. */
"use strict";
(() => {
  const FEWEST = 2, MOST = 4;
  const idOf = (row) => row.querySelector("a[href]").getAttribute("href").split("/").at(-2);
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

  // What lies between the lowest and the highest value of a line, in the unit of its column.
  const differenceOf = (cells, unit, words) => {
    const values = cells.map((cell) => cell.dataset.sort).filter(Boolean).map(Number).filter(Number.isFinite);
    if (!unit || values.length < FEWEST) return "";
    const size = Math.max(...values) - Math.min(...values);
    const written = (value, options) => new Intl.NumberFormat(document.documentElement.lang, options).format(value);
    const plain = (value, digits) => written(value, { maximumFractionDigits: digits });
    return {
      money: () => written(size, { style: "currency", currency: words.currency, maximumFractionDigits: 0 }),
      percent: () => words.points.replace("#", plain(100 * size, 0)),
      points: () => words.points.replace("#", plain(size, 0)),
      months: () => words.months.replace("#", plain(size, 1)),
      count: () => plain(size, 0),
    }[unit]();
  };

  // The chosen rows become columns, then that of the differences; other rows are not shown.
  const compareRows = (table, rows, words) => {
    const head = document.createElement("tr");
    const last = Object.assign(document.createElement("th"), { scope: "col", className: "right", textContent: words.difference });
    head.append(document.createElement("td"), ...rows.map((row) => Object.assign(copyOf(row.cells[0], "th"), { scope: "col" })), last);
    const rowsOfMeasures = [...table.tHead.rows[0].cells].slice(1).map((label, column) => {
      const line = document.createElement("tr"), cells = rows.map((row) => row.cells[column + 1]);
      const difference = document.createElement("td");
      difference.className = "right";
      difference.textContent = differenceOf(cells, label.dataset.unit, words);
      line.append(Object.assign(copyOf(label, "th"), { scope: "row" }), ...cells.map((cell) => copyOf(cell, "td")), difference);
      return line;
    });
    table.classList.replace("cards", "beside-each-other");
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...rowsOfMeasures);
    table.closest(".scroll").after(Object.assign(document.createElement("p"), { className: "reading", textContent: words.note }));
  };

  const drawn = (name, attributes, text = "") => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) mark.setAttribute(key, value);
    mark.textContent = text;
    return mark;
  };

  // The range, the ROI to date, the ROI and the target of each, on one scale; the table below has the values.
  const drawRanges = (table, rows, words) => {
    const plots = rows.map((row) => [row, row.querySelector("[data-plotted]")?.dataset.plotted.split(" ").map((value) => (value === "None" ? null : Number(value)))]).filter(([, values]) => values);
    if (!plots.length) return;
    const narrow = innerWidth < 640, width = narrow ? 320 : 760, left = narrow ? 8 : 190, pitch = narrow ? 56 : 34, top = narrow ? 50 : 28;
    const all = [0, ...plots.flatMap(([, values]) => values.filter((value) => value !== null))];
    const low = Math.min(...all), high = Math.max(...all), room = width - left - 64;
    const x = (value) => left + ((value - low) / ((high - low) || 1)) * room;
    const chart = drawn("svg", { class: "chart", viewBox: `0 0 ${width} ${top + plots.length * pitch}`, role: "img", "aria-label": words.chart, "font-family": "RR Sans, sans-serif", "font-size": 12 });
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 0 });
    const signs = [["rect", { y: 4, width: 14, height: 10, class: "c-band" }, words.band], ["circle", { cy: 9, r: 4, class: "c-paper s-actual", "stroke-width": 1.8 }, words.toDate], ["circle", { cy: 9, r: 5, class: "c-actual" }, words.atHorizon], ["rect", { y: 2, width: 2, height: 14, class: "c-warning" }, words.target]];
    signs.forEach(([name, attributes, label], place) => {
      const across = narrow ? (place % 2) * 195 : [0, 240, 370, 510][place], down = narrow ? Math.floor(place / 2) * 20 : 0;
      const group = drawn("g", { transform: `translate(${across + 6} ${down})` });
      group.append(drawn(name, attributes), drawn("text", { x: 20, y: 13, class: "c-muted" }, label));
      chart.append(group);
    });
    plots.forEach(([row, [roi, from, to, toDate, target]], place) => {
      const middle = top + place * pitch + (narrow ? 38 : 17);
      chart.append(drawn("path", { d: `M${x(0)} ${middle - 17}v34`, class: "s-ink", fill: "none" }));
      chart.append(drawn("text", { x: 0, y: narrow ? middle - 22 : middle + 4, class: "c-ink" }, row.querySelector("a").textContent));
      if (from !== null && to !== null) chart.append(drawn("rect", { x: x(from), y: middle - 6, width: Math.max(1, x(to) - x(from)), height: 12, class: "c-band" }));
      if (target !== null) chart.append(drawn("rect", { x: x(target) - 1, y: middle - 10, width: 2, height: 20, class: "c-warning" }));
      if (toDate !== null) chart.append(drawn("circle", { cx: x(toDate), cy: middle, r: 4, class: "c-paper s-actual", "stroke-width": 1.8 }));
      chart.append(drawn("circle", { cx: x(roi), cy: middle, r: 5, class: roi < 0 ? "c-negative" : "c-actual" }));
      chart.append(drawn("text", { x: width, y: middle + 4, class: roi < 0 ? "c-negative_text" : "c-ink", "text-anchor": "end", "font-weight": 600 }, percent.format(roi).replace("-", "\u2212")));
    });
    const figure = document.createElement("figure");
    figure.append(Object.assign(document.createElement("h2"), { textContent: words.chart }), chart);
    table.closest(".scroll").before(figure);
  };

  const compare = (place) => {
    const table = document.getElementById("compared"), words = place.dataset;
    const ids = [...new Set(new URLSearchParams(location.search).get("ids")?.split(",") ?? [])].slice(0, MOST);
    const rows = ids.map((id) => [...table.tBodies[0].rows].find((row) => idOf(row) === id)).filter(Boolean);
    if (rows.length < FEWEST) return;
    drawRanges(table, rows, words);
    compareRows(table, rows, words);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const bar = document.querySelector(".tools[data-compare]");
    if (bar) addBoxes(document.getElementById(bar.dataset.for), bar);
    const place = document.getElementById("comparison");
    if (place) compare(place);
  });
})();
