/** Whether somebody looks at the page. */
export function isLooking(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
