/** The search of the top bar as a command palette: a combobox whose list htmx fills, moved through by the arrow keys. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["input", "panel", "list", "option"];

  connect() {
    this.onKeydown = (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        this.inputTarget.focus();
        this.inputTarget.select();
      }
    };
    this.onOutside = (event) => {
      if (!this.element.contains(event.target)) {
        this.close();
      }
    };
    document.addEventListener("keydown", this.onKeydown);
    document.addEventListener("click", this.onOutside);
    document.addEventListener("focusin", this.onOutside);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKeydown);
    document.removeEventListener("click", this.onOutside);
    document.removeEventListener("focusin", this.onOutside);
  }

  get isOpen() {
    return !this.panelTarget.hidden;
  }

  /** What is listed belongs to what is typed: nothing is on its way. */
  get isUpToDate() {
    return this.hasListTarget && this.listTarget.dataset.query === this.inputTarget.value.trim();
  }

  open() {
    if (!this.isOpen) {
      this.element.classList.add("is-open");
      this.panelTarget.hidden = false;
      this.inputTarget.setAttribute("aria-expanded", "true");
      this.dispatch("open", { target: this.inputTarget, prefix: "palette" });
    }
  }

  close() {
    this.goesOn = false;
    this.element.classList.remove("is-open");
    this.panelTarget.hidden = true;
    this.inputTarget.setAttribute("aria-expanded", "false");
    this.inputTarget.removeAttribute("aria-activedescendant");
  }

  /** After htmx has filled the list: the first entry is chosen, and followed when Enter did not wait for it. */
  filled() {
    const isAsking = this.inputTarget.value.trim() !== "";
    this.select(isAsking && this.isUpToDate ? this.optionTargets[0] : undefined);
    if (this.goesOn && this.isUpToDate) {
      this.goesOn = false;
      this.follow(this.selected);
    }
  }

  get selected() {
    return this.optionTargets.find((option) => option.getAttribute("aria-selected") === "true");
  }

  select(option) {
    this.optionTargets.forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (option) {
      this.inputTarget.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.inputTarget.removeAttribute("aria-activedescendant");
    }
  }

  press(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.open();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.isOpen) {
      this.enter(event);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  move(step) {
    const options = this.optionTargets;
    if (options.length > 0) {
      const here = options.indexOf(this.selected);
      const next = here < 0 && step < 0 ? options.length - 1 : (here + step + options.length) % options.length;
      this.select(options[next]);
    }
  }

  /** Enter follows the chosen entry; while the list is on its way, what it will begin with. */
  enter(event) {
    if (this.inputTarget.value.trim() !== "" && !this.isUpToDate) {
      event.preventDefault();
      this.goesOn = true;
    } else if (this.selected) {
      event.preventDefault();
      this.follow(this.selected);
    }
  }

  follow(option) {
    option?.click();
  }

  /** The list failed to come: the form goes to the page of results instead. */
  failed() {
    if (this.goesOn) {
      this.goesOn = false;
      this.element.submit();
    }
  }

  dismiss() {
    this.close();
    this.inputTarget.blur();
  }
}
