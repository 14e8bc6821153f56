// What is copied: code by a button, without prompts; formulas once, as TeX.
(() => {
  const COPY = '<svg viewBox="0 0 24 24" fill="none" stroke-width="1.5" stroke-linejoin="round" aria-hidden="true"><path d="M8 8h12v12H8zM16 8V4H4v12h4"/></svg>';
  const DONE = '<svg viewBox="0 0 24 24" fill="none" stroke-width="2" aria-hidden="true"><path d="M5 12l5 5 10-10"/></svg>';

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // no permission, or a page from the file system: the old way
      const area = Object.assign(document.createElement("textarea"), { value: text });
      area.style.cssText = "position: fixed; opacity: 0";
      document.body.append(area);
      area.select();
      const worked = document.execCommand("copy");
      area.remove();
      return worked;
    }
  };

  const textOf = (block) => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(".linenos, .gp, .go").forEach((part) => part.remove());
    return copy.textContent.replace(/\n+$/, "\n");
  };

  for (const block of document.querySelectorAll("div.highlight pre")) {
    if (block.closest(".cell_output")) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copybtn", innerHTML: COPY });
    button.setAttribute("aria-label", "Copy");
    button.title = "Copy";
    button.addEventListener("click", async () => {
      const worked = await write(textOf(block));
      button.innerHTML = worked ? DONE : COPY;
      button.title = worked ? "Copied" : "The browser refused: select the text and press Ctrl+C";
      button.setAttribute("aria-label", button.title);
      button.classList.toggle("success", worked);
      button.addEventListener(
        "blur",
        () => {
          button.innerHTML = COPY;
          button.title = "Copy";
          button.setAttribute("aria-label", "Copy");
          button.classList.remove("success");
        },
        { once: true },
      );
    });
    block.after(button);
  }

  // A formula stands in the page twice, once to be seen and once to be heard, and each sign in a box of its own.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed || !event.clipboardData) return;
    const ends = [selection.anchorNode, selection.focusNode].map((node) => (node.nodeType === 1 ? node : node.parentElement));
    if (ends.some((end) => end?.closest("input, textarea, pre"))) return;
    const range = selection.getRangeAt(0).cloneRange();
    const around = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".katex");
    if (around(range.startContainer)) range.setStartBefore(around(range.startContainer));
    if (around(range.endContainer)) range.setEndAfter(around(range.endContainer));
    const part = range.cloneContents();
    const formulas = part.querySelectorAll(".katex");
    if (!formulas.length) return;
    for (const formula of formulas) {
      const tex = formula.dataset.tex ?? formula.querySelector("math")?.textContent ?? "";
      formula.replaceWith(formula.parentElement?.classList.contains("katex-display") ? `\n${tex}\n` : tex);
    }
    part.querySelectorAll("button, .headerlink, svg").forEach((thing) => thing.remove());
    const holder = document.createElement("div");
    holder.append(part);
    event.clipboardData.setData("text/html", holder.innerHTML);
    const lines = [];
    const BLOCKS = /^(P|DIV|LI|H[1-6]|TR|PRE|DT|DD|FIGCAPTION|SECTION|BLOCKQUOTE)$/;
    const walk = (node) => {
      if (node.nodeType === 3) lines.push(node.data.replace(/[ \t\n]+/g, (space) => (node.parentElement.closest("pre, .katex-display") ? space : " ")));
      else node.childNodes.forEach(walk);
      if (BLOCKS.test(node.nodeName)) lines.push("\n");
    };
    walk(holder);
    event.clipboardData.setData("text/plain", lines.join("").replace(/[ \t]*\n[ \t]*(?:\n[ \t]*)+/g, "\n\n").trim());
    event.preventDefault();
  });
})();
