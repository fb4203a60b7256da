"use strict";
// The evidence of an answer: files named and hashed here, and pieces that the folder has.
{
  const { el, select, show, labelled, page } = Form;
  const { data, replies, say, word, changed } = page;
  const LARGEST = 200;

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

  Object.assign(page, { evidence });
}
