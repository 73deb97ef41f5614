/** Makes toasts from the event "toast" ({text, level, undo}) and from requests of htmx that failed. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["template"];
  static values = { failed: String };

  add({ detail: { text, level = "info", undo } }) {
    const toast = this.templateTarget.content.firstElementChild.cloneNode(true);
    toast.classList.add(level);
    toast.querySelector(".toast-text").textContent = text;
    const form = toast.querySelector("form");
    if (undo) {
      form.action = undo;
    } else {
      form.remove();
    }
    if (level === "error") {
      toast.dataset.toastDelayValue = 0;
    }
    this.element.append(toast);
  }

  fail() {
    this.add({ detail: { text: this.failedValue, level: "error" } });
  }
}
