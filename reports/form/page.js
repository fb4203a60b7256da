"use strict";
// The page: its frame, one part at a time.
{
  const { el, show, page } = Form;
  const { data, replies, sections, say, word, person, shownIn, keep, keepSoon, keepDue, keeping, restore } = page;

  const live = el("p", { className: "told", role: "status" });
  const kept = el("span", { className: "kept" });
  const title = el("h1", { id: "title" }), provider = el("p", { className: "provider" });
  const main = el("main", { id: "main", tabIndex: -1 });
  const nav = el("nav");
  const menu = el("details", { className: "menu" });
  const header = el("header");
  const tell = text => { live.textContent = text; };

  const status = () => show(kept, word(keeping()));

  const frame = () => {
    document.documentElement.lang = page.language === "zh" ? "zh-CN" : "en";
    document.title = word("title", { framework: say(data.title) });
    title.textContent = [say(data.provider), data.about.person && person(data.about.person)].filter(Boolean).join(" · ");
    provider.textContent = document.title;
    const buttons = el("div", { className: "buttons" },
      el("button", { type: "button", id: "language", lang: page.language === "zh" ? "en" : "zh-CN", onclick: () => { page.language = page.language === "zh" ? "en" : "zh"; keep(); draw(); } }, word("other_language")),
      el("button", { type: "button", id: "export", className: "first", onclick: () => go("out") }, word("export")));
    header.replaceChildren(el("div", { className: "names" }, title, provider), kept, buttons);
    nav.setAttribute("aria-label", word("sections"));
  };

  const meters = [];

  /** A meter over the questions that a function names; it is drawn anew only where it says another figure. */
  const meter = nodes => {
    const bar = el("i"), text = el("b"), made = el("span", { className: "meter" }, el("span", { className: "bar", "aria-hidden": "true" }, bar), text);
    const named = nodes();
    let before = "";
    meters.push(() => {
      const { done, all } = replies.total(named, page.states);
      if (before === `${done}/${all}`) return;
      before = `${done}/${all}`;
      bar.style.setProperty("width", `${all ? Math.round(100 * done / all) : 100}%`);
      show(text, word("of", { done, all }));
      made.classList.toggle("full", done >= all);
    });
    return made;
  };

  const progress = () => {
    for (const one of meters) one();
    page.offer();
  };

  const contents = () => {
    const entry = (id, text, nodes) => el("li", {}, el("button", { type: "button", "data-section": id, "aria-current": id === page.section ? "page" : undefined, onclick: () => go(id) }, el("span", {}, text), nodes ? meter(nodes) : ""));
    const group = (kind, key) => {
      const there = sections.filter(one => one.kind === kind && shownIn(one).length);
      return there.length ? [el("h2", {}, word(key)), el("ul", {}, there.map(one => entry(one.id, say(one.title), () => shownIn(one))))] : [];
    };
    const all = meter(() => sections.flatMap(shownIn));
    const here = replies.sections[page.section];
    menu.replaceChildren(
      el("summary", {}, el("span", { className: "wide" }, word("sections")), el("span", { className: "slim" }, here ? say(here.title) : word(page.section === "out" ? "hand_in" : "start")), all),
      el("ul", {}, entry("", word("start"))), ...group("area", "areas"), ...group("screen", "screens"),
      el("ul", {}, entry("out", word("hand_in"))));
  };

  const go = id => {
    page.section = id;
    keepSoon();
    draw();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
    if (narrow.matches) menu.open = false;
  };

  const narrow = matchMedia("(max-width: 52rem)");

  const draw = () => {
    meters.length = 0;
    page.cards = new Map();
    page.states = replies.states();
    frame();
    contents();
    const here = replies.sections[page.section];
    main.replaceChildren(...(here ? page.part(here) : page.section === "out" ? page.handIn() : page.start()));
    progress();
    status();
  };

  Object.assign(page, { tell, status, meter, progress, go, draw });

  const wasThere = restore();
  const skip = el("a", { href: "#main", className: "skip" });
  document.body.prepend(skip, header, el("div", { className: "frame" }, nav, main), live);
  nav.append(menu);
  menu.open = !narrow.matches;
  narrow.addEventListener("change", () => { menu.open = !narrow.matches; });
  // A page that is loaded again may begin before the old one is told that it is hidden.
  addEventListener("beforeunload", keepDue);
  addEventListener("pagehide", keepDue);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keepDue(); });
  draw();
  skip.textContent = word("skip");
  keep();
  if (wasThere) tell(word("restored"));
}
