/** Focuses its element when a key is pressed anywhere but in a field. */
import { Controller } from "@hotwired/stimulus";

const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

export default class extends Controller {
  static values = { key: String };

  connect() {
    this.onKeydown = (event) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === this.keyValue && isPlain && !event.target.closest?.(TYPING) && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        this.element.focus();
        this.element.select?.();
      }
    };
    document.addEventListener("keydown", this.onKeydown);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKeydown);
  }
}
