/**
 * The board of networks: a card is dragged to another stage, or moved with the left and right arrows on its handle.
 * Both press the button of that stage in the card's own menu; htmx sends its form and brings the board anew. What is
 * refused goes back to where it was.
 */
import { Controller } from "@hotwired/stimulus";
import Sortable from "sortablejs";

const isRoomy = window.matchMedia("(width >= 820px)");
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");

export default class extends Controller {
  static targets = ["list", "fold"];

  initialize() {
    this.sortables = new Map();
    this.follow = () => this.sortables.forEach((sortable) => sortable.option("disabled", !isRoomy.matches));
  }

  connect() {
    isRoomy.addEventListener("change", this.follow);
  }

  disconnect() {
    isRoomy.removeEventListener("change", this.follow);
  }

  listTargetConnected(list) {
    const sortable = Sortable.create(list, {
      group: "stages",
      draggable: ".board-card",
      filter: ".menu",
      preventOnFilter: false,
      sort: false,
      animation: isCalm.matches ? 0 : 150,
      delay: 200,
      delayOnTouchOnly: true,
      disabled: !isRoomy.matches,
      onStart: () => this.begin(),
      onEnd: (event) => this.drop(event),
    });
    this.sortables.set(list, sortable);
  }

  listTargetDisconnected(list) {
    this.sortables.get(list)?.destroy();
    this.sortables.delete(list);
  }

  // What is folded away takes cards as well; its own stay hidden meanwhile.
  begin() {
    this.element.classList.add("is-dragging");
    for (const fold of this.foldTargets) {
      fold.classList.toggle("was-closed", !fold.open);
      fold.open = true;
    }
  }

  drop({ item, from, to, oldIndex }) {
    this.element.classList.remove("is-dragging");
    for (const fold of this.foldTargets.filter((each) => each.classList.contains("was-closed"))) {
      fold.classList.remove("was-closed");
      fold.open = fold.contains(item);
    }
    if (to !== from) {
      this.putBack = () => from.insertBefore(item, from.children[oldIndex] ?? null);
      this.press(item, to.dataset.stage);
    }
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const card = event.target.closest(".board-card");
    if (!step || !card || this.isBusy) {
      return;
    }
    event.preventDefault();
    const stages = this.listTargets.map((list) => list.dataset.stage);
    const next = stages[stages.indexOf(card.closest("[data-stage]").dataset.stage) + step];
    if (next) {
      this.press(card, next);
    }
  }

  press(card, stage) {
    // A click, as htmx would not know otherwise which button it was.
    card.querySelector(`button[name=stage][value=${stage}]`).click();
  }

  // The undo of an earlier move would be refused once there is a newer one.
  send({ detail, target }) {
    const card = target.closest?.(".board-card");
    if (card) {
      this.isBusy = true;
      this.moved = card.id;
      this.open = new Map(this.foldTargets.map((fold) => [fold.id, fold.open]));
      detail.xhr.addEventListener("loadend", () => (this.isBusy = false));
    }
  }

  arrive({ detail }) {
    if (detail.xhr.status === 200) {
      for (const form of document.querySelectorAll("#toasts form[action*='/networks/moves/']")) {
        form.closest(".toast").remove();
      }
    } else {
      this.putBack?.();
    }
    this.putBack = undefined;
  }

  settle() {
    const card = this.moved && document.getElementById(this.moved);
    if (!card || !this.open) {
      return;
    }
    for (const fold of this.foldTargets) {
      fold.open = this.open.get(fold.id) || fold.contains(card);
    }
    this.open = undefined;
    card.querySelector("summary").focus();
  }
}
