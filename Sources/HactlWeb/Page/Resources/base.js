// Whatever a server says becomes text and never markup: these two are the only makers of elements here.
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const STATUS = {
  OK: { rank: 0, sign: "✓", tone: "ok" },
  WARNING: { rank: 1, sign: "▲", tone: "warning" },
  UNKNOWN: { rank: 2, sign: "?", tone: "unknown" },
  CRITICAL: { rank: 3, sign: "✕", tone: "critical" },
};
const STATE = {
  ok: { words: "in order", tone: "ok", height: 3 },
  degraded: { words: "degraded", tone: "warning", height: 7 },
  unseen: { words: "not seen", tone: "unknown", height: 7 },
  no_primary: { words: "no primary", tone: "critical", height: 11 },
  split_brain: { words: "two writers", tone: "critical", height: 11 },
};
const SEVERITY = { note: "unknown", warning: "warning", failure: "critical" };

const statusOf = (word) => STATUS[word] || STATUS.UNKNOWN;
const stateOf = (word) => STATE[word] || STATE.unseen;
const cut = (text, limit) => (text.length > limit ? text.slice(0, limit - 1) + "…" : text);
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const pen = document.createElement("canvas").getContext("2d");
const two = (number) => String(number).padStart(2, "0");
const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const behind = (seconds) => (seconds === null || seconds === undefined ? "?" : span(seconds));

/** As much of a text as fits; `font` is a weight and a size: "650 13px". */
function fitted(text, width, font) {
  pen.font = `${font} ${FAMILY}`;
  if (pen.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return `${text.slice(0, length)}…`;
}

/** 7 s, 12 min, 3 h 20 min */
function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  if (whole < 172800) return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
  return `${Math.round(whole / 86400)} days`;
}
