"use strict";
// What goes out and comes in: the file to send, a file to go on from, starting over.
{
  const { el, page } = Form;
  const { data, replies, sections, say, word, list, shownIn, keep } = page;
  const MANY = 12;

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
    page.tell(said.join(" "));
  };

  const handIn = () => {
    const wrong = replies.wrong(), isNamed = Boolean(data.about.person || replies.who.trim());
    const { file } = replies.exported();
    const files = Object.keys(file.files);
    const button = el("button", { type: "button", id: "save", className: "first", onclick: () => {
      if (isNamed) { save(); return; }
      page.go("");
      page.tell(word("who.missing"));
      document.getElementById("who")?.focus();
    } }, word("export.file"));
    const lead = wrong.slice(0, MANY).map(({ node, shop, problem }) => el("li", {}, el("button", { type: "button", className: "plain", onclick: () => { page.go(replies.sectionOf[node].id); document.getElementById(`q-${node}`)?.scrollIntoView(); } }, [node, shop].filter(Boolean).join(" ")), " ", say(problem)));
    const loss = el("input", { type: "file", accept: ".json,application/json", className: "quiet", id: "import", onchange: event => load(event.target) });
    return [
      el("section", { className: "card" },
        el("h2", {}, word("hand_in")),
        page.meter(() => sections.flatMap(shownIn)),
        replies.changes ? el("p", { className: "soft" }, word("export.since", { count: replies.changes })) : "",
        isNamed ? "" : el("p", { className: "warn" }, word("who.missing")),
        wrong.length ? [el("p", { className: "wrong" }, word("export.wrong", { count: wrong.length })), el("ul", { className: "list" }, lead)] : "",
        files.length ? [el("p", {}, word("export.files")), el("ul", { className: "list" }, files.map(name => el("li", {}, name)))] : "",
        button),
      el("section", { className: "card" }, el("h2", {}, word("import")), el("p", { className: "soft" }, word("import.newer")),
        el("label", { className: "file" }, el("span", {}, word("import.file")), loss)),
      el("section", { className: "card" }, el("h2", {}, word("clear")), clearing()),
      page.beside(), page.about(),
    ];
  };

  const clearing = () => {
    const sure = el("div", { className: "sure", hidden: true }, el("p", { className: "warn" }, word("clear.sure")),
      el("button", { type: "button", onclick: () => { replies.reset(); page.offered.clear(); keep(); page.draw(); page.tell(word("clear.done")); } }, word("yes")),
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
      page.tell(word("import.no", { name: chosen.name, problem: word(...refused) }));
    } else {
      const count = replies.import(file);
      keep();
      page.draw();
      page.tell(word("import.done", { name: chosen.name, count }));
    }
    input.value = "";
  };

  Object.assign(page, { save, handIn });
}
