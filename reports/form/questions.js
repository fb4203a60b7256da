"use strict";
// A part of the form: its questions, each a card that tells where it stands.
{
  const { el, show, page } = Form;
  const { NA, isBlank } = Form.texts;
  const { data, replies, say, word, list, isShown, shownIn } = page;

  const offers = el("div", { className: "card offer", id: "offer" });
  let wasOpen = false;

  const offer = () => {
    const here = replies.sections[page.section];
    const { done, all } = here ? replies.total(shownIn(here), page.states) : { done: 0, all: 1 };
    offers.hidden = !here || done < all || page.offered.has(page.section);
    if (done < all) wasOpen = true;
    else if (here && wasOpen && !page.offered.has(page.section) && offers.isConnected) page.tell(word("export.offer"));
  };

  const part = here => {
    wasOpen = false;
    const isScreen = here.kind === "screen";
    const filter = el("input", { type: "checkbox", id: "only-open", checked: page.onlyOpen, onchange: event => { page.onlyOpen = event.target.checked; page.draw(); document.getElementById("only-open")?.focus(); } });
    const made = [el("div", { className: "head" }, el("h2", {}, say(here.title)), page.meter(() => shownIn(here)),
      el("label", { className: "tick" }, filter, word("only_open")))];
    if (isScreen && data.rows !== null) made.push(el("p", { className: "warn" }, word("pending", { count: data.shops.length, rows: data.rows })));
    if (isScreen) made.push(page.shared(here));
    let count = 0;
    for (const one of here.parts) {
      const nodes = one.nodes.filter(node => isShown(node) && (!page.onlyOpen || isOpen(node)));
      count += nodes.length;
      if (nodes.length && say(one.title)) made.push(el("h3", { className: "dimension" }, say(one.title)));
      made.push(...nodes.map(node => card(node, say(one.title) ? "h4" : "h3")));
    }
    if (!count) made.push(el("p", { className: "soft" }, word("nothing_open")));
    offers.replaceChildren(el("p", {}, word("export.offer")), el("button", { type: "button", onclick: () => { page.offered.add(page.section); page.save(); offer(); } }, word("export.file")));
    return [...made, offers, page.beside()];
  };

  const isOpen = node => {
    const { done, all } = replies.progress(node);
    return page.states.get(node) !== "not_asked" && done < all;
  };

  const card = (node, heading) => {
    const one = data.nodes[node];
    const state = el("span", { className: "state" }), asked = el("p", { className: "asked" }), told = el("ul", { className: "told-here" });
    const made = el("article", { className: "card question", id: `q-${node}`, "aria-labelledby": `t-${node}` });
    const body = one.shop ? page.figures(node) : answer(node);
    const update = shop => {
      if (shop) {
        body.update(shop);
        standings();
        return;
      }
      const standing = page.states.get(node), answer_ = replies.answer(node);
      made.classList.toggle("off", standing === "not_asked");
      const when = one.when ? say(one.when.words) || one.when.source : "";
      show(asked, standing === "not_asked" ? word("not_asked", { when }) : Array.isArray(standing) ? word("hangs", { nodes: list(standing) }) : one.when ? word("when", { when }) : "");
      asked.hidden = !asked.textContent;
      const wrong = replies.problems(node, answer_), doubts = one.shop ? [] : replies.doubts(node, answer_);
      const lines = [...wrong.map(([, problem]) => ["wrong", say(problem)]), ...doubts.map(doubt => ["doubt", say(doubt)])];
      if (answer_.value?.startsWith(NA) && isBlank(answer_.note)) lines.push(["doubt", word("na.note")]);
      if (replies.isEmptied(node) && !one.shop) lines.push(["doubt", word("emptied")]);
      const key = JSON.stringify(lines);
      if (told.dataset.key !== key) {
        told.dataset.key = key;
        told.replaceChildren(...lines.map(([kind, text]) => el("li", { className: kind }, text)));
      }
      const fields = new Set(wrong.map(([field]) => field));
      for (const field of made.querySelectorAll("[data-field]")) {
        if (field.closest("[data-shop]")) continue;
        if (fields.has(field.dataset.field)) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
      standings();
      body.update?.();
    };
    const standings = () => {
      const { done, all } = replies.progress(node), isWrong = replies.problems(node, replies.answer(node)).length > 0;
      state.className = `state ${isWrong ? "bad" : done >= all ? "done" : ""}`;
      show(state, isWrong ? word("state.wrong") : one.shop ? word("of", { done, all }) : word(done >= all ? "state.done" : "state.open"));
    };
    made.append(
      el("div", { className: "top" },
        el(heading, { id: `t-${node}` }, el("code", {}, node), " ", say(one.title), one.critical ? el("em", {}, word("critical")) : ""), state),
      el("p", { className: "ask" }, say(one.question)),
      ...[one.help && say(one.help), one.screen && word("screen", { screen: say(one.screen) })].filter(Boolean).map(text => el("p", { className: "soft" }, text)),
      asked, ...body.elements, told);
    told.id = `told-${node}`;
    page.cards.set(node, { update });
    update();
    return made;
  };

  const answer = node => {
    const { scale } = data.nodes[node];
    const controls = scale.figures ? page.figure(node) : page.choices(node);
    return { elements: [...controls, page.evidence(() => replies.answer(node).evidence ?? [], value => page.put(node, "evidence", value), data.nodes[node].proof), page.note(node)] };
  };

  Object.assign(page, { part, offer });
}
