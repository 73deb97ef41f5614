/**
 * The bar above a list of people: counts who is ticked, and shows what can be done with them. Shift ticks a range, by
 * click, space or arrows; arrows move between the boxes; Escape unticks all. A form has 2,000 fields at most, so very
 * many who are ticked travel in one.
 */
import { Controller } from "@hotwired/stimulus";

const MOST_FIELDS = 1000;

export default class extends Controller {
  static targets = ["page", "tick", "everybody", "all", "count", "actions", "none"];
  static values = { words: String, total: Number };

  connect() {
    this.pageTarget.hidden = false;
    this.update();
  }

  get boxes() {
    return [...document.querySelectorAll(`input[type=checkbox][name=contacts][form="${this.element.id}"]`)];
  }

  get isAll() {
    return this.hasAllTarget && this.allTarget.checked;
  }

  // A click on a label is followed by one on its box, which no longer tells about the keys that were held.
  click(event) {
    if (event.target.closest?.(".bulk-select") && !event.target.matches("input")) {
      this.isRange = event.shiftKey;
    } else if (this.boxes.includes(event.target)) {
      this.tickUpTo(event.target, event.shiftKey || this.isRange);
      this.isRange = false;
    }
  }

  tickUpTo(box, isRange) {
    const boxes = this.boxes;
    const from = boxes.indexOf(this.last);
    if (isRange && from >= 0) {
      const [start, end] = [from, boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(start, end + 1)) {
        each.checked = box.checked;
      }
    }
    this.last = box;
    this.update();
  }

  change({ target }) {
    if (target === this.tickTarget) {
      this.tickAll(target.checked);
    } else if (this.hasAllTarget && target === this.allTarget) {
      this.tickAll(target.checked);
    } else if (this.isAll && this.boxes.includes(target) && !target.checked) {
      this.allTarget.checked = false;
    }
    this.update();
  }

  tickAll(isTicked) {
    for (const box of this.boxes) {
      box.checked = isTicked;
    }
    if (this.hasAllTarget && !isTicked) {
      this.allTarget.checked = false;
    }
  }

  clear() {
    this.tickAll(false);
    this.update();
    this.tickTarget.focus();
  }

  key(event) {
    const here = this.boxes.indexOf(event.target);
    if (event.key === "Escape" && (here >= 0 || this.element.contains(event.target)) && !event.defaultPrevented) {
      this.clear();
    } else if (here >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.step(here, event);
    }
  }

  join({ formData }) {
    const ids = formData.getAll("contacts");
    if (ids.length > MOST_FIELDS) {
      formData.set("contacts", ids.join(","));
    }
  }

  step(here, event) {
    const next = this.boxes[here + (event.key === "ArrowDown" ? 1 : -1)];
    next?.focus();
    if (next && event.shiftKey) {
      next.checked = this.boxes[here].checked;
      this.tickUpTo(next, false);
    }
  }

  update() {
    const boxes = this.boxes;
    if (this.isAll) {
      boxes.forEach((box) => (box.checked = true));
    }
    const ticked = boxes.filter((box) => box.checked).length;
    const chosen = this.isAll ? this.totalValue : ticked;
    const isFull = ticked > 0 && ticked === boxes.length;
    this.tickTarget.checked = isFull;
    this.tickTarget.indeterminate = ticked > 0 && !isFull;
    if (this.hasEverybodyTarget) {
      this.everybodyTarget.hidden = !this.isAll && !(isFull && boxes.length < this.totalValue);
    }
    this.actionsTarget.hidden = this.noneTarget.hidden = chosen === 0;
    this.countTarget.textContent = chosen ? this.say(chosen) : "";
    this.element.classList.toggle("has-choice", chosen > 0);
  }

  say(count) {
    return this.wordsValue.replace("{count}", count.toLocaleString(document.documentElement.lang));
  }
}
