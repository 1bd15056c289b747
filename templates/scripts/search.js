/* Searches the index that search.html loads: every word must match; pages with a word in the title come first. */
"use strict";
(() => {
  const MOST = 60, BEFORE = 60, LENGTH = 220;
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

  const highlighted = (text, words) => {
    const low = plain(text), pieces = [];
    const start = Math.max(0, Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0), Infinity) - BEFORE) || 0;
    let at = Number.isFinite(start) && text.length > LENGTH ? start : 0;
    const end = Math.min(text.length, at + LENGTH);
    if (at) pieces.push("… ");
    while (at < end) {
      const [next, word] = words.map((term) => [low.indexOf(term, at), term]).filter(([place]) => place >= 0 && place < end).sort(([a], [b]) => a - b)[0] ?? [end, ""];
      pieces.push(text.slice(at, next));
      if (word) pieces.push(make("mark", {}, text.slice(next, next + word.length)));
      at = next + (word.length || 1);
    }
    if (end < text.length) pieces.push(" …");
    return pieces;
  };

  const result = (item, words, labels) => {
    const shown = make("li", {}, make("a", { href: `${labels.root}${item.address}` }, ...highlighted(item.title, words)), " ", make("span", { className: "code" }, labels[item.kind]));
    if (item.heading) shown.append(make("p", { className: "heading" }, ...highlighted(item.heading, words)));
    if (item.text) shown.append(make("p", {}, ...highlighted(item.text, words)));
    return shown;
  };

  const setUpSearch = (place) => {
    const labels = place.dataset;
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
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname);
      if (words.length) items ??= searchItems(window.searchIndex ?? []);
      const matches = words.length ? items.map((item) => [score(item, words), item]).filter(([points]) => points) : [];
      matches.sort(([a], [b]) => b - a);
      list.replaceChildren(...matches.slice(0, MOST).map(([, item]) => result(item, words, labels)));
      count.textContent = words.length ? countText(matches.length) : "";
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
