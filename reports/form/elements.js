"use strict";
// Elements of the page: made of text, never of markup.
{
  /** An element: properties as its own, `data-`, `aria-` and `for` as attributes, then what is in it. */
  Form.el = (tag, properties = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (/^(data-|aria-|for$|role$|list$|scope$|colspan$|inputmode$)/.test(key)) made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
    return made;
  };

  /** A `select` over pairs of value and text; a value that is none of them is offered too. */
  Form.select = (properties, options, value) => {
    const there = options.some(([one]) => one === value);
    const all = there || !value ? options : [...options, [value, value]];
    const made = Form.el("select", properties, all.map(([one, text]) => Form.el("option", { value: one }, text)));
    made.value = value ?? "";
    return made;
  };

  /** Replaces what is in an element only where it says something else. */
  Form.show = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  let count = 0;
  Form.newId = () => `i${count += 1}`;

  /** A field with its label above it. */
  Form.labelled = (text, field, properties = {}) => {
    field.id ||= Form.newId();
    return Form.el("div", { className: "field", ...properties }, Form.el("label", { for: field.id }, text), field);
  };

  /** A file's SHA-256 in hex digits. */
  Form.digest = async file => {
    const raw = await file.arrayBuffer();
    const digest = crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", raw)) : Form.sha256(new Uint8Array(raw));
    return [...digest].map(byte => byte.toString(16).padStart(2, "0")).join("");
  };

  /** SHA-256 where the browser has none of its own, as for pages opened from a file in some. */
  Form.sha256 = bytes => {
    const primes = [], roots = [], squares = [];
    for (let n = 2; primes.length < 64; n += 1) {
      if (primes.every(prime => n % prime)) primes.push(n);
    }
    const fraction = value => (value - Math.floor(value)) * 2 ** 32 >>> 0;
    for (const prime of primes) roots.push(fraction(Math.cbrt(prime)));
    for (const prime of primes.slice(0, 8)) squares.push(fraction(Math.sqrt(prime)));
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    padded.set(bytes);
    padded[bytes.length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length * 8 >>> 0);
    const turn = (value, by) => value >>> by | value << 32 - by;
    const state = [...squares], words = new Uint32Array(64);
    for (let block = 0; block < padded.length; block += 64) {
      for (let at = 0; at < 64; at += 1) {
        if (at < 16) words[at] = view.getUint32(block + at * 4);
        else {
          const [a, b] = [words[at - 15], words[at - 2]];
          words[at] = words[at - 16] + words[at - 7] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10);
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at += 1) {
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + roots[at] + words[at] | 0;
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, d + one | 0, c, b, a, one + two | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, at) => { state[at] = state[at] + value | 0; });
    }
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((value, at) => out.setUint32(at * 4, value >>> 0));
    return new Uint8Array(out.buffer);
  };
}
