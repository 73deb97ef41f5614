/** A note that goes by itself after a while, but never from under the pointer or the focus. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["close"];
  static values = { delay: { type: Number, default: 8000 } };

  connect() {
    this.closeTarget.hidden = false;
    this.start();
  }

  disconnect() {
    this.pause();
  }

  start() {
    this.pause();
    if (this.delayValue > 0) {
      this.timer = setTimeout(() => this.close(), this.delayValue);
    }
  }

  pause() {
    clearTimeout(this.timer);
  }

  resume() {
    if (!this.element.matches(":hover, :focus-within")) {
      this.start();
    }
  }

  close() {
    this.element.remove();
  }
}
