/**
 * Asks the browser whether it may show notifications, and tells the server where to send them. Shows the one state that
 * holds here; without JavaScript the page says that it needs it.
 */
import { Controller } from "@hotwired/stimulus";

const isApple = () => /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes("Mac") && navigator.maxTouchPoints > 1);
const canPush = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const markOf = async (text) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export default class extends Controller {
  static targets = ["state", "form", "problem", "browser"];
  static values = { key: String };

  async connect() {
    this.show(await this.state());
  }

  /** The name of what holds; the row of this browser is marked on the way. */
  async state() {
    if (!window.isSecureContext) {
      return "insecure";
    }
    if (!canPush()) {
      return isApple() ? "home-screen" : "unsupported";
    }
    if (Notification.permission === "denied") {
      return "denied";
    }
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    return subscription && (await this.markHere(subscription.endpoint)) ? "on" : "off";
  }

  async markHere(endpoint) {
    const mark = await markOf(endpoint);
    const row = this.browserTargets.find((each) => each.dataset.mark === mark);
    row?.querySelector("[hidden]")?.removeAttribute("hidden");
    return Boolean(row);
  }

  async turnOn(event) {
    event.preventDefault();
    if (this.element.ariaBusy) {
      return;
    }
    this.element.ariaBusy = "true";
    this.show(await this.outcome());
    this.element.ariaBusy = null;
  }

  async outcome() {
    const permission = await Notification.requestPermission();
    if (permission !== "granted") {
      return permission === "denied" ? "denied" : "off";
    }
    let subscription;
    try {
      subscription = await this.subscribe();
    } catch {
      return "failed";
    }
    return this.tell(subscription);
  }

  async subscribe() {
    await navigator.serviceWorker.register("/service-worker.js");
    const { pushManager } = await navigator.serviceWorker.ready;
    // One that the list does not show is of another account, or trusts an older key: it ends.
    const old = await pushManager.getSubscription();
    await old?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.keyValue });
  }

  async tell(subscription) {
    const { endpoint, keys } = subscription.toJSON();
    const body = new URLSearchParams([...new FormData(this.formTarget), ...Object.entries({ endpoint, ...keys })]);
    const answer = await fetch(this.formTarget.action, { method: "POST", body }).catch(() => null);
    if (answer?.status === 204) {
      window.location.reload();
      return "on";
    }
    await subscription.unsubscribe();
    if (answer?.status !== 422) {
      return "error";
    }
    this.problemTarget.textContent = (await answer.json()).problem;
    return "refused";
  }

  show(name) {
    for (const state of this.stateTargets) {
      state.hidden = !state.dataset.state.split(" ").includes(name);
    }
  }
}
