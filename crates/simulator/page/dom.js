// The few helpers that make elements and keep lists of them in step with data.

const SVG = "http://www.w3.org/2000/svg";

/** An element: properties that begin with `on` are listeners, `data` is the dataset, the rest attributes. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) set(element, key, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "hue") element.style.setProperty("--h", value);
  else if (key === "data") Object.assign(element.dataset, value);
  else if (key === "checked" || key === "value" || key === "disabled") element[key] = value;
  else element.setAttribute(key, value === true ? "" : value);
}

export function icon(name, className = "i") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, className = "ibtn") {
  return h("button", { type: "button", class: className, "aria-label": label, title: label, onclick }, icon(name));
}

/** Children of `container` become the rows' elements; those whose `mark` is the same stay as they are. */
export function patch(container, rows, render) {
  const old = new Map([...container.children].map((child) => [child.dataset.key, child]));
  let place = container.firstElementChild;
  for (const row of rows) {
    let element = old.get(row.key);
    old.delete(row.key);
    if (!element || element.dataset.mark !== row.mark) {
      const fresh = render(row);
      fresh.dataset.key = row.key;
      fresh.dataset.mark = row.mark;
      if (element) {
        const focused = element.contains(document.activeElement);
        if (element === place) place = fresh;
        element.replaceWith(fresh);
        if (focused) (fresh.matches("button") ? fresh : fresh.querySelector("button, input"))?.focus();
      }
      element = fresh;
    }
    if (element === place) place = place.nextElementSibling;
    else container.insertBefore(element, place);
  }
  for (const gone of old.values()) gone.remove();
}

export function initials(name) {
  const words = (name || "?").replace(/[^\p{L}\p{N} ]/gu, " ").trim().split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1][0] : "";
  return ((words[0]?.[0] ?? "?") + (last ?? "")).toUpperCase();
}

export function hueOf(id) {
  let sum = 0;
  for (const char of String(id)) sum = (sum * 31 + char.codePointAt(0)) % 360;
  return sum;
}

export function avatar(name, id, className = "av") {
  return h("span", { class: className, hue: hueOf(id), "aria-hidden": "true" }, initials(name));
}
