// A pad of 8 × 8 cells to draw a digit on, and the small network that reads it: the same as pad.py and `digit_net`.

import { clamp, range, softmax, sum } from "./formulas.mjs";

const SIDE = 8, FULL = 16, WIDE = 1.25;

/** The distance from a point to the stroke from a to b. */
function away(x, y, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, long = dx * dx + dy * dy;
  const t = long ? clamp(((x - a.x) * dx + (y - a.y) * dy) / long, 0, 1) : 0;
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

/** The grey values, 0 to 16, after a stroke of the pen, or of the rubber, from a to b; cell (i, j) has its middle at x = j, y = i. */
export const stroked = (ink, a, b, rub = false) =>
  ink.map((old, i) => {
    const grey = Math.floor(FULL * clamp(WIDE - away(i % SIDE, Math.floor(i / SIDE), a, b), 0, 1) + 0.5);
    return rub ? Math.min(old, FULL - grey) : Math.max(old, grey);
  });

/** Whether these are grey values. */
export const isInk = (ink) => ink.every((grey) => Number.isInteger(grey) && grey >= 0 && grey <= FULL);

/** The ten scores of a drawing; `net` holds weights and biases in whole hundredths. */
export function digitScores(net, ink) {
  const n = net.b1.length, k = net.b2.length;
  const h = range(n, (j) => Math.tanh(net.b1[j] / 100 + sum(ink.map((grey, i) => (grey && (grey / FULL) * net.w1[i * n + j]) / 100))));
  return range(k, (c) => net.b2[c] / 100 + sum(h.map((x, j) => (x * net.w2[j * k + c]) / 100)));
}

/** The slope of the loss of the class `meant` in the grey values `x`, from 0 to 1: the same as `input_gradient`. */
export function digitSlope(net, x, meant) {
  const n = net.b1.length, k = net.b2.length;
  const h = range(n, (j) => Math.tanh(net.b1[j] / 100 + sum(x.map((grey, i) => (grey && grey * net.w1[i * n + j]) / 100))));
  const push = softmax(range(k, (c) => net.b2[c] / 100 + sum(h.map((y, j) => (y * net.w2[j * k + c]) / 100))));
  push[meant] = -sum(push.filter((_, c) => c !== meant)); // 1 is not subtracted, where nothing would be left
  const back = h.map((y, j) => (1 - y * y) * sum(push.map((d, c) => (d * net.w2[j * k + c]) / 100)));
  return x.map((_, i) => sum(back.map((d, j) => (d * net.w1[i * n + j]) / 100)));
}

/** Draw the cells: each a square whose area is its grey value. */
export function inkOn(view, ink, name = "cell") {
  ink.forEach((grey, i) => {
    if (!view.changed(`${name}-${i}`, grey)) return;
    const x = i % SIDE, y = Math.floor(i / SIDE), half = Math.sqrt(grey / FULL) / 2;
    view.bar(`${name}-${i}`, x - half, x + half, y - half, y + half);
  });
}
