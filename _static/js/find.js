// The search: a dialog on every page, the form of the search page, and results while one types. The index and what reads
// it are fetched when somebody begins to search.
(() => {
  const files = document.currentScript.src.replace(/[^/]*$/, "");
  const root = files.replace(/_static\/$/, "");
  const dialog = document.getElementById("pst-search-dialog");
  const fetchScript = (name) =>
    new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { async: false, src: files + name, onload: done, onerror: failed });
      document.body.append(script);
    });
  let fetched = null;
  const ready = () => (fetched ??= Promise.all([fetchScript("search-index.js"), fetchScript("search.js")]));

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const entry = ({ address, title, page, excerpt }) => {
    const link = element("a", { href: root + address }, title);
    const parts = excerpt.map(([text, hit]) => (hit ? element("mark", {}, text) : text));
    return element("li", {}, link, page === title ? "" : element("span", { className: "found-in" }, page), element("p", {}, ...parts));
  };

  const attach = (form, results, status) => {
    const input = form.elements.q;
    let last = null;
    const show = async () => {
      const query = input.value.trim();
      if (query === last) return;
      last = query;
      if (!query) {
        results.replaceChildren();
        status.textContent = "";
        return;
      }
      try {
        await ready();
      } catch {
        fetched = null;
        status.textContent = "The search's index could not be fetched; is there a connection?";
        return;
      }
      if (query !== last) return; // typed on meanwhile
      const found = window.bookSearch(query, form.closest("dialog") ? 8 : 40);
      results.replaceChildren(...found.map(entry));
      status.textContent = found.length
        ? `${found.length} result${found.length > 1 ? "s" : ""}`
        : `Nothing was found for “${query}”. Try one word of it, or look in the glossary.`;
    };
    input.addEventListener("input", show);
    input.addEventListener("focus", () => ready().catch(() => (fetched = null)), { once: true });
    return show;
  };

  const forms = [...document.querySelectorAll("form.bd-search")];
  const shows = forms.map((form) => {
    const results = element("ol", { className: "found" });
    const status = element("p", { className: "found-status" });
    status.setAttribute("role", "status");
    form.after(status, results);
    return attach(form, results, status);
  });
  const own = forms.findIndex((form) => !form.closest("dialog"));
  if (own >= 0) {
    const { q } = forms[own].elements;
    q.value = new URLSearchParams(location.search).get("q") ?? "";
    shows[own]();
    forms[own].addEventListener("submit", (event) => {
      event.preventDefault();
      try {
        history.replaceState(null, "", `?q=${encodeURIComponent(q.value)}`);
      } catch {
        // a sandboxed frame keeps its address
      }
      shows[own]();
    });
  }

  const open = () => {
    if (own >= 0) forms[own].elements.q.focus();
    else if (dialog.open) dialog.close();
    else dialog.showModal();
  };
  document.querySelectorAll(".search-button__button").forEach((button) => button.addEventListener("click", open));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  const mac = /^(Mac|iPhone|iPad)/.test(navigator.platform);
  if (mac) document.querySelectorAll(".kbd-shortcut__modifier").forEach((key) => (key.textContent = "⌘"));
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || event.shiftKey || event.altKey || !(mac ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    open();
  });
})();
