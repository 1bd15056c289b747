/* Makes a table sortable and searchable; a part of a long table is on the page, and more as the reader scrolls. */
"use strict";
(() => {
  const root = document.documentElement;
  const PART = 20;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The layout of thousands of rows takes seconds: rows that are not on the page wait here. A printer gets all rows.
  const shownInParts = (table, label) => {
    const body = table.tBodies[0];
    const more = make("button", { type: "button", class: "button more" }, label);
    let rows = [...body.rows], wanted = PART;
    const observer = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) upTo(wanted + PART); }, { rootMargin: "800px" });
    const fill = () => {
      body.append(...rows.slice(body.rows.length, wanted));
      more.hidden = body.rows.length >= rows.length;
      // Observed again, since in a high window it may still be visible.
      observer.unobserve(more);
      observer.observe(more);
    };
    const upTo = (count) => { wanted = count; fill(); };
    const show = (chosen) => {
      rows = chosen;
      body.replaceChildren();
      upTo(PART);
    };
    more.addEventListener("click", () => upTo(rows.length));
    addEventListener("beforeprint", () => upTo(rows.length));
    (table.closest(".scroll") ?? table).after(more);
    return show;
  };

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? text : number;
  };

  // Numbers before texts, so that "not established" comes last in either direction.
  const ordered = (rows, column, sign) => {
    const { compare } = new Intl.Collator(root.lang, { numeric: true });
    const rank = (value) => (typeof value === "number" ? 0 : value === "" ? 2 : 1);
    return rows.map((row) => [keyOf(row, column), row]).sort(([a], [b]) => (
      rank(a) - rank(b) || sign * (typeof a === "number" ? a - b : compare(a, b))
    )).map(([, row]) => row);
  };

  const sortable = (table, sort) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.append(button);
      const sorted = (rising) => {
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        sort(column, rising ? 1 : -1);
      };
      button.addEventListener("click", () => {
        const rising = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("right"));
        sorted(rising);
        remember("sort", `${column}${rising ? "a" : "d"}`);
      });
      const [, wanted, way] = /^(\d+)([ad])$/.exec(remembered().get("sort") ?? "") ?? [];
      if (Number(wanted) === column) sorted(way === "a");
    });
  };

  // The reader's choice is in the address, so that it can be sent, stored and gone back to: #q=steel&1=Industry&sort=5d
  const remembered = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const remember = (name, value) => {
    const state = remembered();
    if (value) state.set(name, value); else state.delete(name);
    history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const partsOf = (cell) => (cell.dataset.choices ?? cell.textContent.trim()).split(", ");
  const once = (find) => {
    const cache = new Map();
    return (key) => cache.get(key) ?? cache.set(key, find(key)).get(key);
  };

  const choices = (lists, all) => {
    const values = [...new Set(lists.flat())].filter(Boolean);
    values.sort((a, b) => a.localeCompare(b, root.lang));
    return make("select", {}, make("option", { value: "" }, all), ...values.map((value) => make("option", { value }, value)));
  };

  const tools = (bar) => {
    const table = document.getElementById(bar.dataset.for);
    const search = make("input", { type: "search", placeholder: bar.dataset.hint, autocomplete: "off" });
    const count = make("output", { class: "count" });
    const heads = [...table.tHead.rows[0].cells];
    let rows = [...table.tBodies[0].rows];
    const textOf = once((row) => plain(row.textContent));
    const choicesOf = once(partsOf);
    (window.requestIdleCallback ?? setTimeout)(() => rows.forEach(textOf));
    const filters = heads.flatMap((head, column) => (head.classList.contains("filter") ? [[column, choices(rows.map((row) => choicesOf(row.cells[column])), bar.dataset.all)]] : []));
    const plural = new Intl.PluralRules(root.lang);
    const show = shownInParts(table, bar.dataset.more);
    const apply = () => {
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      const chosen = filters.filter(([, select]) => select.value);
      const matches = rows.filter((row) => (
        words.every((word) => textOf(row).includes(word)) &&
        chosen.every(([column, select]) => choicesOf(row.cells[column]).includes(select.value))
      ));
      show(matches);
      count.textContent = (plural.select(matches.length) === "one" ? bar.dataset.one : bar.dataset.other).replace("#", String(matches.length));
    };
    const labelled = (label, control) => make("label", {}, label, control);
    bar.querySelector("h2").after(
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
    sortable(table, (column, sign) => { rows = ordered(rows, column, sign); apply(); });
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".tools").forEach(tools));
})();
