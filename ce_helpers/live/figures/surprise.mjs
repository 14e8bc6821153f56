const LOWEST = 1e-8, TOP = 6.85, LOG_TOP = 18.4;

export default ({ told }) => ({
  compute: ({ p }) => ({ nats: -Math.log(p), bits: -Math.log2(p) }),

  draw(view, { p }, { nats }) {
    for (const [axis, left, top] of [["linear", 0, TOP], ["log", LOWEST, LOG_TOP]]) {
      const x = Math.max(left, p), y = Math.min(nats, top);
      view.line(`${axis}-level`, [[left, y], [x, y]]);
      view.move(`${axis}-point`, x, y);
    }
    view.text("beyond", nats > TOP ? `${told(nats, ".2f")} nats ↑` : "", 0.17, TOP);
    view.text("below", nats > LOG_TOP + 0.1 ? `← ${told(nats, ".2f")} nats ↑` : "", 4e-7, LOG_TOP);
  },

  actions: { halve: ({ p }) => ({ p: Math.max(Math.min(p, LOWEST), p / 2) }) },
  drag: { "linear-point": ({ x }) => ({ p: x }), "log-point": ({ x }) => ({ p: x }) },
  lights: { p: ["linear-point", "log-point"] },
});
