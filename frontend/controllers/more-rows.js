/** Rows of a formset, and a button that adds an empty one. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["list", "row", "empty", "button"];

  connect() {
    this.buttonTarget.hidden = false;
  }

  add() {
    const total = this.element.querySelector("[name$='-TOTAL_FORMS']");
    this.listTarget.insertAdjacentHTML("beforeend", this.emptyTarget.innerHTML.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    this.rowTargets.at(-1).querySelector("input:not([type=hidden]), select")?.focus();
  }
}
