/** Prints the page; the browser's own dialog saves it as PDF, too. Without JavaScript there is no button, but a hint. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["button"];

  buttonTargetConnected(button) {
    button.hidden = false;
  }

  print() {
    window.print();
  }
}
