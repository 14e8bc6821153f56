// Numbers as they are printed: the same rules as in printed.py.

const SUPERSCRIPT = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((c, i) => [i, c])) };

function general(value, precision) {
  const [mantissa, power] = value.toExponential(precision - 1).split("e");
  const exponent = Number(power);
  const strip = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= precision) return `${strip(mantissa)}e${exponent}`;
  return strip(value.toFixed(Math.max(0, precision - 1 - exponent)));
}

/** A value as it is printed, by a form such as ".4f" or ".3g". */
export function told(value, form) {
  if (typeof value === "string") return value;
  value = Number(value);
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const [, digits, kind] = /^(?:\.(\d+))?([fg%])?$/.exec(form);
  let text;
  if (kind === "f") text = value.toFixed(digits);
  else if (kind === "%") text = `${(100 * value).toFixed(digits)}%`;
  else text = general(value, Number(digits ?? 6) || 1);
  if (Number(text.replace("%", "")) === 0) text = text.replace("-", "");
  const [head, power] = text.split("e");
  const tail = power === undefined ? "" : `·10${[...power].map((c) => SUPERSCRIPT[c]).join("")}`;
  return head.replace("-", "−") + tail;
}

/** A sentence with its places `{name:.2f}` filled in. */
export const fill = (template, known) =>
  template.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, form) => told(known[name], form ?? ""));
