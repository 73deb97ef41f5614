/**
 * Where a part of a page is fetched anew because something in it was done, the focus would be lost with the button: it
 * goes to what stands in its place then. On what holds such parts (each a section with an id): `remember` hears of
 * the request, `restore` of the swap.
 */
import { Controller } from "@hotwired/stimulus";

const REACHABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea";

export default class extends Controller {
  remember(event) {
    const form = event.detail.elt;
    const part = form.closest("section[id]");
    if (part && form.matches("form")) {
      // A menu is closed by its choice, and so the focus is nowhere by the time of the swap.
      const pressed = form.closest("details.menu")?.querySelector("summary") ?? form.querySelector("button");
      this.lost = { part, place: reachable(part).indexOf(pressed) };
    }
  }

  restore() {
    if (!this.lost || this.lost.part.isConnected) {
      return;
    }
    const found = reachable(document.getElementById(this.lost.part.id));
    if (document.activeElement === document.body && found.length) {
      found[Math.min(Math.max(this.lost.place, 0), found.length - 1)].focus({ preventScroll: true });
    }
    this.lost = undefined;
  }
}

/** Return what can have the focus there, but for what is folded away. */
function reachable(part) {
  return part ? [...part.querySelectorAll(REACHABLE)].filter((element) => element.checkVisibility()) : [];
}
