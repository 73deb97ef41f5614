/** One box that ticks all boxes of its form, and follows them. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["choice", "all"];

  connect() {
    this.choiceTarget.hidden = false;
    this.follow = () => this.update();
    this.element.addEventListener("change", this.follow);
    this.element.addEventListener("htmx:afterSettle", this.follow);
  }

  disconnect() {
    this.element.removeEventListener("change", this.follow);
    this.element.removeEventListener("htmx:afterSettle", this.follow);
  }

  get boxes() {
    return [...this.element.querySelectorAll(".bulk-select input")];
  }

  toggle() {
    for (const box of this.boxes) {
      box.checked = this.allTarget.checked;
    }
  }

  update() {
    const ticked = this.boxes.filter((box) => box.checked).length;
    this.allTarget.checked = ticked > 0 && ticked === this.boxes.length;
    this.allTarget.indeterminate = ticked > 0 && !this.allTarget.checked;
  }
}
