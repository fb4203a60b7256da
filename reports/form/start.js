"use strict";
// The first page: who fills in, how far each part is.
{
  const { el, select, labelled, page } = Form;
  const { data, replies, sections, say, word, person, shownIn, keep, changed } = page;

  const posts = () => {
    const asked = new Set(Object.values(data.nodes).map(one => one.post ?? ""));
    return [...Object.keys(data.people).filter(one => asked.has(one)), ...(asked.has("") ? [""] : [])];
  };

  // How long what is still open takes; nothing once it is done.
  const time = nodes => {
    let sum = 0;
    for (const node of nodes) {
      const { all, done } = replies.progress(node);
      if (page.states.get(node) !== "not_asked") sum += (data.nodes[node].minutes ?? 0) * (all - done);
    }
    if (!sum) return "";
    return sum < 60 ? word("about_minutes", { minutes: Math.ceil(sum) }) : word("about_hours", { hours: (sum / 60).toFixed(1) });
  };

  const chooser = () => {
    const options = [["", word("post.all")], ...posts().map(one => [one || "-", person(one)])];
    return labelled(word("post"), select({ id: "post", onchange: event => { page.post = event.target.value; keep(); page.draw(); document.getElementById("post")?.focus(); } }, options, page.post));
  };

  const start = () => {
    const nodes = Object.keys(data.nodes);
    const who = el("input", { type: "text", id: "who", value: replies.who, maxLength: 60, autocomplete: "name", "aria-describedby": "who-help", oninput: event => { replies.who = event.target.value; changed(""); } });
    const row = (text, of, extra = "") => el("tr", {}, el("th", { scope: "row" }, text), el("td", {}, page.meter(of)), el("td", { className: "soft" }, extra));
    const named = data.about.person ? word("for_person", { person: person(data.about.person) }) : word("for_all");
    return [
      el("section", { className: "card intro" },
        el("h2", {}, named),
        el("p", {}, word("lead")),
        data.due ? el("p", {}, word("due", { day: data.due })) : "",
        data.contact ? el("p", {}, word("contact", { who: data.contact })) : "",
        data.about.person ? "" : el("div", { className: "fields" }, labelled(word("who"), who), chooser()),
        data.about.person ? "" : el("p", { className: "soft small", id: "who-help" }, word("who.help")),
        data.shops.length || !nodes.some(node => data.nodes[node].shop) ? "" : el("p", { className: "warn" }, word("no_shops"))),
      el("section", { className: "card" },
        el("h2", {}, word("by_area")),
        el("table", { className: "progress" }, sections.filter(one => shownIn(one).length).map(one => row(say(one.title), () => shownIn(one), time(shownIn(one)))))),
      data.about.person ? "" : el("section", { className: "card" },
        el("h2", {}, word("by_person")),
        el("table", { className: "progress" }, posts().map(one => {
          const of = nodes.filter(node => (data.nodes[node].post ?? "") === one);
          return row(person(one), () => of, time(of));
        }))),
      el("section", { className: "card" },
        el("h2", {}, word("how")),
        el("ol", { className: "how" }, [1, 2, 3, 4].map(at => el("li", {}, word(`how.${at}`))))),
      beside(),
      about(),
    ];
  };

  const about = () => {
    const { sheet, framework, digest, written } = data.about;
    return el("p", { className: "about" }, word("about", { sheet, framework, digest: digest.slice(0, 8), written }));
  };

  const beside = () => {
    const there = sections.filter(one => shownIn(one).length).map(one => one.id);
    const order = ["", ...there, "out"], at = order.indexOf(page.section);
    const step = (to, key) => order[to] === undefined ? el("span") : el("button", { type: "button", className: key, onclick: () => page.go(order[to]) }, word(key));
    return el("div", { className: "steps" }, step(at - 1, "previous"), step(at + 1, "next"));
  };

  Object.assign(page, { start, about, beside });
}
