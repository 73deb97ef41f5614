/** Copies the text of a field and says so. Without JavaScript there is no button: the text can be selected. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["source", "button", "said"];
  static values = { done: String };

  buttonTargetConnected(button) {
    button.hidden = false;
  }

  async copy() {
    const field = this.sourceTarget;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without a secure connection, or where it is forbidden: the selection can still be copied by hand.
      field.focus();
      field.select();
      return;
    }
    this.saidTarget.textContent = this.doneValue;
  }

  forget() {
    this.saidTarget.textContent = "";
  }
}
