"use strict";
// Which questions are asked: conditions in CEL over the role, facts and answers.
{
  const environment = Cel.celEnv();

  /** Whether a condition holds over values by name: true, false, or null where it comes to neither. */
  Form.holds = (source, values) => {
    try {
      const outcome = Cel.plan(environment, Cel.parse(source))(values);
      return typeof outcome === "boolean" ? outcome : null;
    } catch {
      return null;
    }
  };

  Form.Conditions = class {
    constructor(data) {
      this.data = data;
      this.leftOut = new Set(data.left_out);
      this.plans = new Map();
      this.premises = new Set();
      for (const [node, one] of Object.entries(data.nodes)) {
        if (!one.when) continue;
        this.plans.set(node, Cel.plan(environment, Cel.parse(one.when.source)));
        for (const name of one.when.names) if (data.names[name]) this.premises.add(data.names[name]);
      }
    }

    /** The state of each question: asked, not_asked, or the ids of the questions it hangs on. */
    states(valueOf) {
      const found = new Map();
      for (const node of Object.keys(this.data.nodes)) this.state(node, valueOf, found);
      return found;
    }

    state(node, valueOf, found) {
      if (!found.has(node)) found.set(node, this.plans.has(node) ? this.judged(node, valueOf, found) : "asked");
      return found.get(node);
    }

    judged(node, valueOf, found) {
      const values = {}, open = [];
      let isOut = false;
      for (const name of this.data.nodes[node].when.names) {
        const other = this.data.names[name];
        const known = other ? this.known(other, valueOf, found) : this.data.known[name];
        if (other ? known === null : this.leftOut.has(name)) isOut = true;
        else if (known === undefined) open.push(other || name);
        else values[name] = known;
      }
      if (open.length) return open;
      if (isOut) return "not_asked";
      const outcome = this.run(node, values);
      return outcome === null ? [...this.data.nodes[node].when.names] : outcome ? "asked" : "not_asked";
    }

    /** The value of an answer; null: it is left out; undefined: it is open. */
    known(node, valueOf, found) {
      const state = this.state(node, valueOf, found);
      if (state === "not_asked") return null;
      return state === "asked" ? valueOf(node) : undefined;
    }

    run(node, values) {
      try {
        const outcome = this.plans.get(node)(values);
        return typeof outcome === "boolean" ? outcome : null;
      } catch {
        return null;
      }
    }
  };
}
