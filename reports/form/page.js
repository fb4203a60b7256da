"use strict";
// The page: one part at a time, each change written down and told where it stands.
{
  const { el, select, show, labelled, newId } = Form;
  const { UNKNOWN, NA, NONE, COUNTS, isState, isBlank } = Form.texts;
  const LARGEST = 200, PAUSE = 300, MANY = 12;
  const data = JSON.parse(document.getElementById("data").textContent);
  const replies = new Form.Replies(data);
  const store = `dpcap-form:${data.about.sheet}`;
  Form.today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };

  let language = data.language, section = "", post = data.about.person, onlyOpen = false;
  let states = new Map(), cards = new Map(), timer = 0, canKeep = true, offered = new Set();

  const say = pair => typeof pair === "string" ? pair : pair?.[language === "zh" ? 0 : 1] ?? "";
  const word = (key, gaps = {}) => say(data.words[key]).replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
  const inBrackets = (text, unit) => language === "zh" ? `${text}（${unit}）` : `${text} (${unit})`;
  const list = parts => parts.join(word("mark.list"));
  const sections = data.sections;

  // ── Keeping what is filled in ──

  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    try {
      localStorage.setItem(store, JSON.stringify({ ...replies.kept(), language, section, post }));
      canKeep = true;
    } catch {
      canKeep = false;
    }
    status();
  };

  const restore = () => {
    try {
      const text = localStorage.getItem(store);
      if (text === null) return false;
      const kept = JSON.parse(text);
      replies.keep(kept);
      language = kept.language === "en" ? "en" : "zh";
      section = replies.sections[kept.section] ? kept.section : "";
      post = kept.post ?? post;
      return true;
    } catch {
      return false;
    }
  };

  /** Redraws what a change to a question (of one shop) bears on, and no more. */
  const changed = (node, shop = "") => {
    if (!timer) timer = setTimeout(keep, PAUSE);
    const before = states;
    if (replies.conditions.premises.has(node)) states = replies.states();
    cards.get(node)?.update(shop);
    for (const [other, card] of cards) if (other !== node && String(states.get(other)) !== String(before.get(other))) card.update();
    progress();
    status();
  };

  // ── The frame ──

  const live = el("p", { className: "told", role: "status" });
  const kept = el("span", { className: "kept" });
  const title = el("h1", { id: "title" }), provider = el("p", { className: "provider" });
  const main = el("main", { id: "main", tabIndex: -1 });
  const nav = el("nav");
  const menu = el("details", { className: "menu" });
  const header = el("header");
  const tell = text => { live.textContent = text; };

  const status = () => show(kept, canKeep ? word(timer ? "saving" : "saved") : word("unsaved"));

  const frame = () => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = word("title", { framework: say(data.title) });
    title.textContent = [say(data.provider), data.about.person && person(data.about.person)].filter(Boolean).join(" · ");
    provider.textContent = document.title;
    const buttons = el("div", { className: "buttons" },
      el("button", { type: "button", id: "language", lang: language === "zh" ? "en" : "zh-CN", onclick: () => { language = language === "zh" ? "en" : "zh"; keep(); draw(); } }, word("other_language")),
      el("button", { type: "button", id: "export", className: "first", onclick: () => go("out") }, word("export")));
    header.replaceChildren(el("div", { className: "names" }, title, provider), kept, buttons);
    nav.setAttribute("aria-label", word("sections"));
  };

  const person = one => say(data.people[one] ?? "") || one || word("post.none");
  const isShown = node => !post || (data.nodes[node].post ?? "") === (post === "-" ? "" : post);
  const nodesOf = one => one.parts.flatMap(part => part.nodes);
  const shownIn = one => nodesOf(one).filter(isShown);
  const meters = [];

  /** A meter over the questions that a function names; it is drawn anew only where it says another figure. */
  const meter = nodes => {
    const bar = el("i"), text = el("b"), made = el("span", { className: "meter" }, el("span", { className: "bar", "aria-hidden": "true" }, bar), text);
    const named = nodes();
    let before = "";
    meters.push(() => {
      const { done, all } = replies.total(named, states);
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
    offer();
  };

  const contents = () => {
    const entry = (id, text, nodes) => el("li", {}, el("button", { type: "button", "data-section": id, "aria-current": id === section ? "page" : undefined, onclick: () => go(id) }, el("span", {}, text), nodes ? meter(nodes) : ""));
    const group = (kind, key) => {
      const there = sections.filter(one => one.kind === kind && shownIn(one).length);
      return there.length ? [el("h2", {}, word(key)), el("ul", {}, there.map(one => entry(one.id, say(one.title), () => shownIn(one))))] : [];
    };
    const all = meter(() => sections.flatMap(shownIn));
    const here = replies.sections[section];
    menu.replaceChildren(
      el("summary", {}, el("span", { className: "wide" }, word("sections")), el("span", { className: "slim" }, here ? say(here.title) : word(section === "out" ? "hand_in" : "start")), all),
      el("ul", {}, entry("", word("start"))), ...group("area", "areas"), ...group("screen", "screens"),
      el("ul", {}, entry("out", word("hand_in"))));
  };

  const go = id => {
    section = id;
    if (timer === 0) timer = setTimeout(keep, PAUSE);
    draw();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
    if (narrow.matches) menu.open = false;
  };

  const narrow = matchMedia("(max-width: 52rem)");

  const draw = () => {
    meters.length = 0;
    cards = new Map();
    states = replies.states();
    frame();
    contents();
    const here = replies.sections[section];
    main.replaceChildren(...(here ? part(here) : section === "out" ? handIn() : start()));
    progress();
    status();
  };

  // ── The first page ──

  const posts = () => {
    const asked = new Set(Object.values(data.nodes).map(one => one.post ?? ""));
    return [...Object.keys(data.people).filter(one => asked.has(one)), ...(asked.has("") ? [""] : [])];
  };

  const time = nodes => {
    let sum = 0;
    for (const node of nodes) {
      if (states.get(node) !== "not_asked") sum += (data.nodes[node].minutes ?? 0) * replies.progress(node).all;
    }
    return sum < 60 ? word("about_minutes", { minutes: Math.round(sum) }) : word("about_hours", { hours: (sum / 60).toFixed(1) });
  };

  const chooser = () => {
    const options = [["", word("post.all")], ...posts().map(one => [one || "-", person(one)])];
    return labelled(word("post"), select({ id: "post", onchange: event => { post = event.target.value; keep(); draw(); document.getElementById("post")?.focus(); } }, options, post));
  };

  const start = () => {
    const nodes = Object.keys(data.nodes);
    const who = el("input", { type: "text", id: "who", value: replies.who, maxLength: 60, autocomplete: "name", "aria-describedby": "who-help", oninput: event => { replies.who = event.target.value; changed(""); } });
    const row = (text, of, extra = "") => el("tr", {}, el("th", { scope: "row" }, text), el("td", {}, meter(of)), el("td", { className: "soft" }, extra));
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
    const order = ["", ...there, "out"], at = order.indexOf(section);
    const step = (to, key) => order[to] === undefined ? el("span") : el("button", { type: "button", className: key, onclick: () => go(order[to]) }, word(key));
    return el("div", { className: "steps" }, step(at - 1, "previous"), step(at + 1, "next"));
  };

  // ── A part ──

  const offers = el("div", { className: "card offer", id: "offer" });
  let wasOpen = false;

  const offer = () => {
    const here = replies.sections[section];
    const { done, all } = here ? replies.total(shownIn(here), states) : { done: 0, all: 1 };
    offers.hidden = !here || done < all || offered.has(section);
    if (done < all) wasOpen = true;
    else if (here && wasOpen && !offered.has(section) && offers.isConnected) tell(word("export.offer"));
  };

  const part = here => {
    wasOpen = false;
    const isScreen = here.kind === "screen";
    const filter = el("input", { type: "checkbox", id: "only-open", checked: onlyOpen, onchange: event => { onlyOpen = event.target.checked; draw(); document.getElementById("only-open")?.focus(); } });
    const made = [el("div", { className: "head" }, el("h2", {}, say(here.title)), meter(() => shownIn(here)),
      el("label", { className: "tick" }, filter, word("only_open")))];
    if (isScreen && data.rows !== null) made.push(el("p", { className: "warn" }, word("pending", { count: data.shops.length, rows: data.rows })));
    if (isScreen) made.push(shared(here));
    let count = 0;
    for (const one of here.parts) {
      const nodes = one.nodes.filter(node => isShown(node) && (!onlyOpen || isOpen(node)));
      count += nodes.length;
      if (nodes.length && say(one.title)) made.push(el("h3", { className: "dimension" }, say(one.title)));
      made.push(...nodes.map(node => card(node, say(one.title) ? "h4" : "h3")));
    }
    if (!count) made.push(el("p", { className: "soft" }, word("nothing_open")));
    offers.replaceChildren(el("p", {}, word("export.offer")), el("button", { type: "button", onclick: () => { offered.add(section); save(); offer(); } }, word("export.file")));
    return [...made, offers, beside()];
  };

  const isOpen = node => {
    const { done, all } = replies.progress(node);
    return states.get(node) !== "not_asked" && done < all;
  };

  const card = (node, heading) => {
    const one = data.nodes[node];
    const state = el("span", { className: "state" }), asked = el("p", { className: "asked" }), told = el("ul", { className: "told-here" });
    const made = el("article", { className: "card question", id: `q-${node}`, "aria-labelledby": `t-${node}` });
    const body = one.shop ? figures(node) : answer(node);
    const update = shop => {
      if (shop) {
        body.update(shop);
        standings();
        return;
      }
      const standing = states.get(node), answer_ = replies.answer(node);
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
    cards.set(node, { update });
    update();
    return made;
  };

  const put = (node, field, value) => {
    replies.setAnswer(node, field, value);
    changed(node);
  };

  const explained = scale => scale.about ? el("details", { className: "explained" }, el("summary", {}, word("details")), scale.about.map(line => el("p", {}, say(line)))) : "";

  const answer = node => {
    const { scale } = data.nodes[node];
    const controls = scale.figures ? figure(node) : choices(node);
    return { elements: [...controls, evidence(() => replies.answer(node).evidence ?? [], value => put(node, "evidence", value), data.nodes[node].proof), note(node)] };
  };

  const states_ = node => [[UNKNOWN, word("unknown")], ...(data.nodes[node].na ?? []).map(one => [NA + one, word("na", { reason: say(data.reasons[one] ?? one) })])];

  const choices = node => {
    const { scale } = data.nodes[node], name = newId();
    const now = replies.answer(node).value ?? "";
    const several = scale.kind === "checklist";
    const options = scale.kind === "rubric" ? scale.levels.map((level, at) => [String(at), say(level), String(at)])
      : scale.kind === "boolean" ? [["true", word("true")], ["false", word("false")]]
      : [...scale.options.map(([id, text]) => [id, say(text)]), ...(several ? [[NONE, word("none")]] : [])];
    const ticked = new Set(now.split(" "));
    const order = options.map(([id]) => id);
    const box = el("fieldset", { "data-field": "value" }, el("legend", { className: "quiet" }, word("answer")));
    const inputs = [];
    const read = input => {
      if (!several || input.type === "radio") {
        for (const other of inputs) if (other !== input) other.checked = false;
        return input.value;
      }
      for (const other of inputs) {
        if (other !== input && (other.type === "radio" || (input.value === NONE) !== (other.value === NONE))) other.checked = false;
      }
      const picked = new Set(inputs.filter(other => other.checked).map(other => other.value));
      return order.filter(id => picked.has(id)).join(" ");
    };
    const add = (id, text, mark, isBox) => {
      const input = el("input", { type: isBox ? "checkbox" : "radio", name: isBox ? undefined : name, value: id, checked: isBox ? ticked.has(id) : now === id, onchange: event => put(node, "value", read(event.target)) });
      inputs.push(input);
      box.append(el("label", { className: isState(id) ? "option aside" : "option" }, input, mark ? el("b", {}, mark) : "", el("span", {}, text)));
    };
    for (const [id, text, mark] of options) add(id, text, mark, several);
    for (const [id, text] of states_(node)) add(id, text, "", false);
    const reset = el("button", { type: "button", className: "plain reset", onclick: () => { for (const input of inputs) input.checked = false; put(node, "value", ""); } }, word("reset"));
    return [box, reset];
  };

  /** The inputs of a value: one, or a count each. */
  const valueInputs = (node, text, write, label) => {
    const { scale } = data.nodes[node], counts = COUNTS[scale.kind];
    if (!counts) {
      const input = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", "data-field": "value", value: isState(text) ? "" : text, oninput: event => write(event.target.value) });
      return [[label(""), input]];
    }
    const parts = isState(text) ? [] : text.split(" "), inputs = [];
    const join = () => {
      const typed = inputs.map(input => Form.tidy(input.value).replace(/\s/g, ""));
      write(typed.some(Boolean) ? typed.join(" ") : "");
    };
    return counts.map((name, at) => {
      const input = el("input", { type: "text", inputmode: "numeric", autocomplete: "off", "data-field": "value", value: parts[at] ?? "", oninput: join });
      inputs.push(input);
      return [label(scale.kind === "rate" ? say(scale[name]) : word(name)), input];
    });
  };

  const fieldInput = (node, field, value, write, allowed) => {
    const vocabulary = data.fields[field];
    const ids = allowed === true || (!allowed?.length && vocabulary) ? Object.keys(vocabulary?.values ?? {}) : allowed ?? [];
    if (!ids.length) {
      const example = node ? data.nodes[node].scale.example : "";
      return el("input", { type: "text", autocomplete: "off", "data-field": field, value: value ?? "", placeholder: field === "period" && example ? word("period.example", { example }) : "", oninput: event => write(event.target.value) });
    }
    const options = [["", word("choose")], ...ids.map(id => [id, say(vocabulary?.values?.[id] ?? id)])];
    return select({ "data-field": field, onchange: event => write(event.target.value) }, options, value);
  };

  const fieldTitle = field => data.fields[field] ? say(data.fields[field].title) : word(field);

  const figure = node => {
    const { scale } = data.nodes[node], now = replies.answer(node);
    const fields = el("div", { className: "fields" });
    const unit = say(scale.unit);
    let inputs = [];
    const write = text => {
      if (state) state.value = "";
      put(node, "value", text);
    };
    for (const [text, input] of valueInputs(node, now.value ?? "", write, name => name || (unit ? inBrackets(word("answer"), unit) : word("answer")))) {
      inputs.push(input);
      fields.append(labelled(text, input));
    }
    for (const field of scale.figures.slice(1)) {
      fields.append(labelled(word(field), el("input", { type: "text", inputmode: "decimal", autocomplete: "off", "data-field": field, value: now[field] ?? "", oninput: event => put(node, field, event.target.value) })));
    }
    for (const [field, allowed] of Object.entries(scale.envelope)) {
      fields.append(labelled(fieldTitle(field), fieldInput(node, field, now[field], text => put(node, field, text), allowed)));
    }
    const state = select({ onchange: event => { if (event.target.value) inputs.forEach(input => { input.value = ""; }); put(node, "value", event.target.value); } }, [["", word("as_figure")], ...states_(node)], isState(now.value ?? "") ? now.value : "");
    fields.append(labelled(word("state"), state));
    return [explained(scale), fields];
  };

  const note = node => {
    const now = replies.answer(node).note ?? "";
    const area = el("textarea", { rows: 2, "data-field": "note", value: now, oninput: event => put(node, "note", event.target.value) });
    return el("details", { className: "more", open: Boolean(now) }, el("summary", {}, word("note")), el("label", {}, el("span", { className: "quiet" }, word("note")), area));
  };

  // ── Evidence ──

  const pieceName = one => data.pieces.find(piece => piece.id === one);

  const evidence = (read, write, proof) => {
    const items = el("ul", { className: "files" }), problem = el("p", { className: "wrong", hidden: true });
    const more = el("div", { className: "fields" });
    const drawn = () => {
      items.replaceChildren(...read().map(one => item(one)));
      const taken = new Set(read());
      const files = Object.keys(replies.files).filter(name => !taken.has(name)).map(name => [name, name]);
      const pieces = data.pieces.filter(one => !taken.has(one.id)).map(one => [one.id, [one.id, say(data.kinds[one.kind] ?? one.kind), one.name.split("/").pop()].join(" · ")]);
      more.replaceChildren(...[["evidence.known", files], ["evidence.on_file", pieces]].filter(([, options]) => options.length).map(([key, options]) =>
        labelled(word(key), select({ onchange: event => add(event.target.value) }, [["", word("choose")], ...options], ""))));
      show(summary, [word("evidence"), read().length || ""].join(" ").trim());
    };
    const add = name => {
      if (name && !read().includes(name)) write([...read(), name]);
      drawn();
    };
    const item = name => {
      const piece = pieceName(name), file = replies.files[name];
      const remove = el("button", { type: "button", className: "plain", "aria-label": word("evidence.remove", { name }), onclick: () => { write(read().filter(one => one !== name)); drawn(); summary.focus(); } }, "✕");
      if (piece) return el("li", {}, el("span", {}, [piece.id, say(data.kinds[piece.kind] ?? piece.kind), piece.day, piece.name.split("/").pop()].filter(Boolean).join(" · ")), remove);
      const said = (key, value) => { (replies.files[name] ??= {})[key] = value; changed(""); };
      const kinds = [...new Set([...(proof?.kinds ?? []), ...Object.keys(data.kinds)])].filter(one => data.kinds[one]);
      const kind = select({ onchange: event => { said("kind", event.target.value); drawn(); } }, [["", word("evidence.no_kind")], ...kinds.map(one => [one, say(data.kinds[one])])], file?.kind ?? "");
      const day = el("input", { type: "date", max: Form.today(), value: file?.captured_on ?? "", onchange: event => said("captured_on", event.target.value) });
      const hash = file?.sha256 ? word("evidence.sha", { sha256: file.sha256.slice(0, 12) }) : word(file?.hashing ? "evidence.hashing" : "evidence.no_hash");
      return el("li", { className: "new" }, el("div", { className: "name" }, el("b", {}, name), el("span", { className: "soft small" }, hash), remove), el("div", { className: "fields" }, labelled(word("evidence.kind"), kind), labelled(word("evidence.day"), day)));
    };
    const take = async event => {
      const chosen = [...event.target.files];
      event.target.value = "";
      problem.hidden = true;
      const wrong = text => { problem.textContent = text; problem.hidden = false; };
      for (const file of chosen) {
        const name = file.name.normalize("NFC");
        if (!file.size) { wrong(word("evidence.empty", { name })); continue; }
        if (file.size > LARGEST * 2 ** 20) { wrong(word("evidence.large", { name, limit: LARGEST })); continue; }
        const sha256 = await Form.digest(file);
        const same = Object.entries(replies.files).find(([other, one]) => one.sha256 === sha256 && other !== name);
        const onFile = data.pieces.find(one => one.sha256 === sha256);
        const before = replies.files[name];
        if (onFile) { add(onFile.id); wrong(word("evidence.same", { name, other: onFile.id })); continue; }
        if (same) { add(same[0]); wrong(word("evidence.same", { name, other: same[0] })); continue; }
        if (before?.sha256 && before.sha256 !== sha256) { wrong(word("evidence.twice", { name })); continue; }
        const day = new Date(file.lastModified - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
        replies.files[name] = { kind: proof?.kinds?.length === 1 ? proof.kinds[0] : "", captured_on: day <= Form.today() ? day : "", ...before, sha256 };
        add(name);
      }
    };
    const summary = el("summary");
    const input = el("input", { type: "file", multiple: true, className: "quiet", onchange: take });
    const box = el("details", { className: "more", open: read().length > 0 }, summary,
      proof ? el("p", { className: "soft" }, word("evidence.ask", { ask: say(proof.ask) })) : "",
      items, problem, more, el("label", { className: "file" }, el("span", {}, word("evidence.choose")), input));
    drawn();
    return box;
  };

  // ── Figures of shops ──

  const shared = here => {
    const fields = el("div", { className: "fields" });
    const write = (field, value) => { replies.setWhole(here.id, field, value); refresh(here); };
    for (const field of here.shared.filter(one => one !== "evidence")) {
      const allowed = new Set(nodesOf(here).flatMap(node => {
        const one = data.nodes[node].scale.envelope?.[field];
        return one === true ? Object.keys(data.fields[field].values) : one ?? [];
      }));
      const first = nodesOf(here).find(node => replies.envelope(node).includes(field));
      fields.append(labelled(fieldTitle(field), fieldInput(first, field, replies.heads[here.id].whole[field], text => write(field, text), [...allowed])));
    }
    return el("section", { className: "card shared" }, el("h3", {}, word("shared")), el("p", { className: "soft" }, word("shared.how")), fields,
      evidence(() => { const one = replies.heads[here.id].whole.evidence; return Array.isArray(one) ? one : []; }, value => write("evidence", value)));
  };

  let stale = [], turn = 0;

  /** Redraws a whole part, a card at a time, so that whoever types need not wait for it. */
  const refresh = here => {
    if (!timer) timer = setTimeout(keep, PAUSE);
    stale = nodesOf(here).filter(node => cards.has(node));
    if (!turn) turn = setTimeout(next);
    status();
  };

  const next = () => {
    cards.get(stale.shift())?.update();
    turn = stale.length ? setTimeout(next) : 0;
  };

  const figures = node => {
    const one = data.nodes[node], { scale } = one, unit = say(scale.unit ?? "");
    const column = field => replies.heads[replies.sectionOf[node].id].columns?.[node]?.[field];
    const writeColumn = (field, value) => { replies.setColumn(node, field, value); changed(node); };
    const state = select({ "data-field": "value", onchange: event => put(node, "value", event.target.value) }, [["", word("as_figure")], ...states_(node).filter(([id]) => id !== UNKNOWN || true)], replies.answer(node).value ?? "");
    const differs = el("div", { className: "fields" });
    for (const field of replies.envelope(node)) {
      differs.append(labelled(fieldTitle(field), ownInput(node, field, column(field), value => writeColumn(field, value))));
    }
    const isOwn = [...replies.envelope(node), "evidence"].some(field => !isBlank(column(field)));
    const box = el("details", { className: "more", open: isOwn && !replies.envelope(node).every(field => isBlank(column(field)) || scale.envelope[field].length === 1) }, el("summary", {}, word("differs")), differs, labelled(word("state"), state),
      evidence(() => { const said = column("evidence"); return Array.isArray(said) ? said : []; }, value => writeColumn("evidence", value), one.proof),
      note(node));
    const names = replies.figures(node).flatMap(field => field === "value" && COUNTS[scale.kind] ? COUNTS[scale.kind].map(name => scale.kind === "rate" ? say(scale[name]) : word(name)) : [word(field === "value" ? "figure" : field)]);
    const rows = data.shops.filter(([shop]) => replies.isAsked(node, shop)).map(([shop, name]) => shopRow(node, shop, name, names));
    const isOne = scale.kind === "number" && unit;
    const headed = isOne ? inBrackets(names[0], unit) : names[0];
    const table = el("div", { className: `shops of-${names.length}` },
      el("div", { className: "shop-head", "aria-hidden": "true" }, el("span", {}, word("shop")), [headed, ...names.slice(1)].map(text => el("span", {}, text)), el("span")),
      rows.map(row => row.element));
    return {
      elements: [unit && !isOne ? el("p", { className: "unit" }, unit) : "", explained(scale), table, box],
      update: shop => { for (const row of rows) if (!shop || row.shop === shop) row.update(); },
    };
  };

  const ownInput = (node, field, value, write) => {
    const allowed = data.nodes[node].scale.envelope[field];
    const made = fieldInput(node, field, value, write, allowed);
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
    const inputs = valueInputs(node, now.value ?? "", text => write("value", text), text => text || word("figure"));
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
    const fields = el("div", { className: "fields" }, replies.envelope(node).map(field => labelled(fieldTitle(field), ownInput(node, field, now[field], value => write(field, value)))),
      labelled(word("note"), el("input", { type: "text", "data-field": "note", value: now.note ?? "", oninput: event => write("note", event.target.value) })));
    return [fields, evidence(() => { const one = replies.row(node, shop).evidence; return Array.isArray(one) ? one : []; }, value => write("evidence", value), data.nodes[node].proof)];
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
    tell(word(left ? "paste.beyond" : "paste", { count, left }));
  };

  // ── Out and in ──

  const save = () => {
    const { file, leftOut } = replies.exported();
    const who = replies.who ? `-${replies.who.trim().replace(/[\\/:*?"<>|\s]+/g, "_")}` : "";
    const name = `${data.about.sheet}${who}-${Form.today()}.json`;
    const link = el("a", { download: name, href: URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" })) });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    replies.changes = 0;
    keep();
    const said = [word("export.done", { name })];
    if (leftOut.length) said.push(word("export.left_out", { count: leftOut.length, nodes: list(leftOut) }));
    tell(said.join(" "));
  };

  const handIn = () => {
    const wrong = replies.wrong(), isNamed = Boolean(data.about.person || replies.who.trim());
    const { file } = replies.exported();
    const files = Object.keys(file.files);
    const button = el("button", { type: "button", id: "save", className: "first", onclick: () => {
      if (isNamed) { save(); return; }
      go("");
      tell(word("who.missing"));
      document.getElementById("who")?.focus();
    } }, word("export.file"));
    const lead = wrong.slice(0, MANY).map(({ node, shop, problem }) => el("li", {}, el("button", { type: "button", className: "plain", onclick: () => { go(replies.sectionOf[node].id); document.getElementById(`q-${node}`)?.scrollIntoView(); } }, [node, shop].filter(Boolean).join(" ")), " ", say(problem)));
    const loss = el("input", { type: "file", accept: ".json,application/json", className: "quiet", id: "import", onchange: event => load(event.target) });
    return [
      el("section", { className: "card" },
        el("h2", {}, word("hand_in")),
        meter(() => sections.flatMap(shownIn)),
        replies.changes ? el("p", { className: "soft" }, word("export.since", { count: replies.changes })) : "",
        isNamed ? "" : el("p", { className: "warn" }, word("who.missing")),
        wrong.length ? [el("p", { className: "wrong" }, word("export.wrong", { count: wrong.length })), el("ul", { className: "list" }, lead)] : "",
        files.length ? [el("p", {}, word("export.files")), el("ul", { className: "list" }, files.map(name => el("li", {}, name)))] : "",
        button),
      el("section", { className: "card" }, el("h2", {}, word("import")), el("p", { className: "soft" }, word("import.newer")),
        el("label", { className: "file" }, el("span", {}, word("import.file")), loss)),
      el("section", { className: "card" }, el("h2", {}, word("clear")), clearing()),
      beside(), about(),
    ];
  };

  const clearing = () => {
    const sure = el("div", { className: "sure", hidden: true }, el("p", { className: "warn" }, word("clear.sure")),
      el("button", { type: "button", onclick: () => { replies.reset(); offered.clear(); keep(); draw(); tell(word("clear.done")); } }, word("yes")),
      el("button", { type: "button", onclick: () => { sure.hidden = true; } }, word("cancel")));
    return el("div", {}, el("button", { type: "button", onclick: () => { sure.hidden = false; } }, word("clear")), sure);
  };

  const load = async input => {
    const [chosen] = input.files;
    if (!chosen) return;
    let file = null;
    try {
      file = JSON.parse(await chosen.text());
    } catch {
      file = null;
    }
    const refused = replies.refusal(file);
    if (refused) {
      tell(word("import.no", { name: chosen.name, problem: word(...refused) }));
    } else {
      const count = replies.import(file);
      keep();
      draw();
      tell(word("import.done", { name: chosen.name, count }));
    }
    input.value = "";
  };

  // ── Start ──

  const wasThere = restore();
  const skip = el("a", { href: "#main", className: "skip" });
  document.body.prepend(skip, header, el("div", { className: "frame" }, nav, main), live);
  nav.append(menu);
  menu.open = !narrow.matches;
  narrow.addEventListener("change", () => { menu.open = !narrow.matches; });
  addEventListener("pagehide", () => { if (timer) keep(); });
  document.addEventListener("visibilitychange", () => { if (timer && document.visibilityState === "hidden") keep(); });
  draw();
  skip.textContent = word("skip");
  keep();
  if (wasThere) tell(word("restored"));
}
