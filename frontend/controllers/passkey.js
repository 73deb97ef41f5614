/**
 * Asks the browser for a passkey (WebAuthn, navigator.credentials) when its form is sent, and sends it along. Shows the
 * one state that holds; without JavaScript the form goes without a passkey, and the server says so.
 */
import { Controller } from "@hotwired/stimulus";

const STATES = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known", SecurityError: "elsewhere" };

const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const textOf = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (list) => list?.map((each) => ({ ...each, id: bytesOf(each.id) }));

/** What the server asks for, with bytes where browsers want bytes (WebAuthn 5.1.8, which not all of them have yet). */
function readable({ user, excludeCredentials, allowCredentials, challenge, ...rest }) {
  return {
    ...rest,
    challenge: bytesOf(challenge),
    ...(user && { user: { ...user, id: bytesOf(user.id) } }),
    ...(excludeCredentials && { excludeCredentials: withBytes(excludeCredentials) }),
    ...(allowCredentials && { allowCredentials: withBytes(allowCredentials) }),
  };
}

/** The browser's answer as JSON (WebAuthn 5.1.7). */
function written(answer) {
  const { id, rawId, type, authenticatorAttachment, response } = answer;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const parts = names.filter((name) => response[name]).map((name) => [name, textOf(response[name])]);
  const transports = response.getTransports?.();
  return JSON.stringify({
    id,
    rawId: textOf(rawId),
    type,
    authenticatorAttachment,
    response: { ...Object.fromEntries(parts), ...(transports && { transports }) },
    clientExtensionResults: answer.getClientExtensionResults(),
  });
}

export default class extends Controller {
  static targets = ["credential", "state"];
  static values = { options: Object, address: String, isNew: Boolean };

  connect() {
    // A page that comes back from the browser's memory asks anew.
    this.forget = () => {
      this.credentialTarget.value = "";
      this.element.ariaBusy = null;
    };
    window.addEventListener("pageshow", this.forget);
  }

  disconnect() {
    window.removeEventListener("pageshow", this.forget);
  }

  async ask(event) {
    event.preventDefault();
    if (this.element.ariaBusy) {
      return;
    }
    this.element.ariaBusy = "true";
    this.show("");
    const problem = this.obstacle() ?? (await this.fetchCredential());
    if (problem) {
      this.show(problem);
      this.element.ariaBusy = null;
    } else {
      this.element.submit();
    }
  }

  obstacle() {
    if (!window.isSecureContext) {
      return "insecure";
    }
    return window.PublicKeyCredential ? undefined : "unsupported";
  }

  /** Fills the field; returns the name of what went wrong, if anything did. */
  async fetchCredential() {
    try {
      const { publicKey } = this.addressValue ? await this.load() : this.optionsValue;
      const asked = { publicKey: readable(publicKey) };
      const answer = this.isNewValue ? await navigator.credentials.create(asked) : await navigator.credentials.get(asked);
      this.credentialTarget.value = written(answer);
    } catch (error) {
      return STATES[error.name] ?? "failed";
    }
    return undefined;
  }

  async load() {
    const answer = await fetch(this.addressValue, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    return (await answer.json()).request_options;
  }

  show(name) {
    for (const state of this.stateTargets) {
      state.hidden = state.dataset.state !== name;
    }
  }
}
