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

/* Sets two to four engagements side by side: chosen in the portfolio's table, named in the address as compare.html?ids=a,b. */
"use strict";
(() => {
  const FEWEST = 2, MOST = 4;
  const idOf = (row) => row.querySelector("a[href]").getAttribute("href").split("/")[0];
  const copied = (cell, name) => {
    const made = document.createElement(name);
    made.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    return made;
  };

  // A box in each row; the link below leads to those that are ticked, as soon as there are two.
  const choosing = (table, bar) => {
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

  // The chosen rows become columns; what is not chosen is not shown.
  const beside = (table, ids) => {
    const rows = ids.map((id) => [...table.tBodies[0].rows].find((row) => idOf(row) === id)).filter(Boolean);
    if (rows.length < FEWEST) return;
    const head = document.createElement("tr");
    head.append(document.createElement("td"), ...rows.map((row) => Object.assign(copied(row.cells[0], "th"), { scope: "col" })));
    const made = [...table.tHead.rows[0].cells].slice(1).map((label, column) => {
      const line = document.createElement("tr");
      line.append(Object.assign(copied(label, "th"), { scope: "row" }), ...rows.map((row) => copied(row.cells[column + 1], "td")));
      return line;
    });
    table.classList.add("beside-each-other");
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...made);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const bar = document.querySelector(".tools[data-compare]");
    if (bar) choosing(document.getElementById(bar.dataset.for), bar);
    const table = document.getElementById("compared");
    const ids = new URLSearchParams(location.search).get("ids")?.split(",").slice(0, MOST) ?? [];
    if (table) beside(table, [...new Set(ids)]);
  });
})();

/* Makes a table sortable and searchable; of a long one a part is on the page, and more as the reader gets there. */
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

  // To lay out thousands of rows takes seconds: those that are not on the page wait here. A printer gets them all.
  const shownInParts = (table, label) => {
    const body = table.tBodies[0];
    const more = make("button", { type: "button", class: "button more" }, label);
    let rows = [...body.rows], wanted = PART;
    const observer = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) upTo(wanted + PART); }, { rootMargin: "800px" });
    const fill = () => {
      body.append(...rows.slice(body.rows.length, wanted));
      more.hidden = body.rows.length >= rows.length;
      // Looked at anew, for in a high window it may still be in sight.
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

  // What the reader chose stands in the address, so that it can be sent, kept and gone back to: #q=steel&1=Industry&sort=5d
  const remembered = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const remember = (name, value) => {
    const state = remembered();
    if (value) state.set(name, value); else state.delete(name);
    history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const partsOf = (cell) => (cell.dataset.choices ?? cell.textContent.trim()).split(", ");
  const once = (find) => {
    const known = new Map();
    return (key) => known.get(key) ?? known.set(key, find(key)).get(key);
  };

  const choices = (found, all) => {
    const values = [...new Set(found.flat())].filter(Boolean);
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
      const found = rows.filter((row) => (
        words.every((word) => textOf(row).includes(word)) &&
        chosen.every(([column, select]) => choicesOf(row.cells[column]).includes(select.value))
      ));
      show(found);
      count.textContent = (plural.select(found.length) === "one" ? bar.dataset.one : bar.dataset.other).replace("#", String(found.length));
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

/* Searches the index that search.html brings along: every word must be found; what bears a word in its title comes first. */
"use strict";
(() => {
  const MOST = 60, BEFORE = 60, LENGTH = 220;
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  // Letter for letter, so that a place in the plain text is the same place in the text.
  const letters = new Map();
  const letter = (one) => letters.get(one) ?? letters.set(one, one.normalize("NFD")[0]).get(one);
  const plain = (text) => text.replace(/[^\0-\x7f]/g, letter).toLowerCase();

  const prepared = (index) => index.flatMap(({ page, title, kind, parts }) => {
    const name = plain(title);
    const whole = { address: page, title, kind, heading: "", text: "", name, own: name };
    return [whole, ...parts.map(([anchor, heading, text]) => (
      { address: anchor ? `${page}#${anchor}` : page, title, kind, heading, text, name, own: plain(`${heading} ${text}`), head: heading.length }
    ))];
  });

  // A page counts by its title; a part of it only where the part itself has one of the words.
  const score = (item, words) => {
    let sum = 0, own = false;
    for (const word of words) {
      const at = item.own.indexOf(word);
      if (at < 0 && !item.name.includes(word)) return 0;
      own ||= at >= 0;
      sum += at < 0 ? 1 : item.heading === "" && item.text === "" ? 6 : at < item.head ? 4 : 2;
    }
    return own ? sum : 0;
  };

  const marked = (text, words) => {
    const low = plain(text), pieces = [];
    const start = Math.max(0, Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0), Infinity) - BEFORE) || 0;
    let at = Number.isFinite(start) && text.length > LENGTH ? start : 0;
    const end = Math.min(text.length, at + LENGTH);
    if (at) pieces.push("… ");
    while (at < end) {
      const [next, word] = words.map((each) => [low.indexOf(each, at), each]).filter(([place]) => place >= 0 && place < end).sort(([a], [b]) => a - b)[0] ?? [end, ""];
      pieces.push(text.slice(at, next));
      if (word) pieces.push(make("mark", {}, text.slice(next, next + word.length)));
      at = next + (word.length || 1);
    }
    if (end < text.length) pieces.push(" …");
    return pieces;
  };

  const result = (item, words, labels) => {
    const shown = make("li", {}, make("a", { href: item.address }, ...marked(item.title, words)), " ", make("span", { className: "code" }, labels[item.kind]));
    if (item.heading) shown.append(make("p", { className: "heading" }, ...marked(item.heading, words)));
    if (item.text) shown.append(make("p", {}, ...marked(item.text, words)));
    return shown;
  };

  const searching = (place) => {
    const labels = place.dataset;
    const field = document.querySelector(".find input");
    const count = make("output", { className: "count" }), list = make("ol", { className: "found" });
    const plural = new Intl.PluralRules(document.documentElement.lang);
    place.append(count, list);
    let items;
    const said = (found) => {
      if (!found) return labels.none;
      const all = labels[plural.select(found) === "one" ? "one" : "other"].replace("#", String(found));
      return found > MOST ? `${all}, ${labels.more.replace("#", String(MOST))}` : all;
    };
    const find = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname);
      if (words.length) items ??= prepared(window.searchIndex ?? []);
      const found = words.length ? items.map((item) => [score(item, words), item]).filter(([points]) => points) : [];
      found.sort(([a], [b]) => b - a);
      list.replaceChildren(...found.slice(0, MOST).map(([, item]) => result(item, words, labels)));
      count.textContent = words.length ? said(found.length) : "";
    };
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", find);
    find();
    field.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("search");
    if (place) searching(place);
  });
})();
