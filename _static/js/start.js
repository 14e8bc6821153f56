// Before the first paint: the colours that the reader chose, or those of the system. After it: the page's other scripts,
// each in a task of its own and in their order. `data-scripts` on the root names those that work; what needs another is
// hidden by the sheet, so that no control is shown that does nothing.
(() => {
  const root = document.documentElement;
  const { mode, fonts, scripts } = document.currentScript.dataset;
  const addresses = scripts.split(" ");
  const nameOf = (address) => address.split("/").pop().split(".")[0]; // that of `live.ch01_surprise.js` is "live"
  const working = new Set(addresses.map(nameOf));
  const tell = () => (root.dataset.scripts = [...working].join(" "));
  tell();

  let chosen = null;
  try {
    chosen = localStorage.getItem("mode");
  } catch {
    // a frame may forbid storage
  }
  root.dataset.mode = ["light", "dark"].includes(chosen) ? chosen : mode;
  const dark = root.dataset.mode === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : root.dataset.mode === "dark";
  root.dataset.theme = dark ? "dark" : "light";

  // The article waits unseen, a second at most, for what would move it after its first paint.
  const waits = new Set();
  const waitFor = (what) => {
    waits.add(what);
    root.dataset.waiting = "1";
    setTimeout(goOn, 1000, what);
  };
  const goOn = (what) => {
    if (!waits.delete(what) || waits.size) return;
    delete root.dataset.waiting;
    document.querySelector(":target")?.scrollIntoView();
  };
  const [how] = performance.getEntriesByType("navigation");
  const atTop = !location.hash && how?.type === "navigate";

  // What a remembered prediction guards stands open from the first paint on: opened later, it would push the page about;
  // and so would what is said to the guess, for who arrives in the middle.
  try {
    const { version, entries } = JSON.parse(localStorage.getItem("ce:record"));
    const made = Object.keys(version === 1 ? entries : {}).map((key) => /^prediction:([\w-]+)$/.exec(key)?.[1]).filter(Boolean);
    const sheet = new CSSStyleSheet();
    const open = "visibility: inherit !important; max-height: none !important; overflow: visible !important";
    sheet.replaceSync(made.map((name) => `[data-after="${name}"] { ${open} }`).join(""));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    if (made.length && !atTop && working.has("practice")) waitFor("practice");
  } catch {
    // no record, or no storage: all waits
  }

  // The fonts of the formulas are fetched behind the text, and the scripts with them (from the file system a page may not
  // fetch ahead). Lines break anew when a font comes after they were laid out: before its first frame, when the sheet has
  // come, the page takes in the fonts that it has fetched, and the article waits for them.
  const fetchAhead = (as, href) => {
    const link = Object.assign(document.createElement("link"), { rel: "preload", as, href, fetchPriority: "low" });
    if (as === "font") Object.assign(link, { type: "font/woff2", crossOrigin: "" });
    document.head.append(link);
  };
  if (location.protocol !== "file:") {
    fonts.split(" ").forEach((address) => fetchAhead("font", address));
    addresses.forEach((address) => fetchAhead("script", address));
  }
  const isFetched = ({ family, weight, style }) => {
    const bold = ["bold", "700"].includes(weight) ? "Bold" : "", italic = style === "italic" ? "Italic" : "";
    return fonts.includes(`${family.replace(/"/g, "")}-${bold + italic || "Regular"}.woff2`);
  };
  waitFor("fonts");
  requestAnimationFrame(() => {
    const faces = [...document.fonts].filter(isFetched);
    Promise.allSettled(faces.map((face) => face.load())).then(() => goOn("fonts"));
  });

  let left = null;
  const fetchScripts = () => {
    left = addresses.length;
    const done = () => --left || (root.dataset.settled = "1");
    for (const src of addresses) {
      const script = Object.assign(document.createElement("script"), { async: false, src });
      script.onload = () => {
        goOn(nameOf(src));
        done();
      };
      script.onerror = () => {
        working.delete(nameOf(src));
        tell();
        goOn(nameOf(src));
        done();
      };
      document.body.append(script);
    }
  };

  // Who arrives at the top sees the introduction; the sections below are laid out in the frames that follow, a few
  // milliseconds in each, so that the page answers meanwhile. Whatever the reader does ends that at once: the rest is
  // laid out before the click, the key or the hash is answered, so that each way to a place leads to that place.
  if (atTop) root.dataset.unfolding = "1";
  const acts = ["pointerdown", "click", "keydown", "wheel", "touchstart", "focusin", "beforeprint"];
  const settle = () => {
    delete root.dataset.unfolding;
    acts.forEach((act) => removeEventListener(act, settle, true));
  };
  const toPlace = () => {
    if (!root.dataset.unfolding) return;
    settle();
    document.querySelector(":target")?.scrollIntoView();
  };
  acts.forEach((act) => addEventListener(act, settle, { capture: true, passive: true }));
  addEventListener("hashchange", toPlace, { once: true });

  const unfold = (parts, sections) => {
    const end = performance.now() + 2;
    while (parts.length && performance.now() < end) {
      // small parts together, a large one alone
      for (let size = 0; parts.length && size < 50; ) {
        const part = parts.shift();
        part.style.contentVisibility = "visible";
        if (!sections.has(part)) size += 10 + part.getElementsByTagName("*").length;
      }
      root.getBoundingClientRect(); // lays them out
    }
    if (!parts.length) settle();
    if (root.dataset.unfolding) requestAnimationFrame(() => unfold(parts, sections));
  };
  addEventListener("DOMContentLoaded", () => {
    if (waits.has("practice")) fetchScripts();
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (left === null) fetchScripts();
        const sections = [...document.querySelectorAll(".bd-article > section > section")];
        const parts = sections.flatMap((section) => [section, ...section.children]);
        unfold(parts, new Set(sections));
      }),
    );
  });
})();
