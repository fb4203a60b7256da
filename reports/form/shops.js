"use strict";
// The figures of shops: a row each, what holds for a whole screen, blocks pasted.
{
  const { el, select, labelled, page } = Form;
  const { UNKNOWN, COUNTS, isBlank } = Form.texts;
  const { data, replies, say, word, inBrackets, nodesOf, keepSoon, changed } = page;

  const shared = here => {
    const fields = el("div", { className: "fields" });
    const write = (field, value) => { replies.setWhole(here.id, field, value); refresh(here); };
    for (const field of here.shared.filter(one => one !== "evidence")) {
      const allowed = new Set(nodesOf(here).flatMap(node => {
        const one = data.nodes[node].scale.envelope?.[field];
        return one === true ? Object.keys(data.fields[field].values) : one ?? [];
      }));
      const first = nodesOf(here).find(node => replies.envelope(node).includes(field));
      fields.append(labelled(page.fieldTitle(field), page.fieldInput(first, field, replies.heads[here.id].whole[field], text => write(field, text), [...allowed])));
    }
    return el("section", { className: "card shared" }, el("h3", {}, word("shared")), el("p", { className: "soft" }, word("shared.how")), fields,
      page.evidence(() => { const one = replies.heads[here.id].whole.evidence; return Array.isArray(one) ? one : []; }, value => write("evidence", value)));
  };

  let stale = [], turn = 0;

  /** Redraws a whole part, a card at a time, so that whoever types need not wait for it. */
  const refresh = here => {
    keepSoon();
    stale = nodesOf(here).filter(node => page.cards.has(node));
    if (!turn) turn = setTimeout(next);
    page.status();
  };

  const next = () => {
    page.cards.get(stale.shift())?.update();
    turn = stale.length ? setTimeout(next) : 0;
  };

  const figures = node => {
    const one = data.nodes[node], { scale } = one, unit = say(scale.unit ?? "");
    const column = field => replies.heads[replies.sectionOf[node].id].columns?.[node]?.[field];
    const writeColumn = (field, value) => { replies.setColumn(node, field, value); changed(node); };
    const state = select({ "data-field": "value", onchange: event => page.put(node, "value", event.target.value) }, [["", word("as_figure")], ...page.states_(node).filter(([id]) => id !== UNKNOWN || true)], replies.answer(node).value ?? "");
    const differs = el("div", { className: "fields" });
    for (const field of replies.envelope(node)) {
      differs.append(labelled(page.fieldTitle(field), ownInput(node, field, column(field), value => writeColumn(field, value))));
    }
    const isOwn = [...replies.envelope(node), "evidence"].some(field => !isBlank(column(field)));
    const box = el("details", { className: "more", open: isOwn && !replies.envelope(node).every(field => isBlank(column(field)) || scale.envelope[field].length === 1) }, el("summary", {}, word("differs")), differs, labelled(word("state"), state),
      page.evidence(() => { const said = column("evidence"); return Array.isArray(said) ? said : []; }, value => writeColumn("evidence", value), one.proof),
      page.note(node));
    const names = replies.figures(node).flatMap(field => field === "value" && COUNTS[scale.kind] ? COUNTS[scale.kind].map(name => scale.kind === "rate" ? say(scale[name]) : word(name)) : [word(field === "value" ? "figure" : field)]);
    const rows = data.shops.filter(([shop]) => replies.isAsked(node, shop)).map(([shop, name]) => shopRow(node, shop, name, names));
    const isOne = scale.kind === "number" && unit;
    const headed = isOne ? inBrackets(names[0], unit) : names[0];
    const table = el("div", { className: `shops of-${names.length}` },
      el("div", { className: "shop-head", "aria-hidden": "true" }, el("span", {}, word("shop")), [headed, ...names.slice(1)].map(text => el("span", {}, text)), el("span")),
      rows.map(row => row.element));
    return {
      elements: [unit && !isOne ? el("p", { className: "unit" }, unit) : "", page.explained(scale), table, box],
      update: shop => { for (const row of rows) if (!shop || row.shop === shop) row.update(); },
    };
  };

  const ownInput = (node, field, value, write) => {
    const allowed = data.nodes[node].scale.envelope[field];
    const made = page.fieldInput(node, field, value, write, allowed);
    if (made.tagName === "SELECT") {
      made.options[0].textContent = word("same_above");
      made.add(new Option(word("blank"), data.nothing));
      made.value = value ?? "";
    }
    return made;
  };

  const shopRow = (node, shop, name, names) => {
    const now = replies.row(node, shop), told = el("ul", { className: "told-here" });
    const write = (field, value) => { replies.setRow(node, shop, field, value); changed(node, shop); };
    const inputs = page.valueInputs(node, now.value ?? "", text => write("value", text), text => text || word("figure"));
    for (const field of replies.figures(node).slice(1)) {
      inputs.push([word(field), el("input", { type: "text", inputmode: "decimal", autocomplete: "off", "data-field": field, value: now[field] ?? "", oninput: event => write(field, event.target.value) })]);
    }
    const own = el("div", { className: "own", hidden: true });
    const more = el("button", { type: "button", className: "plain", "aria-expanded": "false", "aria-label": `${name} ${word("shop.differs")}`, onclick: () => {
      own.hidden = !own.hidden;
      more.setAttribute("aria-expanded", String(!own.hidden));
      if (!own.hidden && !own.childElementCount) own.append(...ownFields(node, shop, write));
    } }, "…");
    const element = el("div", { className: "shop", "data-shop": shop, role: "group", "aria-label": `${name}` },
      el("span", { className: "shop-name" }, name, el("code", {}, shop)),
      inputs.map(([text, input], at) => {
        input.addEventListener("paste", event => pasted(event, input, at));
        input.setAttribute("aria-label", `${name} ${text}`);
        return el("span", { className: "cell", "data-label": names[at] ?? text }, input);
      }), more, own, told);
    const update = () => {
      const own_ = replies.row(node, shop);
      if (!Object.keys(own_).length && !told.childElementCount && !replies.isEmptied(node, shop)) return;
      const row = replies.whole(node, shop), has = replies.hasFigure(node, row);
      const wrong = has ? replies.problems(node, row, shop) : [], doubts = wrong.length ? [] : replies.doubts(node, row);
      const lines = [...wrong.map(([, problem]) => ["wrong", say(problem)]), ...doubts.map(one => ["doubt", say(one)])];
      if (replies.isEmptied(node, shop)) lines.push(["doubt", word("emptied")]);
      const key = JSON.stringify(lines);
      if (told.dataset.key !== key) {
        told.dataset.key = key;
        told.replaceChildren(...lines.map(([kind, text]) => el("li", { className: kind }, text)));
      }
      const fields = new Set(wrong.map(([field]) => field));
      for (const input of element.querySelectorAll("[data-field]")) {
        if (fields.has(input.dataset.field)) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
      const differs = Object.keys(replies.row(node, shop)).some(field => !replies.figures(node).includes(field));
      more.classList.toggle("has", differs);
    };
    return { element, update, shop };
  };

  const ownFields = (node, shop, write) => {
    const now = replies.row(node, shop);
    const fields = el("div", { className: "fields" }, replies.envelope(node).map(field => labelled(page.fieldTitle(field), ownInput(node, field, now[field], value => write(field, value)))),
      labelled(word("note"), el("input", { type: "text", "data-field": "note", value: now.note ?? "", oninput: event => write("note", event.target.value) })));
    return [fields, page.evidence(() => { const one = replies.row(node, shop).evidence; return Array.isArray(one) ? one : []; }, value => write("evidence", value), data.nodes[node].proof)];
  };

  /** A block copied from a spreadsheet goes down the shops and across their figures. */
  const pasted = (event, input, at) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map(line => line.split("\t"));
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    const rows = [...input.closest(".shops").querySelectorAll(".shop")];
    const first = rows.indexOf(input.closest(".shop"));
    let count = 0;
    lines.forEach((cells, down) => {
      const fields = rows[first + down]?.querySelectorAll(".cell input") ?? [];
      cells.forEach((cell, across) => {
        const field = fields[at + across];
        if (!field) return;
        field.value = cell.trim();
        field.dispatchEvent(new Event("input"));
        count += 1;
      });
    });
    const left = Math.max(0, first + lines.length - rows.length);
    page.tell(word(left ? "paste.beyond" : "paste", { count, left }));
  };

  Object.assign(page, { shared, figures });
}
