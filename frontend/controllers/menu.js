/** A <details> that behaves like a menu: closes on Escape, a click elsewhere or the focus leaving; arrows move. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    // Focus alone chooses nothing: a mouse button that goes down on an entry focuses it before it clicks.
    this.closeOutside = (event) => {
      const isChosen = event.type === "click" && event.target.closest(".menu-close");
      if (this.element.open && (!this.element.contains(event.target) || isChosen)) {
        this.element.open = false;
      }
    };
    this.onKeydown = this.onKeydown.bind(this);
    document.addEventListener("click", this.closeOutside);
    document.addEventListener("focusin", this.closeOutside);
    this.element.addEventListener("keydown", this.onKeydown);
  }

  disconnect() {
    document.removeEventListener("click", this.closeOutside);
    document.removeEventListener("focusin", this.closeOutside);
    this.element.removeEventListener("keydown", this.onKeydown);
  }

  get summary() {
    return this.element.querySelector("summary");
  }

  get items() {
    return [...this.element.querySelectorAll(".menu-list :is(a, button, input):not([type=hidden])")];
  }

  onKeydown(event) {
    if (event.key === "Escape" && this.element.open) {
      this.element.open = false;
      this.summary.focus();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.move(event);
    }
  }

  move(event) {
    event.preventDefault();
    this.element.open = true;
    const items = this.items;
    const here = items.indexOf(document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = here < 0 && step < 0 ? items.length - 1 : (here + step + items.length) % items.length;
    items[next]?.focus();
  }
}
