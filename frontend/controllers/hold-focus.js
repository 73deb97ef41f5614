/**
 * Where parts of a page are fetched anew because something in them was done, the focus would be lost with the button:
 * it goes to what stands in its place then. On what holds those parts; `remember` and `restore` hear of the swap.
 */
import { Controller } from "@hotwired/stimulus";

const REACHABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea";

export default class extends Controller {
  remember(event) {
    const part = event.detail.target;
    const focused = document.activeElement;
    if (part?.id && part.contains(focused)) {
      this.lost = { part: part.id, place: reachable(part).indexOf(focused.closest("details.menu")?.querySelector("summary") ?? focused) };
    }
  }

  restore() {
    const part = this.lost && document.getElementById(this.lost.part);
    if (part && !part.contains(document.activeElement)) {
      const found = reachable(part);
      found[Math.min(Math.max(this.lost.place, 0), found.length - 1)]?.focus({ preventScroll: true });
    }
    this.lost = undefined;
  }
}

/** Return what can have the focus there, but for what is folded away. */
function reachable(part) {
  return [...part.querySelectorAll(REACHABLE)].filter((element) => element.checkVisibility());
}
