/** The dialog of the shell: opens when htmx has filled it, closes on the event "sheet-close", Escape or a click beside it. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["body"];

  open(event) {
    // What is swapped inside keeps the focus where it is.
    if (event?.detail?.target && event.detail.target !== this.bodyTarget) {
      return;
    }
    if (!this.element.open) {
      this.element.showModal();
    }
    const heading = this.bodyTarget.querySelector("h1, h2");
    if (heading) {
      heading.id ||= "sheet-title";
      this.element.setAttribute("aria-labelledby", heading.id);
    }
    this.bodyTarget.querySelector("[autofocus], [aria-invalid=true]")?.focus();
  }

  close() {
    this.element.close();
  }

  closeOutside(event) {
    if (event.target === this.element) {
      this.close();
    }
  }

  empty() {
    this.bodyTarget.replaceChildren();
  }
}
