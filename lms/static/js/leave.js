// @ts-check
// Leaving quickly: the page is blank at once, and Back shows nothing.
//
// A flag of this tab says that somebody left. While it stands, a page that comes back
// (Back, Forward, reload) stays blank. Opening an address anew takes the flag away.
(() => {
  const FLAG = "left";
  const root = document.documentElement;

  /** @param {string} [mark] */
  const flag = (mark) => {
    try {
      if (mark === undefined) return sessionStorage.getItem(FLAG);
      sessionStorage.setItem(FLAG, mark);
    } catch {
      // A browser without storage leaves all the same; only Back is not covered then.
    }
  };

  const blank = () => {
    root.hidden = true;
    document.title = " ";
    location.replace("about:blank");
  };

  const openedAnew = () => {
    const [visit] = performance.getEntriesByType("navigation");
    return /** @type {PerformanceNavigationTiming} */ (visit)?.type === "navigate";
  };

  /** @param {boolean} kept whether the browser brought the page back from memory */
  const check = (kept) => {
    if (!flag()) return;
    if (!kept && openedAnew()) flag("");
    else blank();
  };

  const leave = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element && event.target.closest(".leave");
    if (!link) return;
    event.preventDefault();
    root.hidden = true;
    flag("1");
    navigator.sendBeacon("/leave/");
    history.replaceState(null, "", "/leave/");
    blank();
  };

  check(false);
  addEventListener("pageshow", (event) => check(event.persisted));
  addEventListener("click", leave);
})();
