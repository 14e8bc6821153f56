const EPISODES = 80, HORIZON = 30, START = 12, GOAL = 3, PITS = [7, 9], STEP = -0.04, ARM = 0.42;
const MOVES = [[-1, 0], [0, 1], [1, 0], [0, -1]];

export default ({ range, sum, softmax, clamp, rounded }) => {
  const squares = range(16, (s) => s), open = squares.filter((s) => s !== GOAL && !PITS.includes(s));
  const next = squares.map((s) => MOVES.map(([down, right]) => 4 * clamp(Math.floor(s / 4) + down, 0, 3) + clamp((s % 4) + right, 0, 3)));
  const ends = (s) => s === GOAL || PITS.includes(s);
  const reward = (s, a) => STEP + (next[s][a] === GOAL ? 1 : 0) - (PITS.includes(next[s][a]) ? 1 : 0);
  const centre = (s) => [(s % 4) + 0.5, 3.5 - Math.floor(s / 4)];
  let x = 18; // Park and Miller's generator, as in Python
  const chances = range(EPISODES * HORIZON, () => (x = (x * 16807) % 2147483647) / 2147483647);

  function value(policy) {
    let v = squares.map(() => 0);
    for (let t = 0; t < HORIZON; t++) {
      const later = v;
      v = squares.map((s) => sum(policy[s].map((p, a) => p * (reward(s, a) + (ends(next[s][a]) ? 0 : later[next[s][a]])))));
    }
    return v[START];
  }

  function episode(policy, k) {
    const steps = [];
    let s = START;
    for (let t = 0; t < HORIZON && !(t && ends(s)); t++) {
      const u = chances[k * HORIZON + t], found = [0, 1, 2].find((i) => u <= sum(policy[s].slice(0, i + 1))), a = found ?? 3;
      steps.push({ s, a, reward: reward(s, a) });
      s = next[s][a];
    }
    let back = 0;
    for (const step of [...steps].reverse()) step.back = back += step.reward;
    return { steps, back, path: [...steps.map((step) => step.s), s] };
  }

  const kept = {};
  function history({ rate, baseline }) {
    if (kept[[rate, baseline]]) return kept[[rate, baseline]];
    let z = squares.map(() => [0, 0, 0, 0]);
    const v = squares.map(() => 0), moments = [{ policy: z.map(softmax), path: [START], push: {}, loss: 0, back: 0 }];
    for (let k = 0; k < EPISODES; k++) {
      const policy = z.map(softmax), { steps, back, path } = episode(policy, k), push = {};
      const g = squares.map(() => [0, 0, 0, 0]);
      let loss = 0;
      for (const step of steps) {
        const weight = step.back - (baseline ? v[step.s] : 0);
        policy[step.s].forEach((p, a) => (g[step.s][a] += weight * (p - (a === step.a ? 1 : 0))));
        loss += weight * Math.log1p(sum(z[step.s].filter((_, a) => a !== step.a).map((score) => Math.exp(score - z[step.s][step.a])))); // −ln π(a)
        push[step.s] = (push[step.s] ?? 0) + weight;
      }
      z = z.map((row, s) => row.map((score, a) => rounded(score - Number(rate) * g[s][a], 9))); // as in Python, or last digits would drift apart
      for (const s of new Set(steps.map((step) => step.s))) {
        const gone = steps.filter((step) => step.s === s).map((step) => step.back - v[s]);
        v[s] = rounded(v[s] + (0.3 * sum(gone)) / gone.length, 9);
      }
      moments.push({ policy: z.map(softmax), path, push, loss, back });
    }
    for (const moment of moments) moment.value = value(moment.policy);
    return (kept[[rate, baseline]] = moments);
  }

  const best = 1 + 6 * STEP;
  return {
    compute(s) {
      const moments = history(s), { path, back, loss, value: worth } = moments[s.k];
      return { steps: path.length - 1, back, loss, value: worth, random: moments[0].value, best };
    },

    draw(view, s, { value: worth }) {
      const moments = history(s), { policy, path, push } = moments[s.k];
      for (const at of open) {
        const [x0, y0] = centre(at);
        MOVES.forEach(([down, right], a) => {
          const arm = ARM * policy[at][a];
          view.line(`arm-${at}-${a}`, [[x0, y0], [x0 + right * arm, y0 - down * arm]]);
        });
        view.text(`push-${at}`, at in push ? (push[at] > 0 ? "+" : "−") : " ");
      }
      view.line("path", path.map(centre));
      view.line("trace", moments.slice(0, s.k + 1).map((moment, i) => [i, moment.value]));
      view.move("point", s.k, worth);
    },

    lights: { k: ["point"] },
  };
};
