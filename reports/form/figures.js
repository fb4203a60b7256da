"use strict";
// What people type, read as dpcap reads it: figures, periods, days; and what is wrong with them.
const Form = {};
{
  const LONGEST = 40, LINE = 200, MOST_COUNTED = 1e12;
  const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
  const QUOTES = /^[“”"'‘’「」]+|[“”"'‘’「」]+$/g;
  const NUMBER = /^[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
  const THOUSANDS = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
  const LEADING = /^[-+]?\d{1,15}(?:\.\d{1,15})?(?![\d.,:/_-]|[exEX]\d)/;
  const ALTERED = /^\s*(?:[-~～—–/／:：至到^*×%‰。．·]|[十百千万亿折成比kwm]|分之|\d)/i;
  const OF_TIME = /^\s*((?:小时|分|秒|天|时|(?:min|sec|s|h)(?![a-z])).*)/i;
  const DECIMAL_COMMA = /^[-+]?\d{1,15},\d{1,2}$/;
  const CURRENCY = /^(?:¥|rmb|cny) ?| ?(?:元|块|rmb|cny)$/g;
  const HARMFUL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]/;
  const TIMES = [["万", 4], ["w", 4], ["亿", 8], ["千", 3], ["k", 3]], OF_UNITS = [["万", 4], ["亿", 8]];

  const strip = text => text.replace(AROUND, "");
  const tidy = text => strip(text.normalize("NFKC"));
  const size = text => [...text].length;
  const unquoted = text => size(text) <= LONGEST ? strip(tidy(text).replace(QUOTES, "")) : text;
  const number = text => NUMBER.test(text) ? Number(text) : null;
  const bare = text => number(THOUSANDS.test(text) ? text.replace(/,/g, "") : text);

  const shifted = (figure, places) => {
    const [digits, power] = figure.toExponential().split("e");
    return Number(`${digits}e${Number(power) + places}`);
  };

  const scaled = (figure, places, unit) => {
    if (!Number.isFinite(figure)) return null;
    const own = OF_UNITS.find(([mark]) => unit.includes(mark));
    return shifted(figure, places - (own ? own[1] : 0));
  };

  /** The figure that a text says for a quantity in a unit (its Chinese words), or null. */
  const figure = (text, unit = "") => {
    if (size(text) > LONGEST) return number(text);
    const plain = unquoted(text).toLowerCase().replace(/\u2212/g, "-");
    if (plain.endsWith("%")) return unit.includes("%") ? bare(plain.slice(0, -1).trimEnd()) : null;
    const amount = plain.replace(CURRENCY, "");
    if (amount !== plain && !unit.includes("元")) return null;
    for (const [mark, places] of TIMES) {
      if (!amount.endsWith(mark)) continue;
      const found = bare(amount.slice(0, -mark.length).trimEnd());
      return found === null ? null : scaled(found, places, unit);
    }
    const found = bare(amount);
    return found === null || amount === plain ? found : scaled(found, 0, unit);
  };

  /** A number as a message says it. */
  const plainNumber = value => {
    const text = value.toFixed(Math.abs(value) >= 1 ? 4 : 6);
    return Number(text) || !value ? text.replace(/\.?0+$/, "") || "0" : String(Number(value.toPrecision(4))).replace(/e([-+])(\d)$/, "e$10$2");
  };

  const filled = (text, gaps) => text.replace(/\{(\w+)\}/g, (gap, name) => {
    const value = gaps[name] ?? gaps[name.replace(/_(?:zh|en)$/, "")];
    return value === undefined ? gap : typeof value === "number" ? plainNumber(value) : value;
  });

  /** A message in both languages with its gaps filled; a gap may itself be a pair. */
  const message = (pair, gaps = {}) => [0, 1].map(at => filled(
    typeof pair === "string" ? pair : pair[at],
    Object.fromEntries(Object.entries(gaps).map(([key, one]) => [key, Array.isArray(one) ? one[at] : one])),
  ));

  // Periods and days.

  const YEAR = "(?<year>20\\d\\d)";
  const DAY = new RegExp(`^${YEAR}(?:(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})|年(?<month2>\\d{1,2})月(?<day2>\\d{1,2})[日号]|(?<month3>\\d\\d)(?<day3>\\d\\d))$`);
  const MONTH = new RegExp(`^${YEAR}(?:[-/.](?<month>\\d{1,2})|年(?<zh>\\d{1,2})月份?|(?<six>\\d\\d))$`);
  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const EXCEL = new RegExp(`^(?<month>${MONTHS.join("|")})-(?<year>\\d\\d)$`);
  const QUARTER = new RegExp(`^${YEAR}[-/ ]?(?:年)?(?:q(?<digit>[1-4])|第?(?<zh>[一二三四1-4])季度?)$`);
  const HALF = new RegExp(`^${YEAR}[-/ ]?年?(?:h(?<digit>[12])|(?<zh>[上下])半年)$`);
  const BETWEEN = /\s?(?:~|至|到|—|–|--)\s?|\s-\s/, JOINED = /(\d)-(?=20\d\d[/.年])/g;
  const CHINESE = { 一: "1", 二: "2", 三: "3", 四: "4", 上: "1", 下: "2" };
  const FORM = /^(?<year>\d{4})(?:-(?:Q(?<quarter>[1-4])|H(?<half>[12])|(?<month>\d{2})(?:-(?<day>\d{2}))?))?$/;
  const SPAN = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/;
  const DAYS = { "30d": 30, "90d": 90, "180d": 180 };
  const LENGTHS = { month: 1, quarter: 3, half_year: 6, year: 12 };
  const ONE_DAY = 86400000;

  const two = part => part.padStart(2, "0");
  const dayOf = plain => {
    const found = DAY.exec(plain)?.groups;
    if (!found) return null;
    return `${found.year}-${two(found.month || found.month2 || found.month3)}-${two(found.day || found.day2 || found.day3)}`;
  };
  const monthOf = plain => {
    const found = MONTH.exec(plain)?.groups;
    if (found) return `${found.year}-${two(found.month || found.zh || found.six)}`;
    const short = EXCEL.exec(plain)?.groups;
    return short ? `20${short.year}-${two(String(MONTHS.indexOf(short.month) + 1))}` : null;
  };
  const partOf = plain => {
    for (const [pattern, letter] of [[QUARTER, "Q"], [HALF, "H"]]) {
      const found = pattern.exec(plain)?.groups;
      if (found) return `${found.year}-${letter}${found.digit || CHINESE[found.zh] || found.zh}`;
    }
    return /^20\d\d年$/.test(plain) ? plain.slice(0, -1) : null;
  };

  /** A text as periods are written, if it says one in another common way, else as it is. */
  const period = text => {
    if (size(text) > LONGEST) return text;
    const plain = unquoted(text).toLowerCase();
    const ends = plain.replace(JOINED, "$1~").split(BETWEEN).map(dayOf);
    if (ends.length === 2 && ends[0] && ends[1]) return ends.join("/");
    return dayOf(plain) || monthOf(plain) || partOf(plain) || text;
  };

  /** The day of the calendar that YYYY-MM-DD says, as milliseconds; null: there is none. */
  const calendar = text => {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!found || found[1] === "0000") return null;
    const day = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : day.getTime();
  };
  const at = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return date.getTime();
  };

  /** First and last day of a period, as milliseconds; null: it is none. */
  const span = text => {
    const written = SPAN.exec(text);
    if (written) {
      const [first, last] = [calendar(written[1]), calendar(written[2])];
      return first === null || last === null || first > last ? null : { first, last };
    }
    const found = FORM.exec(text)?.groups;
    if (!found || found.year === "0000") return null;
    if (found.day) {
      const day = calendar(text);
      return day === null ? null : { first: day, last: day };
    }
    const year = Number(found.year);
    let [low, high] = [1, 12];
    for (const [name, length] of [["quarter", 3], ["half", 6], ["month", 1]]) {
      if (found[name]) [low, high] = [length * found[name] - length + 1, length * found[name]];
    }
    return low < 1 || high > 12 ? null : { first: at(year, low - 1, 1), last: at(year, high, 0) };
  };

  /** Whether a period is of a kind, or up to so many of them in a row. */
  const fits = (text, kind, most) => {
    const days = span(text);
    if (!days) return false;
    const count = Math.round((days.last - days.first) / ONE_DAY) + 1;
    if (kind === "day") return count === 1;
    if (kind === "session") return count <= 31;
    if (DAYS[kind]) return text.includes("/") && Math.abs(count - DAYS[kind]) <= 1;
    const length = LENGTHS[kind], first = new Date(days.first);
    const [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()];
    if (kind !== "year" && (day !== 1 || month % length)) return false;
    for (let count = 1; count <= most; count += 1) {
      const ends = at(year, month + length * count, day);
      const there = new Date(ends).getUTCDate() === day ? ends : at(year, month + length * count + 1, 1);
      if (there - days.last === ONE_DAY) return true;
    }
    return false;
  };

  Object.assign(Form, {
    LONGEST, LINE, MOST_COUNTED, HARMFUL, LEADING, ALTERED, OF_TIME, DECIMAL_COMMA,
    strip, tidy, size, unquoted, number, figure, plainNumber, message, period, calendar, span, fits,
  });
}
