/** One key each for what a card asks: ticks a box, goes through three answers, presses a button; never while somebody types. */
import { Controller } from "@hotwired/stimulus";
import { areKeysOn, isShortcut } from "../keys.js";

export default class extends Controller {
  static targets = ["choice", "cycle", "button"];

  connect() {
    if (!areKeysOn()) {
      this.element.querySelectorAll("[aria-keyshortcuts]").forEach((place) => place.removeAttribute("aria-keyshortcuts"));
    }
    this.onKeydown = this.onKeydown.bind(this);
    document.addEventListener("keydown", this.onKeydown);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKeydown);
  }

  onKeydown(event) {
    if (event.defaultPrevented || !isShortcut(event) || this.isOfTheBrowser(event)) {
      return;
    }
    const key = event.key.toLowerCase();
    const hasKey = (place) => place.dataset.keys.split(" ").includes(key);
    const cycle = this.cycleTargets.find(hasKey);
    const place = cycle ? this.nextAnswer(cycle) : [...this.choiceTargets, ...this.buttonTargets].find(hasKey);
    if (place) {
      event.preventDefault();
      // So that it is in sight, and a screen reader says it.
      place.focus();
      place.click();
    }
  }

  /** Enter on a link or a button, and arrows among radios, do there what they always do. */
  isOfTheBrowser(event) {
    if (event.key === "Enter") {
      return event.target.closest("a, button, summary") !== null;
    }
    return event.key.startsWith("Arrow") && event.target.matches("[type=radio]");
  }

  /** From unmarked to yes, to no, and back: the order in which most answers are found. */
  nextAnswer(cycle) {
    const answers = [...cycle.querySelectorAll("input")];
    const chosen = answers.findIndex((answer) => answer.checked);
    return answers[(chosen + 1) % answers.length];
  }
}
