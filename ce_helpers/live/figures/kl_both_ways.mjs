const TOP = 2.6;

export default ({ coin, dense, jensenShannon, kl, range, told, withBits }) => ({
  compute({ p, q }) {
    const P = coin(p), Q = coin(q), js = jensenShannon(P, Q);
    return { ...withBits({ forward: kl(P, Q), reverse: kl(Q, P), js }), root: Math.sqrt(js) };
  },

  draw(view, { p, q }, v) {
    const P = coin(p), side = p > 0.5 ? 1 : -1, aside = q <= 0.5 ? 0.73 : 0.27;
    const curves = [
      ["forward", "KL(P‖Q)", "—", -0.12, (x) => kl(P, coin(x))],
      ["reverse", "KL(Q‖P)", "– –", 0.13, (x) => kl(coin(x), P)],
      ["js", "JS", "–·", 0.06, (x) => jensenShannon(P, coin(x))],
    ];
    const crowded = Math.abs(p - 0.5) < 0.225; // too close for names beside the curves: a column of names instead
    if (view.changed("p", p)) curves.forEach(([gid, name, stroke, shift, f], row) => { // the curves are P's, and Q moves most
      const x = range(7, (i) => 0.5 - side * (0.2 - i / 10)).find((x) => f(x) < 1.9);
      if (crowded) view.text(`${gid}-name`, `${name}  ${stroke}`, 0.5, 1.77 - 0.22 * row);
      else if (x) view.text(`${gid}-name`, name, x + side * shift, f(x) + 0.02);
      else view.text(`${gid}-name`, `${name} = ∞ unless Q = P`, 0.5, 1.85);
      view.line(`${gid}-curve`, dense.map((x) => [x, Math.min(99, f(x))]));
    });
    curves.forEach(([gid, name], row) => {
      // of two points that are pinned, the second hangs a little lower, so that both are seen
      view.move(`${gid}-point`, q, row === 1 && Math.min(v.forward, v.reverse) > TOP ? TOP - 0.16 : Math.min(v[gid], TOP));
      if (gid === "js") return; // it never leaves the axes
      view.text(`${gid}-beyond`, v[gid] > TOP ? `${name} = ${told(v[gid], ".2f")} ↑` : "", aside, TOP * (0.95 - 0.09 * row));
    });
    view.line("q-line", [[q, 0], [q, TOP]]);
  },

  handles: { "p-mark": ["p", 0] },
  drag: { "q-line": ({ x }) => ({ q: x }) },
  lights: { q: "q-line" },
});
