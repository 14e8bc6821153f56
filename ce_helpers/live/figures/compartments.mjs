export default ({ clamp, range, sigmoid, softmax, softplus, sum, told }) => {
  const scores = (s) => range(4, (k) => s[`z${k}`]), homes = (s) => range(4, (k) => s[`y${k}`]);
  const all = (letter, xs) => Object.fromEntries(xs.map((x, k) => [`${letter}${k}`, x]));

  return {
    compute(state) {
      const z = scores(state), y = homes(state), s = z.map(sigmoid), q = softmax(z);
      const losses = z.map((x, k) => softplus(y[k] ? -x : x)), n = y.filter(Boolean).length, single = n === 1, c = y.indexOf(true);
      const one = Math.exp(Math.log(sum(z.map((x) => Math.exp(x)))) - sum(z.map(softplus)));
      return {
        ...all("s", s), ...all("q", q),
        each: losses.map((x) => told(x, ".3f")).join(" + "), sigmoids: sum(losses),
        softmax: single ? Math.log1p(sum(z.filter((_, k) => k !== c).map((x) => Math.exp(x - z[c])))) : Infinity,
        told: single ? `−ln ${told(q[c], ".4f")}` : "−ln 0",
        one, price: -Math.log(one), split: single ? "The two differ by just this." : "Softmax cannot say this row.",
        total: sum(s), homes: n,
      };
    },

    draw(view, state, values) {
      for (const [side, letter, loss] of [["left", "s", values.sigmoids], ["right", "q", values.softmax]]) {
        range(4, (k) => {
          const p = values[`${letter}${k}`];
          for (const kind of ["bar", "home"]) view.column(`${side}-${kind}${k}`, k, p);
          view.text(`${side}-value${k}`, told(p, ".2f"), k, p + 0.06);
        });
        view.text(`${side}-loss`, `${told(loss, ".3f")} nats`);
      }
    },

    handles: Object.fromEntries(range(4, (k) => [`top${k}`, [k, `s${k}`]])),
    drag: Object.fromEntries(range(4, (k) => [`top${k}`, ({ y }) => {
      const p = clamp(y, 0.001, 0.999);
      return { [`z${k}`]: Math.log(p) - Math.log1p(-p) };
    }])),
    lights: Object.fromEntries(range(4, (k) => [`z${k}`, `top${k}`])),
  };
};
