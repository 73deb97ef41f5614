/** Single keys as shortcuts: not while somebody types, not behind a dialog, and not where the setting turned them off. */
const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

export const areKeysOn = () => document.documentElement.dataset.keys !== "off";

/** Whether this press of a key is a shortcut and nothing else. */
export function isShortcut(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.repeat;
  return areKeysOn() && isPlain && !event.target.closest?.(TYPING) && !document.querySelector("dialog[open]");
}
