const LOWEST = 1e-8;

export default () => ({
  compute: ({ p }) => ({ nats: -Math.log(p), bits: -Math.log2(p) }),

  draw(view, { p, log_axis }, { nats }) {
    view.show("linear", !log_axis);
    view.show("log", log_axis);
    for (const [axes, left] of [["linear", 0], ["log", LOWEST]]) {
      view.move(`${axes}-point`, p, nats);
      view.line(`${axes}-level`, [[left, nats], [p, nats]]);
    }
  },

  drag: {
    "linear-point": ({ x }) => ({ p: x }),
    "log-point": ({ x }) => ({ p: x }),
  },
  lights: { p: "linear-point" },
});
