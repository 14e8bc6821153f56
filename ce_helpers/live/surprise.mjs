const LOWEST = 1e-8;

export default () => ({
  compute: ({ p }) => ({ nats: -Math.log(p), bits: -Math.log2(p) }),

  draw(view, { p }, { nats }) {
    view.line("linear-level", [[0, nats], [p, nats]]);
    view.line("log-level", [[LOWEST, nats], [p, nats]]);
  },

  handles: { "linear-point": ["p", "nats"], "log-point": ["p", "nats"] },
});
