/** Changes the theme at once and tells the server in the background. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["choice"];

  choose(event) {
    const choice = event.submitter;
    if (!choice?.value) {
      return;
    }
    event.preventDefault();
    document.documentElement.dataset.bsTheme = choice.value;
    for (const other of document.querySelectorAll("[data-theme-target=choice]")) {
      other.setAttribute("aria-pressed", String(other.value === choice.value));
    }
    const body = new FormData(this.element, choice);
    fetch(this.element.action, { method: "POST", body, redirect: "manual" });
  }
}
