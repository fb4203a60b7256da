"use strict";
// What the page holds: the words, what is filled in and kept, and which questions are shown.
{
  const PAUSE = 300;
  const data = JSON.parse(document.getElementById("data").textContent);
  const replies = new Form.Replies(data);
  const store = `dpcap-form:${data.about.sheet}`;
  /** What the other files of the page share: the state that is drawn, and what each of them draws. */
  const page = Form.page = {
    data, replies, sections: data.sections,
    language: data.language, section: "", post: data.about.person, onlyOpen: false,
    states: new Map(), cards: new Map(), offered: new Set(),
  };
  let timer = 0, canKeep = true;

  const say = pair => typeof pair === "string" ? pair : pair?.[page.language === "zh" ? 0 : 1] ?? "";
  const word = (key, gaps = {}) => say(data.words[key]).replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
  const inBrackets = (text, unit) => page.language === "zh" ? `${text}（${unit}）` : `${text} (${unit})`;
  const list = parts => parts.join(word("mark.list"));
  Form.today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };

  const person = one => say(data.people[one] ?? "") || one || word("post.none");
  const isShown = node => !page.post || (data.nodes[node].post ?? "") === (page.post === "-" ? "" : page.post);
  const nodesOf = one => one.parts.flatMap(part => part.nodes);
  const shownIn = one => nodesOf(one).filter(isShown);

  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    try {
      localStorage.setItem(store, JSON.stringify({ ...replies.kept(), language: page.language, section: page.section, post: page.post }));
      canKeep = true;
    } catch {
      canKeep = false;
    }
    page.status();
  };

  /** Keeps it in a moment, once for all that is typed until then. */
  const keepSoon = () => {
    if (!timer) timer = setTimeout(keep, PAUSE);
  };

  /** Keeps at once what still waits. */
  const keepDue = () => {
    if (timer) keep();
  };

  const restore = () => {
    try {
      const text = localStorage.getItem(store);
      if (text === null) return false;
      const kept = JSON.parse(text);
      replies.keep(kept);
      page.language = kept.language === "en" ? "en" : "zh";
      page.section = replies.sections[kept.section] ? kept.section : "";
      page.post = kept.post ?? page.post;
      return true;
    } catch {
      return false;
    }
  };

  /** Redraws what a change to a question (of one shop) bears on, and no more. */
  const changed = (node, shop = "") => {
    keepSoon();
    const before = page.states;
    if (replies.conditions.premises.has(node)) page.states = replies.states();
    page.cards.get(node)?.update(shop);
    for (const [other, card] of page.cards) if (other !== node && String(page.states.get(other)) !== String(before.get(other))) card.update();
    page.progress();
    page.status();
  };

  /** How it is kept: about to be, kept, or not at all in this browser. */
  const keeping = () => canKeep ? timer ? "saving" : "saved" : "unsaved";

  Object.assign(page, { say, word, inBrackets, list, person, isShown, nodesOf, shownIn, keep, keepSoon, keepDue, keeping, restore, changed });
}
