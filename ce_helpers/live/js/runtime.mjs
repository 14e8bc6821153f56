// What all live figures share: reading and writing the controls, moving SVG parts, printing numbers, dragging.
//
// A figure's own module is a function of this runtime that returns
//   compute(state)            the readouts, pure: the formulas, and nothing else
//   draw(view, state, values) moves the parts
//   hidden(state)             the gids of the parts that are not shown, where `shown_at` does not say it (the same rule as
//                             the class's `hidden`)
//   handles { gid: [x, y] }   markers that stand where traits, values (by name) or numbers say: a drag sets those traits,
//                             and their controls light the marker up
//   drag    { gid: (point, state) => change }   what a drag of that part sets; point in data coordinates
//   picks   { gid: (point, state) => change }   the same for a part (or axes) that is clicked, or tapped by a finger
//   lights  { trait: gid }    the part (or list of parts) that lights up while the trait's control has the focus
//   adjust(state, name)       what else must change once `name` has (the same rule as the class's `adjust`)
//   actions { name: state => change }           what each action button does
// all but the first two optional. State and changes are plain objects of trait names and values.

// --- formulas that several figures use --------------------------------------------------------------------------

const sum = (xs) => xs.reduce((a, b) => a + b, 0);
const range = (n, f) => Array.from({ length: n }, (_, i) => f(i));
const linspace = (a, b, n) => range(n, (i) => a + ((b - a) * i) / (n - 1));
const mean = (xs) => sum(xs) / xs.length;
const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
/** Round halves up: the same as `rounded` in parts.py. */
const rounded = (x, digits) => Math.floor(x * 10 ** digits + 0.5) / 10 ** digits;
/** Places on [0, 1], dense at both ends, where surprise is steep, and neither 0 nor 1: the same as `DENSE` in parts.py. */
const dense = linspace(0, Math.PI / 2, 201).map((t) => clamp(Math.sin(t) ** 2, 1e-12, 1 - 1e-12));
/** The distribution of two outcomes of which the first has probability p. */
const coin = (p) => [p, 1 - p];
/** Readouts of three outcomes a, b and c under names of their own. */
const named = (prefix, xs) => Object.fromEntries(xs.map((x, i) => [`${prefix}_${"abc"[i]}`, x]));
/** Readouts in nats, and the same in bits under names that end in `_bits`. */
const withBits = (nats) => ({ ...nats, ...Object.fromEntries(Object.entries(nats).map(([k, x]) => [`${k}_bits`, x / Math.LN2])) });
/** x·ln y with 0·ln 0 = 0. */
const xlogy = (x, y) => (x === 0 ? 0 : x * Math.log(y));
const entropy = (p) => sum(p.map((x) => -xlogy(x, x)));
const crossEntropy = (p, q) => sum(p.map((x, i) => -xlogy(x, q[i])));
/** u − (1 − u) artanh u for |u| < 1/8, by its series; `_near_excess` in information.py goes further out. */
const nearExcess = (u) => {
  let even = 0, odd = 0;
  for (let k = 9; k > 0; k--) [even, odd] = [even * u * u + 1 / (2 * k - 1), odd * u * u + 1 / (2 * k + 1)];
  return u * u * (even - u * odd);
};
/** KL(p‖q) as a sum of p·ln(p/q) − p + q, each ≥ 0 and with nothing cancelling near p = q. */
const kl = (p, q) =>
  sum(
    p.map((x, i) => {
      const y = q[i], u = (y - x) / (x + y);
      if (x === 0) return y;
      return Math.abs(u) < 0.125 ? (x + y) * nearExcess(u) : x * Math.log(x / y) + (y - x);
    }),
  );
const jensenShannon = (p, q) => {
  const m = p.map((x, i) => (x + q[i]) / 2);
  return (kl(p, m) + kl(q, m)) / 2;
};
const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const logsumexp = (z) => {
  const m = Math.max(...z);
  return m + Math.log(sum(z.map((x) => Math.exp(x - m))));
};
const softmax = (z) => {
  const m = Math.max(...z), e = z.map((x) => Math.exp(x - m)), total = sum(e);
  return e.map((x) => x / total);
};

/**
 * What a probability q given to what happens costs, `other` the rest; and what a report q is expected to cost a belief p
 * above honesty, in forms where nothing cancels.
 */
const rules = {
  log: { loss: (q) => -Math.log(q), price: (p, q) => kl(coin(p), coin(q)) },
  brier: { loss: (q) => (1 - q) * (1 - q), price: (p, q) => (p - q) ** 2 },
  absolute: { loss: (q) => 1 - q, price: (p, q) => (q - p) * (1 - 2 * p) },
  spherical: {
    loss: (q, other) => 1 - q / Math.sqrt(q * q + other * other),
    price(p, q) {
      const [a, b] = [p, q].map((x) => Math.sqrt(x * x + (1 - x) * (1 - x)));
      return (p - q) ** 2 / (a * b * b) / (1 + (p * q + (1 - p) * (1 - q)) / (a * b));
    },
  },
};
/** What the report q costs by a rule if the event happens, and if it does not. */
const bothLosses = (rule, q) => [rules[rule].loss(q, 1 - q), rules[rule].loss(1 - q, q)];
/** What the report q is expected to cost a belief p; what is believed impossible costs nothing. */
const expectedLoss = (rule, p, q) => sum(bothLosses(rule, q).map((cost, i) => coin(p)[i] && coin(p)[i] * cost));

// --- numbers as they are printed: the same rules as `told` in base.py --------------------------------------------

const SUPERSCRIPT = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((c, i) => [i, c])) };

function general(value, precision) {
  const [mantissa, power] = value.toExponential(precision - 1).split("e");
  const exponent = Number(power);
  const strip = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= precision) return `${strip(mantissa)}e${exponent}`;
  return strip(value.toFixed(Math.max(0, precision - 1 - exponent)));
}

function told(value, form) {
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

const fill = (template, known) =>
  template.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, form) => told(known[name], form ?? ""));

// --- the moving parts of the drawing ------------------------------------------------------------------------------

function makeView(root) {
  const plot = root.querySelector(".live-plot"), svg = plot.querySelector("svg");
  const maps = JSON.parse(plot.dataset.axes);
  const parts = new Map();
  const short = (id) => id.slice(root.id.length + 1);
  const seen = new Map();
  let gone = new Set([...svg.querySelectorAll('[style="display: none"]')].map((group) => short(group.id)));
  const T = (scale, v) => (scale === "log" ? Math.log10(v) : v);
  const pixel = ([scale, a, b], v) => clamp(a + b * T(scale, v), -1e4, 1e4);
  const data = ([scale, a, b], px) => (scale === "log" ? 10 ** ((px - a) / b) : (px - a) / b);

  function part(gid) {
    if (!parts.has(gid)) {
      const group = svg.querySelector(`[id="${root.id}-${gid}"]`);
      if (!group) throw new Error(`${root.id}: the drawing has no part with gid "${gid}"`);
      let axes = group;
      while (axes !== svg && !maps[short(axes.id)]) axes = axes.parentNode;
      const name = axes === svg ? Object.keys(maps)[0] : short(axes.id);
      const inner = group.matches("path, use, text") ? group : group.querySelector("use") ?? group.querySelector("path, text");
      parts.set(gid, { group, map: maps[name], inner, uses: group.querySelectorAll("use") });
    }
    return parts.get(gid);
  }
  const at = ({ map }, x, y) => [pixel(map.x, x), pixel(map.y, y)];
  const d = (p, points) => points.map(([x, y], i) => `${i ? "L" : "M"}${at(p, x, y).map((v) => v.toFixed(2)).join(" ")}`).join("");

  return {
    svg, maps, part, data,
    /** Put a marker (or several, from a list of points) at data coordinates. */
    move(gid, x, y) {
      const p = part(gid), points = Array.isArray(x) ? x : [[x, y]];
      p.uses.forEach((use, i) => {
        const [px, py] = at(p, ...(points[i] ?? points.at(-1)));
        use.setAttribute("x", px.toFixed(2));
        use.setAttribute("y", py.toFixed(2));
      });
    },
    /** Draw a line through data points. */
    line(gid, points) {
      const p = part(gid);
      p.inner.setAttribute("d", d(p, points));
    },
    /** Draw a closed shape through data points. */
    area(gid, points) {
      const p = part(gid);
      p.inner.setAttribute("d", `${d(p, points)}Z`);
    },
    /** Draw a rectangle between two data corners. */
    bar(gid, x0, x1, y0, y1) {
      this.area(gid, [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
    },
    /** Draw a column that stands on 0, its middle at x. */
    column(gid, x, height, width = 0.62) {
      this.bar(gid, x - width / 2, x + width / 2, 0, height);
    },
    /** Set a text, and where x and y are given, move it there, its offset from the data kept. */
    text(gid, string, x, y) {
      const p = part(gid), text = p.inner;
      if (text.textContent !== string) text.textContent = string;
      if (x === undefined) return;
      p.offset ??= [0, 1].map((i) => Number(text.getAttribute("xy"[i])) - p.map.texts[gid][i]);
      const [px, py] = at(p, x, y);
      text.setAttribute("x", (px + p.offset[0]).toFixed(2));
      text.setAttribute("y", (py + p.offset[1]).toFixed(2));
      text.removeAttribute("transform");
    },
    /** Whether a value is not what it was when this was last asked: what stands as it stood need not be drawn again. */
    changed(key, value) {
      const news = seen.get(key) !== value;
      seen.set(key, value);
      return news;
    },
    /** Show all parts but those with these gids. */
    hide(gids) {
      const now = new Set(gids);
      for (const gid of gone) if (!now.has(gid)) part(gid).group.style.display = "";
      for (const gid of now) if (!gone.has(gid)) part(gid).group.style.display = "none";
      gone = now;
    },
  };
}

// --- hydration ------------------------------------------------------------------------------------------------------

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The gids of the parts that are not shown at a state. */
const hidden = (figure, shownAt, s) =>
  figure.hidden?.(s) ?? Object.keys(shownAt).filter((gid) => Object.entries(shownAt[gid]).some(([name, value]) => s[name] !== value));

/** What can be dragged in a figure and what its controls light up, the handles among them. */
function wired({ handles = {}, drag, picks = {}, lights }) {
  const all = { drag: {}, lights: {} };
  for (const [gid, [across, up]] of Object.entries(handles)) {
    all.drag[gid] = ({ x, y }, state) => Object.fromEntries([[across, x], [up, y]].filter(([name]) => name in state));
    for (const name of [across, up]) all.lights[name] = [...(all.lights[name] ?? []), gid];
  }
  return { drag: { ...all.drag, ...drag, ...picks }, picks, lights: { ...all.lights, ...lights } };
}

/**
 * Give the markup in `root` life: `model` has get, set, save_changes and on, as an ipywidget's has. `drawn` says that the
 * markup is at the model's state, as it is on a built page: then nothing is drawn before the reader's first move.
 */
function hydrate(figure, root, model, drawn = false) {
  const names = Object.keys(JSON.parse(root.dataset.state));
  const state = () => Object.fromEntries(names.map((n) => [n, model.get(n)]));
  const view = makeView(root), shownAt = JSON.parse(root.dataset.shownAt), { drag, picks, lights } = wired(figure);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const ranges = Object.fromEntries(all("input[type=range]").map((input) => [input.name, input]));
  const fields = Object.fromEntries(all("input[type=number]").map((input) => [input.dataset.for, input]));
  const outputs = all("output"), said = root.querySelector(".live-says");
  let pending = false, timer = 0, note = "";

  // a value as its control can hold it: inside the range, and on a step
  function held(name, value) {
    const input = ranges[name], field = fields[name];
    if (!input) return value;
    const low = Number(field.min), high = Number(field.max), digits = Number(input.dataset.digits);
    value = clamp(value, low, high);
    if (input.dataset.scale === "log") return clamp(Number(value.toPrecision(digits)), low, high);
    const step = Number(input.step);
    return clamp(Number((low + Math.round((value - low) / step) * step).toFixed(digits + 2)), low, high);
  }

  function update(change, exact = false) {
    note = "";
    for (const [name, value] of Object.entries(change)) model.set(name, exact ? value : held(name, value));
    if (figure.adjust)
      for (const name of Object.keys(change))
        for (const [other, value] of Object.entries(figure.adjust(state(), name))) model.set(other, value);
    model.save_changes();
    root.dataset.touched = "1";
    schedule();
  }

  function paint() {
    pending = false;
    const s = state(), v = figure.compute(s), known = { ...s, ...v };
    view.hide(hidden(figure, shownAt, s));
    for (const [gid, place] of Object.entries(figure.handles ?? {})) view.move(gid, ...place.map((at) => known[at] ?? at));
    figure.draw(view, s, v);
    for (const out of outputs) {
      const value = known[out.name], text = told(value, out.dataset.form);
      if (out.textContent !== text) out.textContent = text;
      if (typeof value !== "string") out.dataset.value = String(Number(value));
    }
    control(s);
    if (root.dataset.ready)
      timer = setTimeout(() => {
        view.svg.setAttribute("aria-label", fill(root.dataset.alt, known));
        if (!note) say(fill(root.dataset.says, known));
        note = "";
      }, 500);
  }
  function control(s) {
    for (const [name, input] of Object.entries(ranges)) {
      const value = s[name], field = fields[name], log = input.dataset.scale === "log";
      input.value = log ? Math.log10(value) : value;
      input.setAttribute("aria-valuetext", told(value, log ? `.${input.dataset.digits}g` : `.${input.dataset.digits}f`));
      if (document.activeElement !== field) field.value = short(input, value);
    }
    for (const box of all("input[type=checkbox]")) box.checked = s[box.name];
    for (const radio of all("input[type=radio]")) radio.checked = s[radio.dataset.name] === radio.value;
    for (const select of all("select")) select.value = s[select.name];
  }
  const short = ({ dataset: { scale, digits } }, value) => (scale === "log" ? Number(value.toPrecision(digits)) : value.toFixed(digits));
  function schedule() {
    clearTimeout(timer); // at once, not in paint: what is said for the move before must not take this move's note
    if (!pending) requestAnimationFrame(paint);
    pending = true;
  }
  function say(text, shown = false) {
    said.textContent = text;
    said.classList.toggle("live-shown", shown);
  }

  for (const [name, input] of Object.entries(ranges)) {
    const field = fields[name];
    input.addEventListener("input", () => update({ [name]: input.dataset.scale === "log" ? 10 ** input.value : Number(input.value) }));
    const low = Number(field.min), high = Number(field.max), whole = input.step >= 1 && input.dataset.scale !== "log";
    const fits = (value) => value >= low && value <= high && !(whole && value % 1);
    field.addEventListener("input", () => {
      if (field.value !== "" && fits(Number(field.value))) update({ [name]: Number(field.value) }, true);
    });
    field.addEventListener("change", () => {
      if (field.value === "") {
        field.value = short(input, model.get(name)); // emptied: the number that holds comes back
        return;
      }
      const value = Number(field.value), kept = clamp(whole ? Math.round(value) : value, low, high);
      update({ [name]: kept }, true);
      field.value = String(kept);
      const [from, to, now] = [low, high, kept].map((x) => told(x, ""));
      if (kept !== value) say((note = `This runs from ${from} to ${to}${whole ? " in whole numbers" : ""}; it is now ${now}.`), true);
    });
    field.addEventListener("keydown", (event) => { // a number field's own step is 1, whatever the slider's is
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      if (event.key === "ArrowUp") input.stepUp();
      else input.stepDown();
      input.dispatchEvent(new Event("input"));
      field.value = short(input, model.get(name));
    });
    for (const gid of [lights[name] ?? []].flat())
      for (const target of [input, field])
        for (const [event, on] of [["focus", true], ["blur", false]])
          target.addEventListener(event, () => view.part(gid).group.classList.toggle("live-lit", on));
  }
  for (const box of all("input[type=checkbox]")) box.addEventListener("change", () => update({ [box.name]: box.checked }));
  for (const radio of all("input[type=radio]")) radio.addEventListener("change", () => update({ [radio.dataset.name]: radio.value }));
  for (const select of all("select")) select.addEventListener("change", () => update({ [select.name]: select.value }));
  for (const button of all("[data-set]")) button.addEventListener("click", () => update(JSON.parse(button.dataset.set), true));
  for (const button of all("[data-action]")) button.addEventListener("click", () => update(figure.actions[button.name](state()), true));
  for (const button of all("[data-play]")) playable(button, ranges[button.dataset.play], update);
  if (Object.keys(drag).length) draggable(drag, picks, view, state, update);

  const listen = () => schedule();
  for (const name of names) model.on(`change:${name}`, listen);
  for (const set of all("fieldset:disabled")) set.disabled = false;
  if (drawn) {
    figure.compute(state()); // a figure that cannot compute says so now, while the still one is whole
    control(state());
  } else paint();
  root.dataset.ready = "1";
  return () => names.forEach((name) => model.off?.(`change:${name}`, listen));
}

/** Run a slider to its end, a step a frame; those who asked for less motion are taken to the end at once. */
function playable(button, input, update) {
  let running = false;
  const stop = () => {
    running = false;
    button.textContent = "Play";
  };
  const set = (value) => update({ [input.name]: input.dataset.scale === "log" ? 10 ** value : value });
  const tick = () => {
    if (!running) return;
    const next = Number(input.value) + Math.max(Number(input.step), (input.max - input.min) / 240);
    set(Math.min(next, Number(input.max)));
    if (next >= Number(input.max)) stop();
    else requestAnimationFrame(() => requestAnimationFrame(tick));
  };
  button.addEventListener("click", () => {
    if (running) return stop();
    const over = Number(input.value) >= Number(input.max);
    if (calm()) return set(Number(over ? input.min : input.max));
    if (over) set(Number(input.min));
    running = true;
    button.textContent = "Pause";
    requestAnimationFrame(() => requestAnimationFrame(tick));
  });
}

/**
 * Let the pointer take the nearest part that can be dragged, within a fingertip of it, or else the axes under it. A
 * finger that sweeps over a part to be picked scrolls the page; its tap picks.
 */
function draggable(drag, picks, view, state, update) {
  const { svg, maps } = view, reach = 26, parts = Object.entries(drag);
  let taken = null;
  const where = (event) => {
    const box = svg.getBoundingClientRect(), unit = svg.viewBox.baseVal.width / box.width;
    return { x: (event.clientX - box.left) * unit, y: (event.clientY - box.top) * unit, unit };
  };
  function nearest(event) {
    const { x, y, unit } = where(event);
    let best = null, least = [reach * unit, Infinity];
    for (const [gid, change] of parts) {
      const p = view.part(gid);
      if (p.group.style.display === "none" || p.group.closest('[style*="display: none"]')) continue;
      const whole = maps[gid]?.box, b = whole ?? p.group.getBBox();
      const away = Math.hypot(Math.max(b.x - x, 0, x - b.x - b.width), Math.max(b.y - y, 0, y - b.y - b.height));
      const off = Math.hypot(b.x + b.width / 2 - x, b.y + b.height / 2 - y); // decides between parts one over the other
      if (whole ? best === null && away === 0 : away < least[0] || (away === least[0] && off <= least[1])) {
        best = { gid, change, p };
        if (!whole) least = [away, off];
      }
    }
    return best;
  }
  const pull = (event) => {
    const { x, y } = where(event);
    update(taken.change({ x: view.data(taken.p.map.x, x), y: view.data(taken.p.map.y, y) }, state()));
  };
  svg.addEventListener("pointerdown", (event) => {
    taken = nearest(event);
    if (taken?.gid in picks && event.pointerType === "touch") taken = null;
    if (!taken) return;
    svg.setPointerCapture(event.pointerId);
    svg.style.cursor = "grabbing";
    event.preventDefault();
    pull(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (taken) pull(event);
    else if (event.pointerType === "mouse") svg.style.cursor = nearest(event) ? "grab" : "";
  });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => {
    taken = null;
    svg.style.cursor = "";
  });
  svg.addEventListener("click", (event) => {
    taken = nearest(event);
    if (taken?.gid in picks) pull(event);
    taken = null;
  });
  // a finger that takes a handle must not scroll the page as well
  const held = ({ gid } = {}) => gid && !(gid in picks);
  svg.addEventListener("touchstart", (event) => held(nearest(event.touches[0]) ?? {}) && event.preventDefault(), { passive: false });
}

// --- the two hosts --------------------------------------------------------------------------------------------------

/** JupyterLab: the widget's model is the kernel's; the markup comes with it. */
let copies = 0;
function render(figure, { model, el }) {
  const markup = model.get("_markup"), [, uid] = / id="([^"]+)"/.exec(markup);
  el.innerHTML = markup.replaceAll(uid, `${uid}-${(copies += 1)}`); // each view has its own names
  el.style.width = "100%"; // a figure asks for no width of its own, and would get none beside another
  return hydrate(figure, el.querySelector("figure.live"), model);
}

/** The built site: the markup is on the page; the model is a few lines. */
function pageModel(values) {
  const listeners = {};
  return {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
    },
    save_changes() {},
    on: (event, listener) => (listeners[event] ??= []).push(listener),
  };
}

/** Bring a page's figures to life in their order, each in a task of its own, so that the page answers meanwhile. */
function boot(figures) {
  const waiting = [...document.querySelectorAll("figure.live[id]")];
  const next = () => {
    const root = waiting.shift();
    if (!root) return;
    setTimeout(next);
    try {
      hydrate(figures[root.dataset.live](), root, pageModel(JSON.parse(root.dataset.state)), true);
    } catch (error) {
      root.classList.add("live-failed"); // the still figure and its caption stay
      console.error(error);
    }
  };
  next();
}

export default {
  render, boot, wired, hidden, told,
  sum, mean, range, linspace, clamp, rounded, dense, coin, named, withBits,
  xlogy, entropy, crossEntropy, kl, jensenShannon, sigmoid, softplus, logsumexp, softmax,
  rules, bothLosses, expectedLoss,
};
