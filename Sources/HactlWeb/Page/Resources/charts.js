// Lag, state and verdict over time, on one scale of time.
const CHART = { left: 56, right: 10, top: 8, lag: 110, band: 32 };

function chart(trail, width) {
  const count = trail.at_ms.length;
  if (count < 2) return [h("p", { class: "quiet" }, "Two looks are needed to draw this.")];
  const [first, last] = [trail.at_ms[0], trail.at_ms[count - 1]];
  const room = Math.max(60, width - CHART.left - CHART.right);
  const x = (index) => CHART.left + ((trail.at_ms[index] - first) / Math.max(1, last - first)) * room;
  const names = Object.keys(trail.lag_seconds).sort();
  return [lagChart(trail, names, x, width), bands(trail, x, width), legend(trail, names)];
}

function lagChart(trail, names, x, width) {
  const most = Math.max(0, ...names.flatMap((name) => trail.lag_seconds[name].filter((lag) => lag !== null)));
  const top = niceAbove(most);
  const bottom = CHART.top + CHART.lag;
  const y = (lag) => bottom - (lag / top) * CHART.lag;
  const grid = [0, top / 2, top].flatMap((lag) => [
    s("line", { class: "axis", x1: CHART.left, x2: width - CHART.right, y1: y(lag), y2: y(lag) }),
    s("text", { class: "quiet", x: CHART.left - 6, y: y(lag) + 4, "text-anchor": "end" }, span(lag)),
  ]);
  const lines = names.map((name, index) => s("path", { class: `lag s${index % 6} d${index % 4}`, d: line(trail.lag_seconds[name], x, y), "data-member": name }, s("title", {}, name)));
  const words = names.map((name) => `${name}: ${lagWords(trail.lag_seconds[name])}`);
  return s("svg", { viewBox: `0 0 ${width} ${bottom + 6}`, width, height: bottom + 6, role: "img", class: "lags", "aria-label": `Lag over time. ${words.join(". ")}` }, grid, lines);
}

/** Broken where nothing is known; a point alone is a dot. */
function line(lags, x, y) {
  let path = "";
  lags.forEach((lag, index) => {
    if (lag === null) return;
    const isFirst = index === 0 || lags[index - 1] === null;
    path += `${isFirst ? "M" : "L"}${x(index).toFixed(1)} ${y(lag).toFixed(1)}`;
    if (isFirst && (index + 1 === lags.length || lags[index + 1] === null)) path += "h1";
  });
  return path;
}

/** What state it was in and what the verdict was: the worse, the higher, so that no colour is needed to see it. */
function bands(trail, x, width) {
  const verdicts = trail.verdict.map((kind) => (kind === null ? null : kind));
  const state = spells(trail.state);
  const judged = spells(verdicts).filter((spell) => spell.value !== null);
  const draw = (spell, tone, height, y, words) => {
    const left = x(spell.from);
    const wide = Math.max(2, x(Math.min(spell.to + 1, trail.at_ms.length - 1)) - left);
    return s("g", { class: tone }, s("title", {}, `${words}: ${clock(new Date(trail.at_ms[spell.from]))} to ${clock(new Date(trail.at_ms[spell.to]))}`),
      s("rect", { class: "band", x: left, y: y + 24 - height, width: wide, height }),
      wide > words.length * 8 ? s("text", { class: "tone", x: left, y: y + 11 }, words) : null);
  };
  const states = state.map((spell) => draw(spell, stateOf(spell.value).tone, stateOf(spell.value).height, 0, stateOf(spell.value).words));
  const kinds = judged.map((spell) => draw(spell, verdictTone(spell.value), spell.value === "healthy" ? 3 : 7, CHART.band, spell.value));
  const label = (words, y) => s("text", { class: "quiet", x: CHART.left - 6, y, "text-anchor": "end" }, words);
  const end = 4 + 2 * CHART.band;
  const ticks = [0, 0.5, 1].map((part) => {
    const at = trail.at_ms[0] + (trail.at_ms.at(-1) - trail.at_ms[0]) * part;
    return s("text", { class: "quiet", x: CHART.left + part * (width - CHART.left - CHART.right), y: end + 10, "text-anchor": ["start", "middle", "end"][part * 2] }, clock(new Date(at)));
  });
  const worst = state.filter((spell) => spell.value !== "ok").map((spell) => `${stateOf(spell.value).words} from ${clock(new Date(trail.at_ms[spell.from]))} to ${clock(new Date(trail.at_ms[spell.to]))}`);
  return s("svg", { viewBox: `0 0 ${width} ${end + 16}`, width, height: end + 16, role: "img", class: "bands", "aria-label": `State over time: ${worst.slice(-6).join(", ") || "in order all the time"}` },
    label("state", 22), label("verdict", 22 + CHART.band), states, kinds, ticks);
}

const verdictTone = (kind) => (kind === "healthy" ? "ok" : ["process-dead", "host-dead", "hung", "semi-sync-locked"].includes(kind) ? "critical" : "warning");

function spells(values) {
  const found = [];
  values.forEach((value, index) => {
    const last = found.at(-1);
    if (last && last.value === value) last.to = index;
    else found.push({ value, from: index, to: index });
  });
  return found;
}

function legend(trail, names) {
  return h("ul", { class: "legend" }, names.map((name, index) => h("li", {},
    s("svg", { width: 26, height: 8, "aria-hidden": "true" }, s("path", { class: `lag s${index % 6} d${index % 4}`, d: "M0 4h26" })),
    h("span", {}, `${cut(name, 40)} `, h("span", { class: "quiet" }, lagWords(trail.lag_seconds[name]))))));
}

const lagWords = (lags) => `${lags.at(-1) === null ? "now unknown" : `now ${span(lags.at(-1))}`}, at most ${behind(highest(lags))}`;

const highest = (lags) => lags.reduce((most, lag) => (lag === null ? most : Math.max(most ?? 0, lag)), null);

function niceAbove(value) {
  const steps = [6, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18000, 36000, 86400];
  return steps.find((step) => step >= value) || Math.ceil(value / 86400) * 86400;
}
