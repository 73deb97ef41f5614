/** A form in the page whose input is not lost by accident: the browser asks before it leaves, Escape cancels only what is unchanged. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["cancel"];

  connect() {
    this.isChanged = this.element.querySelector("[role=alert], .form-error") !== null;
    this.ask = (event) => {
      if (this.isChanged && !this.isSent) {
        event.preventDefault();
      }
    };
    this.send = () => {
      this.isSent = true;
    };
    this.fail = () => {
      this.isSent = false;
    };
    this.element.addEventListener("submit", this.send);
    this.cancelTarget.addEventListener("click", this.send);
    this.element.addEventListener("htmx:sendError", this.fail);
    this.element.addEventListener("htmx:responseError", this.fail);
    window.addEventListener("beforeunload", this.ask);
  }

  disconnect() {
    this.element.removeEventListener("submit", this.send);
    this.element.removeEventListener("htmx:sendError", this.fail);
    this.element.removeEventListener("htmx:responseError", this.fail);
    window.removeEventListener("beforeunload", this.ask);
  }

  note() {
    this.isChanged = true;
  }

  leave(event) {
    if (!this.isChanged) {
      event.stopPropagation();
      this.cancelTarget.click();
    }
  }
}
