/** A row of a formset that can be taken away: it is emptied, which is what the server looks at, and hidden. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["button"];

  connect() {
    this.buttonTarget.hidden = false;
  }

  remove() {
    for (const field of this.element.querySelectorAll("input, select, textarea")) {
      if (field.type === "radio") {
        field.checked = false;
      } else {
        field.value = "";
      }
    }
    const others = [...this.element.parentElement.children].filter((row) => row !== this.element && !row.hidden);
    const form = this.element.closest("form");
    this.element.hidden = true;
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
    const next = others.at(-1)?.querySelector("input, textarea") ?? form?.querySelector("[type=button]:not([hidden])");
    next?.focus();
  }
}
