/**
 * The people of a moment, by the keyboard: Enter takes whom the text means beyond doubt, or goes to the first of those
 * it may mean; there Enter takes one, too. Enter in the empty field sends the form.
 */
import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org/dist/htmx.esm.js";

export default class extends Controller {
  static targets = ["who", "choices"];

  get text() {
    return this.whoTarget.value.trim();
  }

  get boxes() {
    return [...this.choicesTarget.querySelectorAll("input[type=checkbox]")];
  }

  /** Enter and arrows; further presses of Enter wait while the names are on their way. */
  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Enter") {
      this.enter(event);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.move(event);
    }
  }

  enter(event) {
    const { target } = event;
    if (target.type === "checkbox" && !target.checked) {
      event.preventDefault();
      this.take(target);
    } else if (target === this.whoTarget && this.text) {
      event.preventDefault();
      this.waiting = (this.waiting ?? 0) + 1;
      this.arrive();
    }
  }

  /** The names of what was typed are there: do what Enter asked for. */
  arrive() {
    if (!this.waiting || this.choicesTarget.dataset.who.trim() !== this.text) {
      return;
    }
    const isSending = this.waiting > 1;
    this.waiting = 0;
    const best = this.boxes.find((box) => "best" in box.dataset);
    if (!best) {
      this.boxes.find((box) => !box.checked)?.focus();
    } else {
      this.take(best);
      if (isSending) {
        this.whoTarget.form.requestSubmit();
      }
    }
  }

  /** A tick by click or space: the list comes back with the ticked ones alone, so what was typed goes. */
  tick(event) {
    if (event.target.type === "checkbox" && event.target.checked) {
      this.whoTarget.value = "";
    }
  }

  take(box) {
    box.checked = true;
    box.closest("label").classList.remove("best");
    box.closest("label").querySelector("kbd")?.remove();
    for (const other of this.boxes) {
      if (!other.checked) {
        other.closest("label").remove();
      }
    }
    this.choicesTarget.querySelector("p")?.remove();
    this.choicesTarget.dataset.who = "";
    htmx.trigger(this.whoTarget, "htmx:abort");
    this.whoTarget.value = "";
    this.whoTarget.focus();
    this.dispatch("taken");
  }

  move(event) {
    const places = [this.whoTarget, ...this.boxes];
    const here = places.indexOf(document.activeElement);
    const next = places[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (here >= 0 && next) {
      event.preventDefault();
      next.focus();
    }
  }
}
