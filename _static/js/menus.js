// The page's own buttons: colours, menus, and the place in the text.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const { mode } = root.dataset;
    root.dataset.theme = mode !== "auto" ? mode : system.matches ? "dark" : "light";
  };
  system.addEventListener("change", paint);

  const said = { light: "light", dark: "dark", auto: "as the system" };
  const button = document.querySelector(".theme-switch-button");
  const name = () => button.setAttribute("aria-label", `Colour mode: ${said[root.dataset.mode]}`);
  name();
  button.addEventListener("click", () => {
    // the first touch always changes what is seen
    const order = system.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    root.dataset.mode = order[(order.indexOf(root.dataset.mode) + 1) % 3];
    paint();
    name();
    try {
      localStorage.setItem("mode", root.dataset.mode);
    } catch {
      // not remembered, then
    }
  });

  // Paper is light, whatever the screen is, and shows what is folded.
  let folded = [];
  addEventListener("beforeprint", () => {
    root.dataset.theme = "light";
    folded = [...document.querySelectorAll(".bd-article details:not([open])")];
    folded.forEach((box) => (box.open = true));
  });
  addEventListener("afterprint", () => {
    paint();
    folded.forEach((box) => (box.open = false));
    folded = [];
  });

  // On a narrow screen a side bar moves into a dialog while it is open; on a wide one the chapters can be put away.
  const wide = matchMedia("(min-width: 992px)");
  for (const side of ["primary", "secondary"]) {
    const opener = document.querySelector(`.${side}-toggle`);
    const bar = document.getElementById(`pst-${side}-sidebar`);
    const dialog = document.getElementById(`pst-${side}-sidebar-modal`);
    if (!opener || !bar || !dialog) continue;
    const move = (from, to) => {
      to.append(...from.childNodes);
      [to.className, from.className] = [from.className, ""];
    };
    opener.addEventListener("click", () => {
      if (side === "primary" && wide.matches) {
        bar.classList.toggle("pst-sidebar-hidden");
        return;
      }
      move(bar, dialog);
      dialog.showModal();
      dialog.addEventListener(
        "close",
        () => {
          move(dialog, bar);
          opener.focus();
        },
        { once: true },
      );
    });
    dialog.addEventListener("click", (event) => {
      // outside, or at an entry of this page
      if (event.target === dialog || event.target.closest("a[href^='#']")) dialog.close();
    });
  }
  const here = document.querySelector(".bd-docs-nav .current > a");
  here?.closest(".bd-sidebar")?.scrollTo(0, here.offsetTop - innerHeight / 3);

  // "On this page" marks the section that is being read.
  const entries = [...document.querySelectorAll("#pst-page-toc-nav a[href^='#']")].filter((link) => link.hash.length > 1);
  const headings = entries.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let waiting = false;
  const mark = () => {
    waiting = false;
    let at = -1;
    headings.forEach((heading, i) => {
      if (heading && heading.getBoundingClientRect().top < 120) at = i;
    });
    entries.forEach((link, i) => {
      if (link.classList.toggle("active", i === at)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const later = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  if (entries.length) addEventListener("scroll", later, { passive: true });
  document.querySelector(".bd-sidebar-secondary")?.addEventListener("focusin", later);
})();
