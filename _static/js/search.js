// bookSearch(query, most): the sections of the book that answer a query, best first.
//
// A query is cut into words, and each word may stand for others (the list of synonyms, which also knows whole phrases). A
// section's score is the sum over the query's words of how rare the word is, times how prominently it stands there:
// in the heading, the text, or the code. Sections that lack a word fall far behind; chapters come before reference pages.
(() => {
  const { pages, sections, synonyms } = window.bookIndex;
  const SMALL = new Set(
    ("a an and are as at be by can do does for from get has have how i if in is it its me my no not of on or should so " +
      "than that the their there this to use using vs versus was we what when where which who why will with you your").split(" "),
  );
  const fold = (text) =>
    text.toLowerCase().replace(/[’']s\b/g, "").normalize("NFD").replace(/\p{Mn}/gu, "").replace(/log-loss/g, "log loss");
  const stem = (word) => {
    let cut = word.length > 4 && word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.length > 3 ? word.replace(/([^su])s$/, "$1") : word;
    if (cut.length > 5) cut = cut.replace(/(?:ing|ed|ly)$/, "");
    return cut.length > 4 ? cut.replace(/e$/, "").replace(/i[sz]$/, "is").replace(/([bdgmnpt])\1$/, "$1") : cut;
  };
  const words = (text) => (fold(text).match(/[\p{L}\p{N}_]+/gu) ?? []).map(stem);

  // each section's words, counted by where they stand
  const FIELDS = [9, 1, 0.25]; // heading, text, code
  const index = sections.map(([page, anchor, title, text, code, waiting]) => {
    const weights = new Map();
    [title, `${text} ${waiting}`, code].forEach((part, i) => {
      const counts = new Map();
      for (const word of words(part)) counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const [word, count] of counts)
        weights.set(word, (weights.get(word) ?? 0) + FIELDS[i] * (i ? 1 + Math.log(count) : 1));
    });
    // an exercise asks for what a section explains
    const value = (pages[page].weight * (/^Exercise \d/.test(title) ? 0.4 : 1)) / (1 + Math.log(1 + (text.length + waiting.length) / 600));
    return { page, anchor, title, text, code, weights, value, whole: words(title).join(" ") };
  });
  const spread = new Map();
  for (const { weights } of index) for (const word of weights.keys()) spread.set(word, (spread.get(word) ?? 0) + 1);
  const rarity = (word) => Math.log(1 + index.length / (1 + (spread.get(word) ?? 0)));
  const vocabulary = [...spread.keys()];
  const asked = synonyms.map(([typed, meant]) => [words(typed).join(" "), meant.map((phrase) => words(phrase))]);

  // one group for each thing asked: the phrases that would answer it, each with how much it is worth
  const understood = (query) => {
    let text = ` ${words(query).join(" ")} `;
    const groups = [];
    for (const [typed, meant] of asked)
      if (text.includes(` ${typed} `)) {
        text = text.replace(` ${typed} `, " ");
        groups.push([[typed.split(" "), 1], ...meant.map((phrase) => [phrase, 0.9])]);
      }
    const small = new Set([...SMALL].map(stem));
    let left = text.trim().split(" ").filter(Boolean);
    if (groups.length || left.some((word) => !small.has(word))) left = left.filter((word) => !small.has(word));
    const typing = /[\p{L}\p{N}_]$/u.test(query);
    left.forEach((word, i) => {
      const group = [[[word], 1]];
      // the last word may not be whole yet
      if (typing && i === left.length - 1 && word.length > 2)
        for (const longer of vocabulary) if (longer !== word && longer.startsWith(word)) group.push([[longer], 0.55]);
      groups.push(group);
    });
    return groups;
  };
  const worth = (section, phrase, typed) => {
    let sum = 0;
    for (const word of phrase) {
      const weight = section.weights.get(word);
      if (!weight) return 0;
      sum += (weight * rarity(word)) / phrase.length;
    }
    return typed && section.whole === phrase.join(" ") ? 1.7 * sum : sum; // the heading says just this
  };

  // about 160 characters (never of what waits for a prediction) around where most of the words stand together, cut at words
  const excerpt = (section, hits) => {
    const source = section.text || section.code;
    const marked = [...source.matchAll(/[\p{L}\p{N}_]+/gu)].filter(([word]) => hits.has(stem(fold(word))));
    let from = 0;
    let best = -1;
    for (const { index: at } of marked) {
      const near = new Set(marked.filter((m) => m.index >= at && m.index < at + 140).map(([word]) => stem(fold(word)))).size;
      if (near > best) [best, from] = [near, Math.max(0, at - 40)];
    }
    if (from) from = source.indexOf(" ", from) + 1;
    let to = Math.min(source.length, from + 180);
    if (to < source.length) to = Math.max(from + 60, source.lastIndexOf(" ", to));
    const parts = [[from ? "… " : "", false]];
    let end = from;
    for (const { index: at, 0: word } of marked) {
      if (at < from || at + word.length > to) continue;
      parts.push([source.slice(end, at), false], [word, true]);
      end = at + word.length;
    }
    parts.push([source.slice(end, to) + (to < source.length ? " …" : ""), false]);
    return parts.filter(([text]) => text);
  };

  window.bookSearch = (query, most) => {
    const groups = understood(query);
    if (!groups.length) return [];
    const found = [];
    for (const section of index) {
      let score = 0;
      let met = 0;
      const hits = new Set();
      for (const group of groups) {
        let top = 0;
        for (const [phrase, value] of group) {
          const points = value * worth(section, phrase, value === 1);
          if (points) phrase.forEach((word) => hits.add(word));
          top = Math.max(top, points);
        }
        score += top;
        met += top > 0;
      }
      if (met) found.push({ section, hits, score: score * section.value * (met / groups.length) ** 3 });
    }
    found.sort((a, b) => b.score - a.score);
    return found.slice(0, most).map(({ section, hits }) => ({
      address: pages[section.page].address + (section.anchor && `#${section.anchor}`),
      title: section.title,
      page: pages[section.page].title,
      excerpt: excerpt(section, hits),
    }));
  };
})();
