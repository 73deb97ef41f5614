/**
 * Where htmx puts something in the place of a link or form, or takes the place away, the focus would be lost with it: it
 * goes to the first link of what stands there then.
 */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static values = { in: String };

  remember() {
    const place = this.element.closest(this.inValue);
    const [parent, before] = [place.parentElement, place.previousElementSibling];
    const done = (event) => {
      if (event.detail.requestConfig.elt === this.element) {
        document.removeEventListener("htmx:afterRequest", done);
        if (!place.isConnected) {
          focusOnFirstLink(before ? before.nextElementSibling : parent.firstElementChild);
        }
      }
    };
    document.addEventListener("htmx:afterRequest", done);
  }
}

function focusOnFirstLink(element) {
  for (let each = element; each; each = each.nextElementSibling) {
    const link = each.querySelector("a[href]");
    if (link) {
      link.focus({ preventScroll: true });
      return;
    }
  }
}
