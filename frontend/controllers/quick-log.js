/** A log in the sheet reloads the page behind it, unless something half typed there would be lost. */
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  stay({ target, detail }) {
    if (target === this.element && this.element.closest("dialog") && isHalfTyped(document.querySelector("main"))) {
      detail.parameters.stay = "1";
    }
  }
}

function isHalfTyped(page) {
  const fields = [...page.querySelectorAll("input:not([type=hidden]), textarea, select")];
  const sent = fields.filter((field) => field.form?.method === "post");
  return sent.some((field) => field.matches("[aria-invalid=true]") || isChanged(field));
}

function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    const before = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return field.selectedOptions[0] !== before;
  }
  return ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}
