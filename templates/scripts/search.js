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
