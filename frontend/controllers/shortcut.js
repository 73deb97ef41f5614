/** Focuses its field, or clicks its link or button, when one of its keys is pressed anywhere but in a field. */
import { Controller } from "@hotwired/stimulus";
import { areKeysOn, isShortcut } from "../keys.js";

export default class extends Controller {
  static values = { key: String };

  connect() {
    if (!areKeysOn()) {
      this.element.removeAttribute("aria-keyshortcuts");
    }
    this.onKeydown = (event) => {
      if (this.keyValue.split(" ").includes(event.key) && !event.defaultPrevented && isShortcut(event)) {
        event.preventDefault();
        this.act();
      }
    };
    document.addEventListener("keydown", this.onKeydown);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKeydown);
  }

  act() {
    if (this.element.matches("a, button")) {
      this.element.click();
    } else {
      this.element.focus();
      this.element.select?.();
    }
  }
}
