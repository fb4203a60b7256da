"use strict";
// What is filled in: read from the folder or a file, held against the questions, exported again.
{
  const UNKNOWN = "~unknown", NA = "~na:", NONE = "none";
  const COUNTS = { rate: ["cases", "base"], nps: ["promoters", "passives", "detractors"] };
  const isState = text => text === UNKNOWN || text.startsWith(NA);
  const isBlank = value => value === undefined || value === "" || (Array.isArray(value) && !value.length);
  const same = (one, other) => {
    const [a, b] = [one ?? "", other ?? ""].map(value => Array.isArray(value) ? [...value].sort().join("\n") : value);
    return a === b;
  };
  const copy = value => JSON.parse(JSON.stringify(value));
  /** What is there under keys, one in the other; made where it is not there yet. */
  const within = (home, ...keys) => keys.reduce((found, key) => (found[key] ??= {}), home);

  Form.Replies = class {
    constructor(data) {
      this.data = data;
      this.conditions = new Form.Conditions(data);
      this.shops = data.shops.map(([id]) => id);
      this.sections = Object.fromEntries(data.sections.map(one => [one.id, one]));
      this.sectionOf = {};
      for (const one of data.sections) {
        for (const part of one.parts) for (const node of part.nodes) this.sectionOf[node] = one;
      }
      this.base = {};
      for (const [node, shop, field, text] of data.base) {
        within(this.base, node, shop)[field] = field === "evidence" ? text.split(" ") : text;
      }
      this.reset();
    }

    /** Puts everything back to what the folder holds. */
    reset() {
      this.counted = new Map();
      this.who = "";
      this.files = {};
      this.changes = 0;
      this.answers = {};
      this.rows = {};
      this.heads = {};
      for (const [node, shops] of Object.entries(this.base)) {
        for (const [shop, fields] of Object.entries(shops)) {
          if (!shop) this.answers[node] = copy(fields);
          else this.putRow(node, shop, fields);
        }
      }
      for (const [node, shop, field, value] of this.data.own) within(this.rows, node, shop)[field] = copy(value);
      for (const one of this.data.sections) {
        if (one.kind === "screen") this.heads[one.id] = copy({ whole: one.whole, columns: one.columns });
      }
      for (const node of Object.keys(this.data.nodes)) this.preset(node);
    }

    /** Gives the fields of an answer that may have one value only that value, where nobody answered. */
    preset(node) {
      const { shop, scale } = this.data.nodes[node];
      if (shop || !scale.envelope || this.base[node]?.[""]?.value) return;
      for (const [field, allowed] of Object.entries(scale.envelope)) {
        if (allowed.length === 1) within(this.answers, node)[field] ??= allowed[0];
      }
    }

    /** Of a row only what is its own: the figures and the note; the rest is held against the heads. */
    putRow(node, shop, fields) {
      const kept = ["value", "peer", "benchmark", "note"].filter(name => !isBlank(fields[name]));
      if (kept.length) within(this.rows, node)[shop] = Object.fromEntries(kept.map(name => [name, fields[name]]));
    }

    answer(node) {
      return this.answers[node] ?? {};
    }

    row(node, shop) {
      return this.rows[node]?.[shop] ?? {};
    }

    isAsked(node, shop) {
      return !(this.data.out[node] ?? []).includes(shop);
    }

    // Writing.

    set(home, field, value) {
      this.changes += 1;
      if (isBlank(value)) delete home[field];
      else home[field] = value;
    }

    setAnswer(node, field, value) {
      this.counted.delete(node);
      this.set(within(this.answers, node), field, value);
    }

    setRow(node, shop, field, value) {
      this.counted.delete(node);
      this.set(within(this.rows, node, shop), field, value);
    }

    setWhole(section, field, value) {
      this.set(within(this.heads, section, "whole"), field, value);
    }

    setColumn(node, field, value) {
      this.set(within(this.heads, this.sectionOf[node].id, "columns", node), field, value);
    }

    // What holds.

    /** The fields that say what the figure of a question is. */
    envelope(node) {
      return Object.keys(this.data.nodes[node].scale.envelope ?? {});
    }

    figures(node) {
      return this.data.nodes[node].scale.figures ?? ["value"];
    }

    takes(node, field) {
      return field === "evidence" || this.envelope(node).includes(field);
    }

    /** Whether what is said for all figures of a screen can hold of those of one question. */
    fitsAll(node, field, value) {
      const allowed = this.data.nodes[node].scale.envelope?.[field];
      return field === "evidence" || allowed === true || !allowed?.length || allowed.includes(value);
    }

    /** What holds of a field of all figures of a question, where a shop says no other. */
    above(node, field) {
      if (!this.takes(node, field)) return "";
      const head = this.heads[this.sectionOf[node].id];
      const own = head.columns?.[node]?.[field];
      if (!isBlank(own)) return own === this.data.nothing ? "" : own;
      const whole = head.whole?.[field];
      if (isBlank(whole) || whole === this.data.nothing) return "";
      return this.fitsAll(node, field, whole) ? whole : "";
    }

    /** All that a figure of a shop says. */
    whole(node, shop) {
      const own = this.row(node, shop), found = {};
      for (const field of [...this.figures(node), "note"]) if (!isBlank(own[field])) found[field] = own[field];
      for (const field of [...this.envelope(node), "evidence"]) {
        const value = isBlank(own[field]) ? this.above(node, field) : own[field];
        if (!isBlank(value) && value !== this.data.nothing) found[field] = value;
      }
      return found;
    }

    hasFigure(node, row) {
      return this.figures(node).some(field => !isBlank(row[field]));
    }

    // Whether it is right.

    say(key, gaps) {
      return Form.message(this.data.messages[key], gaps);
    }

    /** What is wrong with the text of a field, in both languages; null: nothing. */
    problem(node, field, text) {
      if (isBlank(text) || Array.isArray(text)) return null;
      const typed = Form.strip(text.replace(/\r\n/g, "\n"));
      const sign = Form.HARMFUL.exec(typed.replace(/[\n\t]/g, " "));
      if (sign) {
        const code = sign[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        return this.say("DP113", { field: `${node}.${field}`, char: `U+${code}` });
      }
      if (!typed || (field === "value" && isState(text))) return null;
      if (field === "value") return this.wrongValue(node, typed);
      if (field === "peer" || field === "benchmark") return this.wrongPeer(node, typed);
      if (field === "period") return this.wrongPeriod(typed);
      const [limit, length] = [field === "note" ? this.data.longest : Form.LINE, Form.size(typed)];
      return length > limit ? this.say("DP140", { node, field, length: String(length), limit: String(limit) }) : null;
    }

    unit(node) {
      const unit = this.data.nodes[node].scale.unit ?? "";
      return Array.isArray(unit) ? unit[0] : unit;
    }

    noData(typed) {
      const low = Form.tidy(typed).toLowerCase();
      return this.data.messages.no_data.includes(low) ? this.say("empty", { mark: Form.strip(typed) }) : null;
    }

    /** What to say of a text that says a figure, but none that is exact. */
    inexact(text) {
      if (Form.size(text) > Form.LONGEST) return null;
      const plain = Form.tidy(text).toLowerCase();
      const found = this.data.messages.inexact.find(([kind]) => new RegExp(`^(?:${kind})$`).test(plain));
      return found ? found.slice(1) : null;
    }

    noFigure(typed, unit) {
      const text = Form.unquoted(typed), found = Form.LEADING.exec(text);
      if (Form.DECIMAL_COMMA.test(text)) return this.say("point", { way: text.replace(/,/g, ".") });
      if (this.data.messages.failed_results.includes(text.toLowerCase())) return this.say("failed", { mark: text });
      if (text.startsWith("=")) return this.say("formula");
      const inexact = this.inexact(text);
      if (inexact) return inexact;
      const number = this.data.messages.number;
      const isIn = found && Form.number(found[0]) !== null && !Form.ALTERED.test(text.slice(found[0].length));
      if (!isIn) return this.say("number");
      const time = Form.OF_TIME.exec(text.slice(found[0].length));
      if (time && !unit.startsWith(time[1])) return unit ? this.say("in_unit", { unit }) : this.say("number");
      return this.say("only", { problem: number, way: found[0] });
    }

    wrongValue(node, typed) {
      const { scale, shop } = this.data.nodes[node];
      const plain = Form.tidy(typed);
      if (scale.kind === "number") return this.noData(plain) ?? this.wrongNumber(node, plain);
      if (scale.kind === "rate") {
        const figures = typed.split(" ").map(part => Form.figure(part));
        const whole = figures.every(one => one !== null && Number.isInteger(one) && one >= 0 && one <= Form.MOST_COUNTED);
        return whole && figures.length === 2 ? null : this.noData(plain) ?? this.say("counts");
      }
      if (scale.kind === "nps") {
        const parts = plain.split(" ");
        if (parts.length !== 3 || !parts.every(part => /^\d{1,9}$/.test(part))) return this.noData(plain) ?? this.say("nps");
        const sum = parts.reduce((all, part) => all + Number(part), 0);
        return shop && sum > 1000 ? this.say("replies") : null;
      }
      return null;
    }

    wrongNumber(node, plain) {
      const found = Form.figure(plain, this.unit(node));
      if (found === null) return this.noFigure(plain, this.unit(node));
      return Number.isFinite(found) ? null : this.say("number");
    }

    wrongPeer(node, typed) {
      const found = Form.figure(typed, this.unit(node));
      if (found !== null && Number.isFinite(found)) return null;
      return this.noData(typed) ?? (found === null ? this.noFigure(typed, this.unit(node)) : this.say("number"));
    }

    wrongPeriod(typed) {
      if (Form.size(typed) > Form.LINE) {
        return this.say("DP140", { field: "period", length: String(Form.size(typed)), limit: String(Form.LINE) });
      }
      const value = Form.period(typed), span = Form.span(value);
      if (!span) return this.say("DP305", { value });
      const day = this.today();
      return span.last > Form.calendar(day) ? this.say("DP306", { value, day }) : null;
    }

    /** The day of assessment as far as the page knows it: today, or later where the folder is. */
    today() {
      const now = Form.today?.() ?? this.data.about.written;
      return now < this.data.about.written ? this.data.about.written : now;
    }

    /** What makes a reply count as missing, or is odd about it, in both languages. */
    doubts(node, reply) {
      const { scale } = this.data.nodes[node];
      const text = reply.value;
      if (isBlank(text) || isState(text) || !scale.figures || this.problem(node, "value", text)) return [];
      const lacking = this.envelope(node).filter(field => isBlank(reply[field]));
      if (lacking.length) return [this.say("DP334", { node, fields: lacking.map(field => this.fieldTitle(field)).reduce((one, other) => [`${one[0]}、${other[0]}`, `${one[1]}, ${other[1]}`]) })];
      const found = [this.misfit(node, reply), ...this.implausible(node, reply)];
      return found.filter(Boolean);
    }

    fieldTitle(field) {
      const title = this.data.fields[field]?.title ?? this.data.words.period;
      return Array.isArray(title) ? title : [title, title];
    }

    misfit(node, reply) {
      const { scale } = this.data.nodes[node];
      if (!scale.period || isBlank(reply.period) || this.wrongPeriod(reply.period)) return null;
      const value = Form.period(Form.strip(reply.period)), [kind, most] = scale.period;
      if (Form.fits(value, kind, most)) return null;
      const expected = this.say(`period.${kind}`);
      const more = most > 1 ? this.say("in_a_row", { most: String(most) }) : ["", ""];
      return this.say("DP366", { node, value, expected: expected.map((one, at) => one + more[at]), example: scale.example });
    }

    /** What a figure cannot be, or is hardly meant to be, as the loader judges it. */
    implausible(node, reply) {
      const { scale } = this.data.nodes[node];
      const value = this.figureOf(node, reply.value);
      if (scale.kind === "nps") {
        const count = reply.value.split(" ").reduce((all, part) => all + Number(part), 0);
        return count < 30 ? [this.say("DP337", { node, count: String(count) })] : [];
      }
      if (value === undefined) return [this.say("DP131", { node })];
      const found = this.offRange(node, value) ?? (scale.peers ? this.wrongBeside(node, reply) : null);
      const mistake = scale.peers && (!found || found.code === "DP333") ? this.mistake(node, reply) : null;
      const worst = mistake ?? found;
      if (worst) return [this.say(worst.code, { node, ...worst.gaps })];
      return [...(scale.peers ? this.besidePeers(node, reply) : []), ...(scale.percent && value > 0 && value <= 1 ? [this.say("DP338", { node, value })] : [])];
    }

    /** Why a figure cannot be: a code and what its message says; null: it can. */
    offRange(node, value) {
      const { scale } = this.data.nodes[node];
      const [low, high] = scale.range ?? [scale.kind === "rate" ? 0 : -Infinity, Infinity];
      return value < low || value > high ? { code: "DP333", gaps: { value, low, high } } : null;
    }

    /** The figures of a reply beside peers as numbers; undefined: not there, or not readable. */
    beside(node, reply) {
      const read = text => isBlank(text) ? undefined : Form.figure(text, this.unit(node)) ?? undefined;
      return { value: this.figureOf(node, reply.value), peer: read(reply.peer), best: read(reply.benchmark) };
    }

    /** Why a figure and that of its peers cannot be held against each other. */
    wrongBeside(node, reply) {
      const { range } = this.data.nodes[node].scale, { value, peer } = this.beside(node, reply);
      if (isBlank(reply.peer)) return { code: "DP335", gaps: {} };
      if (peer === undefined) return null;
      if (peer <= 0 || value < 0) return { code: "DP336", gaps: { peer, value } };
      const [low, high] = range ?? [-Infinity, Infinity];
      return peer < low || peer > high ? { code: "DP381", gaps: { peer, low, high } } : null;
    }

    /** The mistake of unit that explains how far a figure is off its peers. */
    mistake(node, reply) {
      const { value, peer } = this.beside(node, reply);
      const other = Form.otherUnit(this.data.nodes[node].scale, this.data.near, value, peer);
      return other && { code: "DP387", gaps: { value, peer, times: other.times, guess: other.guess } };
    }

    /** What is odd about figures beside peers that can be held against each other. */
    besidePeers(node, reply) {
      const { scale } = this.data.nodes[node], { value, peer, best } = this.beside(node, reply), found = [];
      if (Form.isFarOff(scale, value, peer)) found.push(this.say("DP386", { node, value, peer }));
      if (best === undefined || !this.figures(node).includes("benchmark")) return found;
      const [low, high] = scale.range ?? [-Infinity, Infinity];
      const other = Form.otherUnit(scale, this.data.near, best, peer);
      if (best < 0 || best < low || best > high) found.push(this.say("DP129", { node, value: best, low, high }));
      else if (other) found.push(this.say("DP130", { node, value: best, peer, times: other.times }));
      return found;
    }

    figureOf(node, text) {
      const { scale } = this.data.nodes[node];
      if (scale.kind === "number") return Form.figure(Form.tidy(text), this.unit(node)) ?? undefined;
      const parts = text.split(" ").map(part => Form.figure(part));
      if (scale.kind === "rate") return parts[1] ? parts[0] / parts[1] * scale.per : undefined;
      const sum = parts.reduce((all, part) => all + part, 0);
      return sum ? (parts[0] - parts[2]) / sum * 100 : undefined;
    }

    /** All that is wrong with the fields of a reply: pairs of field and problem. */
    problems(node, reply, shop) {
      const found = [];
      for (const [field, text] of Object.entries(reply)) {
        if (shop && field !== "value" && !this.hasFigure(node, reply)) continue;
        const problem = text === this.data.nothing ? null : this.problem(node, field, text);
        if (problem) found.push([field, problem]);
      }
      return found;
    }

    // What is asked, and how far it is.

    /** The value of an answer as conditions see it; null: not applicable; undefined: open. */
    value(node) {
      const { scale, shop } = this.data.nodes[node], text = this.answer(node).value;
      if (isBlank(text) || text === UNKNOWN) return undefined;
      if (text.startsWith(NA)) return null;
      if (shop || this.problem(node, "value", text)) return undefined;
      return scale.choices ? this.chosen(scale, text) : this.figureOf(node, text);
    }

    /** The value that stands for a choice, or for several; undefined: there is none such. */
    chosen(scale, text) {
      if (scale.several) return text.split(" ");
      const one = scale.choices.find(([id]) => id === text);
      return one && (one[2] ?? text);
    }

    states() {
      return this.conditions.states(node => this.value(node));
    }

    /** How many answers a question wants, and how many of them there are. */
    progress(node) {
      if (!this.counted.has(node)) this.counted.set(node, this.count(node));
      return this.counted.get(node);
    }

    count(node) {
      const said = this.answer(node).value ?? "";
      if (!this.data.nodes[node].shop) {
        return { all: 1, done: said && !this.problem(node, "value", said) ? 1 : 0 };
      }
      const asked = this.shops.filter(shop => this.isAsked(node, shop));
      const all = this.data.rows === null ? asked.length : Math.min(asked.length, this.data.rows);
      if (isState(said)) return { all, done: all };
      const there = asked.filter(shop => {
        const text = this.row(node, shop).value;
        return !isBlank(text) && !this.problem(node, "value", text);
      });
      return { all, done: Math.min(all, there.length) };
    }

    /** The progress of many questions, those left out that are not asked now. */
    total(nodes, states = this.states()) {
      const sum = { all: 0, done: 0 };
      for (const node of nodes) {
        if (states.get(node) === "not_asked") continue;
        const { all, done } = this.progress(node);
        sum.all += all;
        sum.done += done;
      }
      return sum;
    }

    /** Every entry that could not be read in: of which question and shop, and why. */
    wrong() {
      const found = [], states = this.states();
      for (const node of Object.keys(this.data.nodes)) {
        if (states.get(node) === "not_asked") continue;
        for (const [field, problem] of this.problems(node, this.answer(node))) found.push({ node, shop: "", field, problem });
        for (const shop of Object.keys(this.rows[node] ?? {})) {
          const row = this.whole(node, shop);
          if (!this.isAsked(node, shop) || !this.hasFigure(node, row)) continue;
          for (const [field, problem] of this.problems(node, row, shop)) found.push({ node, shop, field, problem });
        }
      }
      return found;
    }

    // Out and in.

    /** The file to hand in, and the questions left out because they are not asked now. */
    exported() {
      const states = this.states(), leftOut = [];
      const file = {
        format: this.data.format,
        version: this.data.version,
        about: { ...this.data.about, who: Form.strip(this.who) },
        base: { rows: this.data.base.length, cells: this.data.base },
        answers: {},
        shops: {},
        files: {},
        draft: { heads: this.heads },
      };
      for (const node of Object.keys(this.data.nodes)) {
        const isOut = states.get(node) === "not_asked";
        if (isOut && this.isChanged(node)) leftOut.push(node);
        if (!isOut) this.put(file, node);
      }
      const named = new Set(this.named(file));
      for (const [name, said] of Object.entries(this.files)) {
        if (!named.has(name)) continue;
        file.files[name] = Object.fromEntries(["kind", "captured_on", "sha256"].filter(key => said[key]).map(key => [key, said[key]]));
      }
      return { file, leftOut };
    }

    put(file, node) {
      const said = this.answer(node), base = this.base[node] ?? {};
      const fields = Object.keys(said).filter(field => !isBlank(said[field]));
      if (base[""] || fields.some(field => !this.envelope(node).includes(field))) {
        file.answers[node] = this.asWritten(node, Object.fromEntries(fields.map(field => [field, said[field]])));
      }
      for (const shop of this.shops) {
        if (!this.data.nodes[node].shop || !this.isAsked(node, shop)) continue;
        const row = this.whole(node, shop), has = this.hasFigure(node, row);
        if (has || base[shop]) within(file.shops, shop)[node] = has ? this.asWritten(node, row) : {};
      }
    }

    /** A reply as the file has it. */
    asWritten(node, fields) {
      const { scale } = this.data.nodes[node], { value, ...rest } = fields;
      if (value === undefined) return rest;
      if (value === UNKNOWN) return { unknown: true, ...rest };
      if (value.startsWith(NA)) return { not_applicable: value.slice(NA.length), ...rest };
      if (scale.choices) return { value: this.chosen(scale, value) ?? value, ...rest };
      const counts = COUNTS[scale.kind];
      if (counts) {
        const parts = value.split(" ");
        return { value: Object.fromEntries(counts.map((name, at) => [name, parts[at] ?? ""])), ...rest };
      }
      return { value, ...rest };
    }

    *named(file) {
      for (const reply of Object.values(file.answers)) yield* reply.evidence ?? [];
      for (const shop of Object.values(file.shops)) for (const reply of Object.values(shop)) yield* reply.evidence ?? [];
    }

    isChanged(node) {
      const base = this.base[node] ?? {};
      const fields = new Set([...Object.keys(this.answer(node)), ...Object.keys(base[""] ?? {})]);
      if (this.answer(node).value !== undefined && [...fields].some(field => !same(this.answer(node)[field], base[""]?.[field]))) return true;
      return this.shops.some(shop => this.hasFigure(node, this.row(node, shop)) && !base[shop]);
    }

    /** Whether an answer that the folder holds is empty now. */
    isEmptied(node, shop = "") {
      const now = shop ? this.row(node, shop) : this.answer(node);
      return !isBlank(this.base[node]?.[shop]?.value) && isBlank(now.value);
    }

    /** What keeps a file from being imported: the key of a phrase and its gaps; null: nothing. */
    refusal(file) {
      const about = file?.about;
      if (typeof file !== "object" || file === null || file.format !== this.data.format || file.version !== this.data.version) return ["import.kind"];
      if (typeof about !== "object" || about === null) return ["import.kind"];
      if (about.provider !== this.data.about.provider) return ["import.other", { other: String(about.provider).slice(0, 64) }];
      return about.digest === this.data.about.digest ? null : ["import.questions"];
    }

    /** Takes in a file that was exported before; gives how many entries it changed. */
    import(file) {
      this.counted.clear();
      const before = JSON.stringify([this.answers, this.rows]);
      const older = {};
      for (const row of Array.isArray(file.base?.cells) ? file.base.cells : []) {
        if (Array.isArray(row) && row.length === 4) within(older, String(row[0]), String(row[1]))[row[2]] = row[3];
      }
      const plain = value => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
      this.who = typeof file.about.who === "string" ? file.about.who : this.who;
      for (const [name, said] of Object.entries(plain(file.files))) {
        const kept = Object.entries(plain(said)).filter(([key, text]) => ["kind", "captured_on", "sha256"].includes(key) && typeof text === "string");
        this.files[name] = { ...this.files[name], ...Object.fromEntries(kept) };
      }
      for (const [id, head] of Object.entries(plain(file.draft?.heads))) {
        if (this.heads[id]) this.heads[id] = { whole: this.strings(plain(head).whole), columns: Object.fromEntries(Object.entries(plain(plain(head).columns)).map(([node, one]) => [node, this.strings(one)])) };
      }
      for (const [node, reply] of Object.entries(plain(file.answers))) {
        if (this.data.nodes[node]) this.takeAnswer(node, this.read(node, plain(reply)), older[node]?.[""]);
      }
      for (const [shop, replies] of Object.entries(plain(file.shops))) {
        for (const [node, reply] of Object.entries(plain(replies))) {
          if (this.data.nodes[node]?.shop && this.shops.includes(shop)) this.takeRow(node, shop, this.read(node, plain(reply)), older[node]?.[shop]);
        }
      }
      return before === JSON.stringify([this.answers, this.rows]) ? 0 : this.differing(JSON.parse(before));
    }

    /** How many entries are other ones than before. */
    differing([answers, rows]) {
      let count = 0;
      const add = (one = {}, other = {}) => {
        for (const field of new Set([...Object.keys(one), ...Object.keys(other)])) count += same(one[field], other[field]) ? 0 : 1;
      };
      for (const node of Object.keys(this.data.nodes)) {
        add(answers[node], this.answers[node]);
        for (const shop of this.shops) add(rows[node]?.[shop], this.rows[node]?.[shop]);
      }
      this.changes += count;
      return count;
    }

    strings(fields) {
      const kept = Object.entries(typeof fields === "object" && fields !== null ? fields : {}).filter(([, value]) => typeof value === "string" || (Array.isArray(value) && value.every(one => typeof one === "string")));
      return Object.fromEntries(kept);
    }

    /** A reply of a file as fields of plain text. */
    read(node, reply) {
      const { unknown, not_applicable: reason, value, ...rest } = reply;
      const found = this.strings(Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, typeof one === "number" ? String(one) : one])));
      if (unknown === true) found.value = UNKNOWN;
      else if (typeof reason === "string") found.value = NA + reason;
      else if (Array.isArray(value)) found.value = value.map(String).join(" ");
      else if (typeof value === "object" && value !== null) {
        const counts = COUNTS[this.data.nodes[node].scale.kind] ?? [];
        found.value = counts.map(name => String(value[name] ?? "")).join(" ");
      } else if (value !== undefined && value !== null) found.value = String(value);
      return found;
    }

    /** Whether a file says of a field just what it held when that form was written: then it says nothing. */
    isOld(value, was, base) {
      const text = field => Array.isArray(field) ? [...field].sort().join(" ") : field ?? "";
      const sorted = field => typeof field === "string" && Array.isArray(value) ? field.split(" ").sort().join(" ") : field ?? "";
      return was !== undefined && text(value) === sorted(was) && !same(base, value);
    }

    takeAnswer(node, fields, older = {}) {
      const base = this.base[node]?.[""] ?? {}, found = {};
      for (const field of new Set([...Object.keys(fields), ...Object.keys(base)])) {
        const value = this.isOld(fields[field], older[field], base[field]) ? base[field] : fields[field];
        if (!isBlank(value)) found[field] = value;
      }
      this.answers[node] = found;
      this.preset(node);
    }

    takeRow(node, shop, fields, older = {}) {
      const base = this.base[node]?.[shop] ?? {}, found = {};
      for (const field of [...this.figures(node), "note"]) {
        const value = this.isOld(fields[field], older[field], base[field]) ? base[field] : fields[field];
        if (!isBlank(value)) found[field] = value;
      }
      for (const field of [...this.envelope(node), "evidence"]) {
        if (!this.hasFigure(node, found)) continue;
        const value = this.isOld(fields[field], older[field], base[field]) ? base[field] : fields[field];
        if (!same(value, this.above(node, field))) found[field] = isBlank(value) ? this.data.nothing : value;
      }
      within(this.rows, node)[shop] = found;
    }

    /** All that is filled in, as it is kept between two visits. */
    kept() {
      const { who, files, changes, answers, rows, heads } = this;
      return { who, files, changes, answers, rows, heads };
    }

    keep(kept) {
      this.counted.clear();
      for (const key of ["who", "files", "changes", "answers", "rows", "heads"]) if (kept[key] !== undefined) this[key] = kept[key];
    }
  };
  Form.texts = { UNKNOWN, NA, NONE, COUNTS, isState, isBlank };
}
