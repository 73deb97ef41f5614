/** An input that offers, below itself, what begins like the letters typed: arrows choose, Enter takes, Escape closes. */
import { Controller } from "@hotwired/stimulus";

const PAUSE = 150;
let lists = 0;

export default class extends Controller {
  static values = { url: String };

  connect() {
    this.list = document.createElement("ul");
    this.list.className = "completion-list";
    this.list.id = `completion-${(lists += 1)}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.element.labels?.[0]?.textContent.trim() ?? "");
    this.element.after(this.list);
    this.element.setAttribute("role", "combobox");
    this.element.setAttribute("aria-autocomplete", "list");
    this.element.setAttribute("aria-controls", this.list.id);
    this.element.setAttribute("aria-expanded", "false");
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    this.element.addEventListener("input", () => this.wait(), { signal });
    this.element.addEventListener("keydown", (event) => this.onKeydown(event), { signal });
    this.element.addEventListener("blur", () => this.close(), { signal });
    // Before the input loses the focus.
    this.list.addEventListener("pointerdown", (event) => this.onPress(event), { signal });
  }

  disconnect() {
    clearTimeout(this.timer);
    this.listeners.abort();
    this.list.remove();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.element.value.trim();
    if (!typed) {
      this.close();
      return;
    }
    const response = await fetch(`${this.urlValue}?begins=${encodeURIComponent(typed)}`).catch(() => null);
    // Another letter was typed meanwhile, or the log-in has run out.
    if (!response?.ok || response.redirected || this.element.value.trim() !== typed) {
      return;
    }
    this.show((await response.json()).names.filter((name) => name !== typed));
  }

  show(names) {
    this.list.replaceChildren(
      ...names.map((name, number) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = name;
        return option;
      }),
    );
    const isOpen = names.length > 0 && document.activeElement === this.element;
    this.list.hidden = !isOpen;
    this.element.setAttribute("aria-expanded", String(isOpen));
    this.element.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.show([]);
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  onKeydown(event) {
    if (this.list.hidden || event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.active) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  move(step) {
    const options = [...this.list.children];
    const now = options.indexOf(this.active);
    const next = options[(now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length];
    this.active?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    this.element.setAttribute("aria-activedescendant", next.id);
  }

  onPress(event) {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) {
      this.take(option);
    }
  }

  take(option) {
    this.element.value = option.textContent;
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }
}
