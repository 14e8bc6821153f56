const TOP = 2.6;
const STROKES = { forward: "—", reverse: "– –", js: "–·" };

export default ({ kl, linspace }) => {
  const grid = linspace(0, Math.PI / 2, 201).map((t) => Math.min(1 - 1e-12, Math.max(1e-12, Math.sin(t) ** 2)));
  const pair = (x) => [x, 1 - x];
  const js = (p, q) => {
    const m = p.map((x, i) => (x + q[i]) / 2);
    return (kl(p, m) + kl(q, m)) / 2;
  };
  return {
    compute({ p, q }) {
      const P = pair(p), Q = pair(q), forward = kl(P, Q), reverse = kl(Q, P), both = js(P, Q);
      return {
        forward, reverse, js: both, root: Math.sqrt(both),
        forward_bits: forward / Math.LN2, reverse_bits: reverse / Math.LN2, js_bits: both / Math.LN2,
      };
    },

    draw(view, { p, q }, v) {
      const P = pair(p), side = p > 0.5 ? 1 : -1, aside = q <= 0.5 ? 0.73 : 0.27;
      const curves = [
        ["forward", "KL(P‖Q)", -0.09, (x) => kl(P, pair(x))],
        ["reverse", "KL(Q‖P)", 0.13, (x) => kl(pair(x), P)],
        ["js", "JS", 0.06, (x) => js(P, pair(x))],
      ];
      // near ½ the curves lie too close for names beside them: a column of names instead
      const crowded = Math.abs(p - 0.5) < 0.2;
      for (const [gid] of curves) view.move(`${gid}-point`, q, Math.min(v[gid], TOP));
      if (view.curvesOf !== p) curves.forEach(([gid, name, shift, f], row) => { // the curves are P's, and Q moves most
        const x = [0.3, 0.2, 0.1, 0, -0.1, -0.2, -0.3, -0.4].map((t) => 0.5 - side * t).find((x) => f(x) < 1.9);
        if (crowded) view.text(`${gid}-name`, `${name}  ${STROKES[gid]}`, 0.5, 1.77 - 0.22 * row);
        else view.text(`${gid}-name`, x === undefined ? "" : name, (x ?? 0.5) + side * shift, (x === undefined ? 0 : f(x)) + 0.02);
        view.line(`${gid}-curve`, grid.map((x) => [x, Math.min(99, f(x))]));
      });
      view.curvesOf = p;
      view.line("q-line", [[q, 0], [q, TOP]]);
      view.move("p-mark", p, 0);
      [["forward", "KL(P‖Q)"], ["reverse", "KL(Q‖P)"]].forEach(([gid, name], row) => {
        const amount = v[gid] === Infinity ? "∞" : v[gid].toFixed(2);
        view.text(`${gid}-beyond`, v[gid] > TOP ? `${name} = ${amount} ↑` : "", aside, TOP * (0.93 - 0.09 * row));
      });
    },

    drag: { "p-mark": ({ x }) => ({ p: x }), "q-line": ({ x }) => ({ q: x }) },
    lights: { p: "p-mark", q: "q-line" },
  };
};
