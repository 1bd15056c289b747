/* Makes tables sortable and searchable, opens the trace a link leads to, lets the reader choose light or dark; every page is complete without it. */
"use strict";
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const wished = stored();
  if (wished === "light" || wished === "dark") root.dataset.theme = wished;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const themeSwitch = (slot) => {
    const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const button = make("button", { type: "button", "aria-label": slot.dataset.label, title: slot.dataset.label, "aria-pressed": String(dark()) }, "◐");
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      button.setAttribute("aria-pressed", String(dark()));
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* the choice lasts for this page */ }
    });
    slot.append(button);
  };

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? text : number;
  };

  // Numbers before texts, so that "not established" comes last in either direction.
  const compare = (a, b, sign) => {
    const rank = (value) => (typeof value === "number" ? 0 : value === "" ? 2 : 1);
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return sign * (typeof a === "number" ? a - b : a.localeCompare(b, root.lang, { numeric: true }));
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.append(button);
      const sort = (rising) => {
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        const rows = [...body.rows].map((row) => [keyOf(row, column), row]);
        rows.sort(([a], [b]) => compare(a, b, rising ? 1 : -1));
        body.append(...rows.map(([, row]) => row));
      };
      button.addEventListener("click", () => {
        const rising = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("right"));
        sort(rising);
        remember("sort", `${column}${rising ? "a" : "d"}`);
      });
      const [, wanted, way] = /^(\d+)([ad])$/.exec(remembered().get("sort") ?? "") ?? [];
      if (Number(wanted) === column) sort(way === "a");
    });
  };

  // What the reader chose stands in the address, so that it can be sent, kept and gone back to: #q=steel&1=Industry&sort=5d
  const remembered = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const remember = (name, value) => {
    const state = remembered();
    if (value) state.set(name, value); else state.delete(name);
    history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const partsOf = (cell) => (cell.dataset.choices ?? cell.textContent.trim()).split(", ");

  const choices = (table, column, all) => {
    const values = [...new Set([...table.tBodies[0].rows].flatMap((row) => partsOf(row.cells[column])))].filter(Boolean);
    values.sort((a, b) => a.localeCompare(b, root.lang));
    const select = make("select", {}, make("option", { value: "" }, all), ...values.map((value) => make("option", { value }, value)));
    return select;
  };

  const tools = (bar) => {
    const table = document.getElementById(bar.dataset.for);
    const heading = bar.querySelector("h2");
    const search = make("input", { type: "search", placeholder: bar.dataset.hint, autocomplete: "off" });
    const count = make("output", { class: "count" });
    const heads = [...table.tHead.rows[0].cells];
    const filters = heads.flatMap((head, column) => (head.classList.contains("filter") ? [[column, choices(table, column, bar.dataset.all)]] : []));
    const plural = new Intl.PluralRules(root.lang);
    const apply = () => {
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        const text = plain(row.textContent);
        const found = words.every((word) => text.includes(word));
        const chosen = filters.every(([column, select]) => !select.value || partsOf(row.cells[column]).includes(select.value));
        row.hidden = !(found && chosen);
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = (plural.select(shown) === "one" ? bar.dataset.one : bar.dataset.other).replace("#", String(shown));
    };
    const labelled = (label, control) => make("label", {}, label, control);
    heading.after(
      labelled(bar.dataset.search, search),
      ...filters.map(([column, select]) => labelled(heads[column].textContent.trim(), select)),
      count,
    );
    search.addEventListener("input", () => { apply(); remember("q", search.value); });
    filters.forEach(([column, select]) => select.addEventListener("change", () => { apply(); remember(String(column), select.value); }));
    const recall = () => {
      const state = remembered();
      search.value = state.get("q") ?? "";
      filters.forEach(([column, select]) => { select.value = state.get(String(column)) ?? ""; if (select.selectedIndex < 0) select.value = ""; });
      apply();
    };
    addEventListener("hashchange", recall);
    recall();
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
    document.querySelectorAll(".tools").forEach(tools);
    document.querySelectorAll(".tools").forEach((bar) => sortable(document.getElementById(bar.dataset.for)));
  });
})();
