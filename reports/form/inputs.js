"use strict";
// The inputs of an answer: choices, figures with their envelope, notes.
{
  const { el, select, labelled, newId, page } = Form;
  const { UNKNOWN, NA, NONE, COUNTS, isState } = Form.texts;
  const { data, replies, say, word, inBrackets, changed } = page;

  const put = (node, field, value) => {
    replies.setAnswer(node, field, value);
    changed(node);
  };

  const explained = scale => scale.about ? el("details", { className: "explained" }, el("summary", {}, word("details")), scale.about.map(line => el("p", {}, say(line)))) : "";

  const states_ = node => [[UNKNOWN, word("unknown")], ...(data.nodes[node].na ?? []).map(one => [NA + one, word("na", { reason: say(data.reasons[one] ?? one) })])];

  const choices = node => {
    const { scale } = data.nodes[node], name = newId();
    const now = replies.answer(node).value ?? "";
    const several = Boolean(scale.several);
    const options = scale.choices.map(([id, text, value]) => [id, say(text), typeof value === "number" ? id : ""]);
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

  Object.assign(page, { put, explained, states_, choices, valueInputs, fieldInput, fieldTitle, figure, note });
}
