/**
 * Files on their way in: they can be dropped beside the field, and are listed with their size, each with a way to take
 * it away. The field itself stays an ordinary one and holds what is sent; without JavaScript it is all there is.
 */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["input", "place", "hint", "list", "said"];
  static values = { remove: String, none: String, chosen: String };

  connect() {
    this.hintTarget.hidden = false;
    this.files = [...this.inputTarget.files];
    this.show();
  }

  enter(event) {
    event.preventDefault();
    this.placeTarget.classList.add("is-over");
  }

  leave(event) {
    if (!this.placeTarget.contains(event.relatedTarget)) {
      this.placeTarget.classList.remove("is-over");
    }
  }

  drop(event) {
    event.preventDefault();
    this.placeTarget.classList.remove("is-over");
    this.add(event.dataTransfer.files);
  }

  /** The browser's dialog replaces what the field held; here it adds to it. */
  choose() {
    this.add(this.inputTarget.files);
  }

  remove(event) {
    const place = Number(event.params.place);
    this.files.splice(place, 1);
    this.keep();
    const next = this.listTarget.querySelectorAll("button")[Math.min(place, this.files.length - 1)];
    (next ?? this.inputTarget).focus();
  }

  add(files) {
    const isKnown = (file) => this.files.some((each) => each.name === file.name && each.size === file.size);
    this.files.push(...[...files].filter((file) => !isKnown(file)));
    this.keep();
  }

  keep() {
    const transfer = new DataTransfer();
    this.files.forEach((file) => transfer.items.add(file));
    this.inputTarget.files = transfer.files;
    this.show();
    this.saidTarget.textContent = this.files.length ? `${this.chosenValue}: ${this.files.length}` : this.noneValue;
  }

  show() {
    this.listTarget.hidden = this.files.length === 0;
    this.listTarget.replaceChildren(...this.files.map((file, place) => this.line(file, place)));
  }

  line(file, place) {
    const [item, name, size, button] = ["li", "span", "span", "button"].map((tag) => document.createElement(tag));
    name.textContent = file.name;
    name.className = "drop-name";
    size.textContent = inWords(file.size);
    size.className = "num text-muted-nw";
    button.type = "button";
    button.className = "btn btn-sm btn-quiet";
    button.textContent = this.removeValue;
    button.setAttribute("aria-label", `${this.removeValue}: ${file.name}`);
    button.dataset.action = "drop-files#remove";
    button.dataset.dropFilesPlaceParam = place;
    item.append(name, size, button);
    return item;
  }
}

function inWords(bytes) {
  const [unit, divisor] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const format = { style: "unit", unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 };
  return new Intl.NumberFormat(document.documentElement.lang || "en", format).format(
    bytes ? Math.max(bytes / divisor, 1) : 0,
  );
}
