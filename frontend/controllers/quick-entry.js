/** Names typed or pasted one a line, each a row of a formset; made for the keyboard. */
import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org/dist/htmx.esm.js";

export default class extends Controller {
  static targets = ["list", "row", "line", "touch", "interesting", "empty"];

  connect() {
    this.onKeydown = this.onKeydown.bind(this);
    this.onPaste = this.onPaste.bind(this);
    this.element.addEventListener("keydown", this.onKeydown);
    this.element.addEventListener("paste", this.onPaste);
  }

  disconnect() {
    this.element.removeEventListener("keydown", this.onKeydown);
    this.element.removeEventListener("paste", this.onPaste);
  }

  add() {
    this.lineIn(this.addRow()).focus();
  }

  onKeydown(event) {
    const row = event.target.closest("[data-quick-entry-target~=row]");
    if (!row || event.isComposing) {
      return;
    }
    const isLine = this.lineTargets.includes(event.target);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.element.requestSubmit();
    } else if (event.key === "Enter" && !event.target.closest("button, a, summary")) {
      event.preventDefault();
      this.goToNext(row);
    } else if (event.key === "Backspace" && isLine && event.target.value === "") {
      this.goToPrevious(event, row);
    } else if (event.altKey && !event.ctrlKey && !event.metaKey) {
      this.mark(event, row);
    }
  }

  goToNext(row) {
    const rows = this.rowTargets;
    const next = rows[rows.indexOf(row) + 1];
    if (next || this.lineIn(row).value.trim()) {
      this.lineIn(next ?? this.addRow()).focus();
    }
  }

  goToPrevious(event, row) {
    const previous = this.rowTargets[this.rowTargets.indexOf(row) - 1];
    if (previous) {
      event.preventDefault();
      const line = this.lineIn(previous);
      line.focus();
      line.setSelectionRange(line.value.length, line.value.length);
    }
  }

  /** Alt+1 … Alt+5: last in touch, roughly. Alt+I: interesting. Read by position, as Alt changes the letter on some keyboards. */
  mark(event, row) {
    const digit = event.code.match(/^(?:Digit|Numpad)([1-5])$/);
    if (digit) {
      event.preventDefault();
      this.pickTouch(row, Number(digit[1]) - 1);
    } else if (event.code === "KeyI") {
      event.preventDefault();
      this.interestingTargets.find((box) => row.contains(box))?.click();
    }
  }

  pickTouch(row, place) {
    const choices = this.touchTargets.filter((field) => row.contains(field)).flatMap((field) => this.choicesIn(field));
    const choice = choices.filter((one) => one.value !== "")[place];
    if (choice instanceof HTMLOptionElement) {
      choice.selected = true;
      choice.closest("select").dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      choice?.click();
    }
  }

  choicesIn(field) {
    if (field instanceof HTMLSelectElement) {
      return [...field.options];
    }
    return field.matches("input") ? [field] : [...field.querySelectorAll("input")];
  }

  /** The first pasted line goes to where the cursor is; each further one to a row that is empty, or a new one. */
  onPaste(event) {
    const lines = event.clipboardData.getData("text/plain").split(/\r\n|\r|\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2 || !this.lineTargets.includes(event.target)) {
      return;
    }
    event.preventDefault();
    const [first, ...others] = lines;
    event.target.setRangeText(first, event.target.selectionStart, event.target.selectionEnd, "end");
    this.announce(event.target);
    let last = event.target;
    for (const line of others) {
      last = this.nextEmptyLine(last);
      last.value = line;
      this.announce(last);
    }
    last.focus();
  }

  nextEmptyLine(line) {
    const lines = this.lineTargets;
    return lines.slice(lines.indexOf(line) + 1).find((other) => !other.value.trim()) ?? this.lineIn(this.addRow());
  }

  announce(line) {
    line.dispatchEvent(new Event("input", { bubbles: true }));
    line.dispatchEvent(new Event("change", { bubbles: true }));
  }

  addRow() {
    const total = this.element.querySelector("input[name$=-TOTAL_FORMS]");
    const html = this.emptyTarget.innerHTML.replaceAll("__prefix__", total.value);
    this.listTarget.insertAdjacentHTML("beforeend", html.trim());
    total.value = Number(total.value) + 1;
    const row = this.listTarget.lastElementChild;
    htmx.process(row);
    return row;
  }

  lineIn(row) {
    return row.querySelector("[data-quick-entry-target~=line]");
  }
}
