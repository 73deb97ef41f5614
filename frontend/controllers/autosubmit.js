/** Submits a form as soon as one of its fields changes. Its button is needed only without JavaScript. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["button"];

  buttonTargetConnected(button) {
    button.hidden = true;
  }

  submit() {
    this.element.requestSubmit();
  }
}
