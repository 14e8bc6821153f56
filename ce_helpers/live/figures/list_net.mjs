const KEYS = ["a", "b", "c", "d"], NAMES = ["A", "B", "C", "D"], RELEVANCE = [3, 2, 1, 0], WIDE = 0.34;

export default ({ sum, softmax, entropy, crossEntropy }) => {
  const truth = softmax(RELEVANCE), floor = entropy(truth);
  const gain = RELEVANCE.map((r) => 2 ** r - 1), dcg = (gains) => sum(gains.map((g, place) => g / Math.log2(place + 2)));
  return {
    compute(s) {
      const scores = KEYS.map((n) => s[n]), q = softmax(scores), loss = crossEntropy(truth, q);
      const order = [0, 1, 2, 3].sort((i, j) => scores[j] - scores[i]);
      const words = order.map((k, i) => (i ? (scores[order[i - 1]] === scores[k] ? " = " : " ") : "") + NAMES[k]).join("");
      // items of equal score stand in any of their orders: each has the mean gain of its group
      const gains = order.map((i) => {
        const group = gain.filter((_, k) => scores[k] === scores[i]);
        return sum(group) / group.length;
      });
      const columns = KEYS.map((n, k) => ({ [`p_${n}`]: truth[k], [`q_${n}`]: q[k], [`push_${n}`]: q[k] - truth[k] }));
      return {
        loss, floor, excess: loss - floor, order: words, ndcg: dcg(gains) / dcg(gain),
        ...Object.assign({}, ...columns),
      };
    },

    draw(view, s, v) {
      KEYS.forEach((n, k) => {
        view.bar(`q-${n}`, k, k + WIDE, 0, v[`q_${n}`]);
        view.line(`stem-${n}`, [[k, 0], [k, s[n]]]);
      });
    },

    handles: { "a-score": [0, "a"], "b-score": [1, "b"], "c-score": [2, "c"], "d-score": [3, "d"] },
  };
};
