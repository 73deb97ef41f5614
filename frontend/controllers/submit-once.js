/** Lets a form through once: the second submit of an impatient click is dropped. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    this.guard = (event) => {
      if (this.isSent) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else if (!event.defaultPrevented) {
        this.isSent = true;
        this.element.setAttribute("aria-busy", "true");
      }
    };
    // A page that comes back from the browser's memory, or an answer of htmx, may be sent again.
    this.release = () => {
      this.isSent = false;
      this.element.removeAttribute("aria-busy");
    };
    this.element.addEventListener("submit", this.guard);
    this.element.addEventListener("htmx:afterRequest", this.release);
    window.addEventListener("pageshow", this.release);
  }

  disconnect() {
    this.element.removeEventListener("submit", this.guard);
    this.element.removeEventListener("htmx:afterRequest", this.release);
    window.removeEventListener("pageshow", this.release);
  }
}
