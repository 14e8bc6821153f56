const LOWEST = 1e-8, TOP = 6.85;

export default ({ told }) => ({
  compute: ({ p }) => ({ nats: -Math.log(p), bits: -Math.log2(p) }),

  draw(view, { p }, { nats }) {
    view.line("linear-level", [[0, nats], [p, nats]]);
    view.line("log-level", [[LOWEST, nats], [p, nats]]);
    view.move("linear-point", p, Math.min(nats, TOP));
    view.text("beyond", nats > TOP ? `${told(nats, ".2f")} nats ↑` : "", 0.17, TOP);
  },

  handles: { "linear-point": ["p", "nats"], "log-point": ["p", "nats"] },
});
