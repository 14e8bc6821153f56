const TOP = 2.6;

export default ({ kl, linspace }) => {
  const grid = linspace(0.0005, 0.9995, 200);
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
      const P = pair(p), side = p > 0.5 ? 1 : -1, at = 0.5 - 0.3 * side;
      const curves = [
        ["forward", "KL(P‖Q)", -0.1, (x) => kl(P, pair(x))],
        ["reverse", "KL(Q‖P)", 0.12, (x) => kl(pair(x), P)],
        ["js", "JS", 0.06, (x) => js(P, pair(x))],
      ];
      for (const [gid, name, shift, f] of curves) {
        view.text(`${gid}-name`, name, at + side * shift, f(at) + 0.02);
        view.line(`${gid}-curve`, grid.map((x) => [x, Math.min(99, f(x))]));
        view.move(`${gid}-point`, q, Math.min(v[gid], TOP));
      }
      view.line("q-line", [[q, 0], [q, TOP]]);
      view.move("p-mark", p, 0);
      const beyond = [["KL(P‖Q)", v.forward], ["KL(Q‖P)", v.reverse]].filter(([, x]) => x > TOP).map(([name, x]) => `${name} = ${x === Infinity ? "∞" : x.toFixed(2)} ↑`);
      view.text("beyond", beyond.join("   "));
    },

    drag: { "p-mark": ({ x }) => ({ p: x }), "q-line": ({ x }) => ({ q: x }) },
    lights: { p: "p-mark", q: "q-line" },
  };
};
