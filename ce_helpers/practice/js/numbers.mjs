// Numbers as people type them: "ln 10", "2^3", "3/10", "1,638.4", "50%", "∞". The grammar is that of numbers.py.
// sum: product (± product)*; product: signed (×÷ signed, or a name or bracket just after)*; signed: ± signed or power;
// power: value with % (^ signed); value: number, constant, bracket, or function with a bracket or a signed after it.

const FUNCTIONS = {
  ln: Math.log, log: Math.log, log2: Math.log2, "log₂": Math.log2, log10: Math.log10, "log₁₀": Math.log10,
  exp: Math.exp, sqrt: Math.sqrt, "√": Math.sqrt,
};
const CONSTANTS = { pi: Math.PI, "π": Math.PI, e: Math.E, inf: Infinity, infinity: Infinity, "∞": Infinity };
const TOKEN = /\s*((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|log_?(?:10|2)(?!\d)|log₁₀|log₂|ln|log|exp|sqrt|√|pi|π|infinity|inf|∞|e|[-+*/^()%])/y;
const SPACES = /(\d)['’_\u00a0\u2009\u202f](?=\d{3}(?!\d))/g;

/** Write commas and thin spaces between digits as Python would; a comma before three digits may stand for either. */
function plain(text, grouped) {
  const bare = text
    .toLowerCase().replace(/[−–]/g, "-").replace(/[×·∙]/g, "*").replace(/÷/g, "/").replace(/\*\*/g, "^")
    .replace(/²/g, "^2").replace(/³/g, "^3")
    .replace(/^\s*[=≈~]/, "").replace(/\s*\b(?:nats?|bits?)\s*$/, "").replace(SPACES, "$1");
  const joined = /[a-zπ√∞₂₁]/.test(bare) ? bare : bare.replace(/(\d) (?=\d{3}(?!\d))/g, "$1");
  return joined.replace(/[\d.,]+/g, (digits) => {
    if (grouped && /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) return digits.replace(/,/g, "");
    if (/^\d{1,3}(\.\d{3})+,\d+$/.test(digits)) return digits.replace(/\./g, "").replace(",", ".");
    return /^\d*,\d+$/.test(digits) ? digits.replace(",", ".") : digits;
  });
}

function tokens(text) {
  const found = [];
  let at = 0;
  while (at < text.length && text.slice(at).trim()) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) return null;
    found.push(token[1].replace("_", ""));
    at = TOKEN.lastIndex;
  }
  return found;
}

function value(text) {
  const rest = text.length <= 100 ? tokens(text) : null;
  if (!rest) return NaN;
  const next = (...signs) => signs.includes(rest[0]) && rest.shift();
  const sum = () => {
    let total = product(), sign;
    while ((sign = next("+", "-"))) total += sign === "+" ? product() : -product();
    return total;
  };
  const product = () => {
    let total = signed(), sign;
    while ((sign = next("*", "/")) || /^(?!\d|\.\d)[^-+*/^)%]/.test(rest[0] ?? ")"))
      total = sign === "/" ? total / signed() : total * signed();
    return total;
  };
  const signed = () => (next("-") ? -signed() : next("+") ? signed() : power());
  const power = () => {
    let base = single();
    while (next("%")) base /= 100;
    return next("^") ? base ** signed() : base;
  };
  const single = () => {
    const token = rest.shift() ?? "";
    if (token === "(") {
      const inner = sum();
      return next(")") ? inner : NaN;
    }
    if (Object.hasOwn(FUNCTIONS, token)) return FUNCTIONS[token](rest[0] === "(" ? single() : signed());
    return Object.hasOwn(CONSTANTS, token) ? CONSTANTS[token] : token ? Number(token) : NaN;
  };
  const found = sum();
  return rest.length ? NaN : found;
}

/** All that a text may mean, the likeliest first: "2,303" is 2303 or, where a comma is the point, 2.303. */
export const read = (text) => [...new Set([true, false].map((grouped) => value(plain(text, grouped))))].filter((x) => !Number.isNaN(x));

export const near = (x, y, tolerance) => x === y || Math.abs(x - y) <= tolerance;

/** Which of `values`, of which the first is right, a text with these readings stands for, or −1. The tolerance is the right
    number's: what is near to 262,144 is not near to 8. So a smaller wrong number has room in proportion, each has room for
    three digits, and the closest in proportion is taken; none where the right number with the wrong sign is closer. */
export function listed(readings, values, tolerance) {
  const [right, ...wrong] = values;
  if (readings.some((x) => near(x, right, tolerance))) return 0;
  const share = right ? Math.max(tolerance / Math.abs(right), 0.02) : Infinity;
  const room = (w) => Math.max(0.005 * Math.abs(w), Math.min(tolerance, share * Math.abs(w) || 0));
  const apart = (x, w) => (x === w ? 0 : Math.abs(x - w) / Math.max(Math.abs(x), Math.abs(w)));
  let found = -1, least = Math.min(...readings.filter((x) => near(x, -right, tolerance)).map((x) => apart(x, -right)));
  wrong.forEach((w, i) => {
    // a listed number that is the right one with the wrong sign has its own words
    for (const x of readings) if (near(x, w, room(w)) && (apart(x, w) < least || near(w, -right, tolerance))) [found, least] = [i + 1, apart(x, w)];
  });
  return found;
}

const SLIPS = [
  ["nats", 1 / Math.LN2, "It is the right number divided by ln 2: were those bits, where nats are asked?"],
  ["bits", Math.LN2, "It is the right number times ln 2: were those nats, where bits are asked?"],
  ["nats", 1 / Math.LN10, "It is the right number divided by ln 10: was that the logarithm to base 10, where nats are asked?"],
  ["bits", Math.log10(2), "It is the right number times log₁₀ 2: was that the logarithm to base 10, where bits are asked?"],
  ["", 100, "It is a hundred times the right number: was that a percentage?"],
  ["", 0.01, "It is a hundredth of the right number: was that a share, where per cent is asked?"],
  ["", 2, "It is twice the right number."],
  ["", 0.5, "It is half the right number."],
];

/** What can be said to a number that is no listed slip: its sign, a telling ratio, or the direction. */
export function hint(x, wanted, tolerance, unit) {
  if (wanted !== 0 && near(x, -wanted, tolerance)) return "The size is right, the sign is not.";
  const told = SLIPS.find(([asked, ratio]) => (!asked || unit.startsWith(asked)) && wanted && near(x / wanted / ratio, 1, 0.005));
  const direction = x > wanted ? "That is too large." : "That is too small.";
  if (told) return `${direction} ${told[2]}`;
  return wanted > 0 && near(x * wanted, 1, 0.005) ? `${direction} It is one divided by the right number.` : direction;
}
