const FAR = 2;

export default ({ told }) => {
  const advantage = ({ sign }) => (sign === "praise" ? 1 : -1);
  return {
    compute(s) {
      const { r, epsilon } = s, a = advantage(s), low = 1 - epsilon, high = 1 + epsilon;
      const free = a > 0 ? r < high : r > low, plain = r * a, held = Math.min(high, Math.max(low, r)) * a;
      const value = Math.min(plain, held);
      return {
        plain, held, value, loss: -value, slope: free ? a : 0, log: -a * Math.log(r),
        push: free ? (a > 0 ? "pushed up" : "pushed down") : "no push",
      };
    },

    draw(view, s, { value }) {
      const a = advantage(s), bend = 1 + s.epsilon * a;
      view.line("plain", [[0, 0], [FAR, FAR * a]]);
      view.line("clipped", a > 0 ? [[0, 0], [bend, bend], [FAR, bend]] : [[0, -bend], [bend, -bend], [FAR, -FAR]]);
      view.line("edge", [[bend, 0], [bend, bend * a]]);
      view.text("edge-name", told(bend, ".2f"), bend, a < 0 ? 0.12 : -0.3);
      view.move("point", s.r, value);
    },

    handles: { point: ["r", "value"] },
  };
};
