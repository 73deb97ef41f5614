/** A <details> that is open where there is room, and on phones begins closed; without a script it stays open. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    this.phone = window.matchMedia("(width < 820px)");
    this.follow = () => {
      this.element.open = !this.phone.matches;
    };
    this.follow();
    this.phone.addEventListener("change", this.follow);
  }

  disconnect() {
    this.phone.removeEventListener("change", this.follow);
  }
}
