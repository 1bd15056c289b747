/* Searches the index that search.html loads: every word must match, whole words come first, an engagement is one result. */
"use strict";
(() => {
  const MOST = 30, PARTS = 3, BEFORE = 60, LENGTH = 220;
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  // Character by character, so that a position in the plain text is the same position in the text.
  const letters = new Map();
  const letter = (character) => letters.get(character) ?? letters.set(character, character.normalize("NFD")[0]).get(character);
  const plain = (text) => text.replace(/[^\0-\x7f]/g, letter).toLowerCase();

  const searchItems = (index) => index.flatMap(({ page, title, kind, parts }) => {
    const name = plain(title);
    const whole = { page, address: page, title, kind, heading: "", text: "", name, own: name };
    return [whole, ...parts.map(([anchor, heading, text]) => (
      { page, address: anchor ? `${page}#${anchor}` : page, title, kind, heading, text, name, own: plain(`${heading} ${text}`), head: heading.length }
    ))];
  });

  const WORD = /[\p{L}\p{N}]/u;
  const isWhole = (text, at, length) => !WORD.test(text[at - 1] ?? " ") && !WORD.test(text[at + length] ?? " ");

  // Where a form of a word is in a text, and how well: 2 for a whole word, 1 for a part of one; another form of an
  // acronym (NPV for VAN) counts as a whole word alone.
  const match = (text, forms) => {
    let best = 0, place = -1;
    forms.forEach((form, number) => {
      for (let at = text.indexOf(form); at >= 0 && best < 2; at = text.indexOf(form, at + 1)) {
        const points = isWhole(text, at, form.length) ? 2 : number ? 0 : 1;
        if (points > best) [best, place] = [points, at];
      }
    });
    return [best, place];
  };

  // A page counts by its title; a part of it only where the part itself has one of the words.
  const score = (item, words) => {
    let sum = 0, own = false;
    for (const forms of words) {
      const [points, at] = match(item.own, forms);
      const named = points ? 0 : match(item.name, forms)[0];
      if (!points && !named) return 0;
      own ||= points > 0;
      sum += named ? 1 : points * (item.heading === "" && item.text === "" ? 6 : at < item.head ? 4 : 2);
    }
    return own ? sum : 0;
  };

  // All that was found of one engagement, or of one page of the method, with the best first.
  const grouped = (matches) => {
    const groups = new Map();
    for (const [points, item] of matches) {
      const key = item.kind === "engagement" ? item.title : item.page;
      const group = groups.get(key) ?? { points: 0, title: item.title, kind: item.kind, address: item.page, parts: [] };
      group.points = Math.max(group.points, points);
      if (item.heading || item.text) group.parts.push([points, item]);
      groups.set(key, group);
    }
    for (const group of groups.values()) group.parts.sort(([a], [b]) => b - a);
    return [...groups.values()].sort((a, b) => b.points - a.points || (a.kind === "method" ? -1 : 0) - (b.kind === "method" ? -1 : 0));
  };

  // The next place of a word or of another form of it, which must be a whole word.
  const next = (low, [word, ...others], from) => {
    let best = low.indexOf(word, from), length = word.length;
    for (const form of others) {
      let at = low.indexOf(form, from);
      while (at >= 0 && !isWhole(low, at, form.length)) at = low.indexOf(form, at + 1);
      if (at >= 0 && (best < 0 || at < best)) [best, length] = [at, form.length];
    }
    return [best, length];
  };

  const highlighted = (text, words) => {
    const low = plain(text), pieces = [];
    const first = Math.min(...words.map((forms) => next(low, forms, 0)[0]).filter((at) => at >= 0), Infinity);
    let at = Number.isFinite(first) && text.length > LENGTH ? Math.max(0, first - BEFORE) : 0;
    const end = Math.min(text.length, at + LENGTH);
    if (at) pieces.push("… ");
    while (at < end) {
      const [place, length] = words.map((forms) => next(low, forms, at)).filter(([start]) => start >= 0 && start < end).sort(([a], [b]) => a - b)[0] ?? [end, 0];
      pieces.push(text.slice(at, place));
      if (length) pieces.push(make("mark", {}, text.slice(place, place + length)));
      at = place + (length || 1);
    }
    if (end < text.length) pieces.push(" …");
    return pieces;
  };

  const part = (item, words, root) => {
    const label = item.heading || item.title;
    const shown = make("li", {}, make("a", { href: `${root}${item.address}` }, ...highlighted(label, words)));
    if (item.text) shown.append(make("p", {}, ...highlighted(item.text, words)));
    return shown;
  };

  const result = (group, words, labels) => {
    const title = make("a", { href: `${labels.root}${group.address}` }, ...highlighted(group.title, words));
    const shown = make("li", { className: "group" }, make("h2", {}, title, " ", make("span", { className: "code" }, labels[group.kind])));
    const items = group.parts.map(([, item]) => part(item, words, labels.root));
    if (items.length) shown.append(make("ul", {}, ...items.slice(0, PARTS)));
    if (items.length > PARTS) {
      const rest = items.length - PARTS;
      shown.append(make("details", {}, make("summary", {}, labels.rest.replace("#", String(rest))), make("ul", {}, ...items.slice(PARTS))));
    }
    return shown;
  };

  const setUpSearch = (place) => {
    const labels = place.dataset, forms = plain(labels.forms).split(",").map((known) => known.trim().split("="));
    const field = document.querySelector(".find input");
    const count = make("output", { className: "count" }), list = make("ol", { className: "results" });
    const plural = new Intl.PluralRules(document.documentElement.lang);
    place.append(count, list);
    let items;
    const countText = (number) => {
      if (!number) return labels.none;
      const all = labels[plural.select(number) === "one" ? "one" : "other"].replace("#", String(number));
      return number > MOST ? `${all}, ${labels.more.replace("#", String(MOST))}` : all;
    };
    const find = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean).map((word) => [word, ...(forms.find((known) => known.includes(word)) ?? []).filter((form) => form !== word)]);
      history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname);
      if (words.length) items ??= searchItems(window.searchIndex ?? []);
      const matches = words.length ? items.map((item) => [score(item, words), item]).filter(([points]) => points) : [];
      const groups = grouped(matches);
      list.replaceChildren(...groups.slice(0, MOST).map((group) => result(group, words, labels)));
      count.textContent = words.length ? countText(groups.length) : "";
    };
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", find);
    find();
    field.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("search");
    if (place) setUpSearch(place);
  });
})();
