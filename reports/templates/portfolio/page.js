// Sorting and filtering of the table of capabilities, and filtering of this week's list.
// Without it the page still shows everything. The order of the rows' parts is made in heat.py.
"use strict";
(() => {
  const table = document.getElementById("table");
  const sieve = document.getElementById("sieve");
  const sift = document.getElementById("sift");
  if (!table || !sieve || !table.tBodies.length) return;
  const CHUNK = 50, NONE = "—";
  const lang = document.documentElement.lang;
  const words = new Intl.Collator(lang, { numeric: true });
  const heads = [...table.tHead.rows[0].cells];
  const at = name => heads.findIndex(head => head.dataset.k === name);
  const rows = [...table.querySelectorAll("tbody > tr")];
  const output = sieve.querySelector("output");
  const part = node => node ? node.textContent : "";
  const first = cell => part(cell.firstElementChild);
  const failed = row => row.classList.contains("e");

  // The framework's groups, in the order in which a row's parts name them.
  const groups = [...sieve.elements].map(field => field.name).filter(name => name.startsWith("by."));

  // What the rows are filtered by, read once.
  let tags = null;
  const read = row => {
    const [name, ...said] = row.cells[0].children;
    if (failed(row)) return { q: row.cells[0].textContent.toLowerCase(), todo: ["e"], gate: [], one: {} };
    const letters = index => index < 0 ? [] : [...row.cells[index].children].map(node => node.className);
    const [role, owner, ...rest] = said;
    return {
      q: (name.textContent + " " + name.getAttribute("href").split("/")[0]).toLowerCase(),
      todo: letters(at("todo")),
      gate: letters(at("gates")),
      one: {
        role: [part(role)], level: [row.cells[at("level")].textContent.trim()], decision: [at("decision") < 0 ? NONE : first(row.cells[at("decision")]) || NONE],
        owner: [part(owner) || NONE],
        ...Object.fromEntries(groups.map((name, place) => {
          const held = rest.filter(node => node.dataset.g === String(place)).map(part);
          return [name, held.length ? held : [NONE]];
        })),
      },
    };
  };
  const known = () => tags || (tags = rows.map(read));

  const fill = () => {
    for (const select of document.querySelectorAll(".sieve select")) {
      if (select.options.length > 1 || select.name === "sort") continue;
      const counts = new Map();
      for (const tag of known()) for (const value of tag.one[select.name] || []) counts.set(value, (counts.get(value) || 0) + 1);
      const order = [...counts.keys()].sort((a, b) => (a === NONE) - (b === NONE) || words.compare(a, b));
      if (order.length === 1 && order[0] === NONE) select.closest("label").hidden = true;
      select.append(...order.map(value => new Option(`${value} (${counts.get(value)})`, value)));
    }
  };

  const wanted = () => {
    const tests = [];
    for (const field of sieve.elements) {
      const { name, value } = field;
      if (!name || !value || name === "sort") continue;
      if (name === "q") tests.push(tag => tag.q.includes(value.trim().toLowerCase()));
      else if (value === "any") tests.push(tag => tag[name].some(letter => letter !== "u"));
      else if (name === "todo" || name === "gate") {
        const letter = field.selectedOptions[0].dataset.c;
        tests.push(tag => tag[name].includes(letter));
      } else tests.push(tag => (tag.one[name] || []).includes(value));
    }
    return tests;
  };

  // Keys: a number, NaN for what has none; such rows and failed ones stay at the end.
  const ratio = text => {
    const [n, of] = text.split("/").map(Number);
    return of ? n / of : NaN;
  };
  const readers = {
    name: cell => cell.firstElementChild.textContent,
    level: (cell, order) => { const place = order.indexOf(cell.textContent.trim()); return place < 0 ? NaN : place; },
    decision: (cell, order) => { const place = order.indexOf(first(cell)); return place < 0 ? NaN : order.length - place; },
    reviewed: cell => ratio(cell.textContent),
    critical: cell => parseFloat(cell.textContent) || 0,
    gates: cell => [...cell.children].reduce((sum, node) => sum + ({ f: 1e6, q: 1e3, w: 10, x: 1 }[node.className] || 0) * (parseFloat(node.textContent) || 1), 0),
    todo: cell => [...cell.children].reduce((sum, node) => sum + { a: 128, l: 64, d: 32, c: 16, s: 8, v: 4, b: 2, u: 1 }[node.className], 0),
  };
  const plainNumber = cell => parseFloat(cell.firstChild ? cell.firstChild.textContent.replace("−", "-") : "");
  const cache = new Map();
  const keys = column => {
    if (!cache.has(column)) {
      const head = heads[column], reader = readers[head.dataset.k] || plainNumber;
      const order = (head.dataset.o || "").split("|");
      cache.set(column, rows.map(row => failed(row) ? NaN : reader(row.cells[column], order)));
    }
    return cache.get(column);
  };

  let order = rows.map((_, place) => place);
  const sort = (column, down) => {
    const key = keys(column), sign = down ? -1 : 1;
    const text = heads[column].dataset.k === "name";
    const last = rows.map((_, place) => Number.isNaN(key[place]));
    order.sort((a, b) => last[a] - last[b] || (last[a] ? 0 : sign * (text ? words.compare(key[a], key[b]) : key[a] - key[b])) || a - b);
    heads.forEach((head, place) => place === column ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
  };

  // Rows of one role, owner or group together, each group best score first.
  const gather = name => {
    const key = known().map(tag => (tag.one[name] || [""])[0]);
    const apart = [...new Set(key)].sort((a, b) => (a === "") - (b === "") || (a === NONE) - (b === NONE) || words.compare(a, b));
    const rank = new Map(apart.map((value, place) => [value, place]));
    order.sort((a, b) => rank.get(key[a]) - rank.get(key[b]) || a - b);
    heads.forEach(head => head.removeAttribute("aria-sort"));
  };

  const show = () => {
    const tests = wanted();
    const kept = tests.length ? order.filter(place => tests.every(test => test(known()[place]))) : order;
    const bodies = document.createDocumentFragment();
    for (let start = 0; start < kept.length; start += CHUNK) {
      const body = document.createElement("tbody");
      body.append(...kept.slice(start, start + CHUNK).map(place => rows[place]));
      bodies.append(body);
    }
    for (const body of [...table.tBodies]) body.remove();
    table.append(bodies);
    output.textContent = kept.length ? output.dataset.shown.replace("{n}", kept.length).replace("{all}", rows.length) : output.dataset.none;
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sieve.elements.sort.value = "";
      sort(column, now ? now === "ascending" : head.dataset.k !== "name");
      show();
      table.parentElement.scrollTop = 0;
    });
  });

  // The week's list: rows of the groups that fit; folds open while it is filtered.
  const list = document.getElementById("week-sieve");
  const cellsOf = row => [...row.cells].slice(-1 - groups.length);
  const texts = cell => { const said = [...cell.querySelectorAll("bdi")].map(part); return said.length ? said : [NONE]; };
  const siftWeek = () => {
    const fields = ["owner", ...groups].map(name => list.elements[name].value);
    for (const row of document.querySelectorAll("#week .list tbody tr")) {
      const cells = cellsOf(row);
      row.hidden = fields.some((value, place) => value && !texts(cells[place]).includes(value));
    }
    if (fields.some(Boolean)) for (const fold of document.querySelectorAll("#week .group details")) fold.open = true;
  };
  if (list) {
    list.addEventListener("change", siftWeek);
    list.addEventListener("reset", () => setTimeout(siftWeek));
    list.addEventListener("submit", event => event.preventDefault());
    list.hidden = false;
  }

  // A number that counts providers leads to them.
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-f]");
    if (!link) return;
    fill();
    sift.open = true;
    sieve.reset();
    for (const [name, value] of new URLSearchParams(link.dataset.f)) if (sieve.elements[name]) sieve.elements[name].value = value;
    show();
    table.parentElement.scrollTop = 0;
    table.parentElement.focus({ preventScroll: true });
  });

  let waiting = 0;
  sieve.addEventListener("input", event => {
    const { name, value } = event.target;
    if (name === "sort" && value) gather(value);
    clearTimeout(waiting);
    waiting = setTimeout(show, 60);
  });
  sieve.addEventListener("reset", () => setTimeout(show));
  sieve.addEventListener("submit", event => event.preventDefault());
  sift.hidden = false;
  sift.open = matchMedia("(min-width: 52rem)").matches;
  output.textContent = output.dataset.shown.replace("{n}", rows.length).replace("{all}", rows.length);
  (window.requestIdleCallback || setTimeout)(fill);
})();
