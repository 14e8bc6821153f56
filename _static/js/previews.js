// What a reference points to, shown beside it while the pointer or the focus is on it: an equation, a figure's caption, a
// term, a source. It is read from this page, where `previews.py` has put what stands on others; nothing is fetched, since
// the fonts of what may be shown are among those that `start.js` takes in. It stays while the pointer is on it, and Escape
// sends it away.
(() => {
  const box = Object.assign(document.createElement("div"), { className: "preview", id: "preview", hidden: true });
  box.setAttribute("role", "tooltip");
  const elsewhere = new Map([...document.querySelectorAll("template[data-of]")].map((part) => [part.dataset.of, part]));
  let link = null;
  let timer = 0;

  const contentOf = (href) => {
    if (elsewhere.has(href)) return elsewhere.get(href).content.cloneNode(true);
    if (!href.startsWith("#")) return null;
    const target = document.getElementById(decodeURIComponent(href.slice(1)));
    const found = target?.matches("div.math, div.citation, [role=listitem]")
      ? target
      : target?.matches("dt")
        ? target.parentNode.querySelector(`#${CSS.escape(target.id)} ~ dd`)
        : target?.matches("figure, .numbered-figure")
          ? target.querySelector("figcaption")
          : null;
    const copy = found?.cloneNode(true);
    copy?.querySelectorAll(".headerlink, .eqno, .backrefs").forEach((part) => part.remove());
    copy?.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    copy?.removeAttribute("id");
    return copy ?? null;
  };
  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = null;
    box.hidden = true;
  };
  const show = (at) => {
    const content = contentOf(at.getAttribute("href"));
    hide();
    if (!content) return;
    link = at;
    box.replaceChildren(content);
    box.hidden = false;
    link.setAttribute("aria-describedby", "preview");
    const place = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const below = place.bottom + height + 12 < innerHeight || place.top < height + 70;
    box.style.left = `${scrollX + Math.max(8, Math.min(place.left, document.documentElement.clientWidth - width - 8))}px`;
    box.style.top = `${scrollY + (below ? place.bottom + 4 : place.top - height - 4)}px`;
  };
  const later = (act, time) => {
    clearTimeout(timer);
    timer = setTimeout(act, time);
  };
  const referenceOf = (event) => event.target.closest?.(".bd-article a.reference.internal[href*='#']");

  document.body.append(box);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const at = referenceOf(event);
    if (at === link && at) clearTimeout(timer);
    else if (at) later(() => show(at), 200);
    else if (box.contains(event.target)) clearTimeout(timer);
    else if (link || timer) later(hide, 300);
  });
  document.addEventListener("focusin", (event) => {
    const at = referenceOf(event);
    if (at?.matches(":focus-visible")) show(at);
    else if (link) hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
