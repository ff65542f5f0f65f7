// Who follows whom: what clients connect to, then the primary, then those that follow, row by row. Where the rows are too wide, as on a
// telephone, the same as an indented list.
const BOX = { most: 176, least: 124, height: 62, gap: 18, drop: 62, pill: 34 };

function topology(status, width) {
  const rows = ranked(status.members);
  const doors = endpoints(status);
  const widest = Math.max(doors.length, ...rows.map((row) => row.length));
  const wide = Math.min(BOX.most, Math.floor((width + BOX.gap) / widest) - BOX.gap);
  const fits = wide >= BOX.least;
  const places = fits ? inRows(doors, rows, width, wide) : asList(doors, rows, width);
  const drawing = s("svg", { viewBox: `0 0 ${width} ${places.height}`, width, height: places.height, role: "img", "aria-label": inWords(status) });
  drawing.append(...edges(status, places, fits), ...status.members.map((m) => node(m, status, places.of.get(m.name), fits)), ...doors.map((d) => door(d, places.of.get(d))));
  return drawing;
}

/** Rows of members: nobody feeds the first, each next one follows the one above. Who is unseen and feeds nobody hangs below the first. */
function ranked(members) {
  const known = new Map(members.map((m) => [m.name, m]));
  const feeds = new Set(members.map((m) => m.source));
  const free = members.filter((m) => !known.has(m.source));
  let top = free.filter((m) => m.unreachable === null || feeds.has(m.name));
  if (!top.length) top = free.length ? free : [members.find((m) => m.writable) || members[0]].filter(Boolean);
  const rows = [top];
  const done = new Set(top);
  for (let row = top; row.length; ) {
    row = row.flatMap((source) => members.filter((m) => m.source === source.name && !done.has(m)));
    row.forEach((m) => done.add(m));
    if (row.length) rows.push(row);
  }
  const rest = members.filter((m) => !done.has(m));
  if (rest.length) (rows[1] = rows[1] || []).push(...rest);
  return rows;
}

function endpoints(status) {
  const holders = status.members.filter((m) => m.holds_endpoint).map((m) => m.name);
  const vip = status.endpoint ? [{ name: "VIP", address: status.endpoint, leads: holders, gone: false, odd: holders.length !== 1, flaws: [] }] : [];
  return vip.concat(status.proxies.map((p) => ({
    name: p.name, address: p.endpoint, leads: p.leads_to, gone: p.unreachable !== null, flaws: p.flaws,
    odd: p.leads_to.length !== 1 || p.flaws.length > 0 || p.survives_reload === false,
  })));
}

function inRows(doors, rows, width, wide) {
  const of = new Map();
  let y = 2;
  for (const row of [doors, ...rows]) {
    const isDoors = row === doors;
    const height = isDoors ? BOX.pill : BOX.height;
    const xs = spread(row.map((item) => wish(item, row, of, width, wide)), width, wide);
    row.forEach((item, index) => of.set(isDoors ? item : item.name, { x: xs[index], y, width: wide, height }));
    if (row.length) y += height + (isDoors ? 40 : BOX.drop);
  }
  return { of, height: y - BOX.drop + 4 };
}

/** Where something would like to stand: with those that have the same source, below it; in the middle where it has none. */
function wish(item, row, of, width, wide) {
  const above = item.source === undefined ? undefined : of.get(item.source);
  const like = row.filter((other) => (other.source === undefined ? undefined : of.get(other.source)) === above);
  const middle = above ? above.x + above.width / 2 : row.length > like.length ? width : width / 2;
  return middle - wide / 2 + (like.indexOf(item) - (like.length - 1) / 2) * (wide + BOX.gap);
}

/** As near to their wishes as may be without touching, in their order. */
function spread(wishes, width, wide) {
  const step = wide + BOX.gap;
  const xs = [];
  wishes.forEach((wished, index) => xs.push(Math.max(wished, index ? xs[index - 1] + step : 0)));
  for (let index = xs.length - 1; index >= 0; index -= 1) {
    xs[index] = Math.max(index * step, Math.min(xs[index], width - wide - 1 - (xs.length - 1 - index) * step));
    if (index + 1 < xs.length) xs[index] = Math.min(xs[index], xs[index + 1] - step);
  }
  return xs.map((x) => Math.round(x));
}

function asList(doors, rows, width) {
  const of = new Map();
  let y = 2;
  doors.forEach((item) => { of.set(item, { x: 1, y, width: width - 2, height: BOX.pill }); y += BOX.pill + 8; });
  const place = (member, depth) => {
    if (of.has(member.name)) return;
    const x = 1 + Math.min(depth, 4) * 24;
    of.set(member.name, { x, y, width: width - x - 2, height: BOX.height });
    y += BOX.height + 10;
    rows.flat().filter((m) => m.source === member.name).forEach((m) => place(m, depth + 1));
  };
  rows.forEach((row, depth) => row.forEach((member) => place(member, depth ? 1 : 0)));
  return { of, height: y };
}

function node(member, status, place, inRow) {
  const isGone = member.unreachable !== null;
  const isLate = !isGone && member.replicating === false && member.source !== null;
  const isPrimary = member.name === status.primary;
  const kind = isGone ? "gone" : isPrimary ? "primary" : member.writable ? "rival" : isLate ? "late" : "";
  const role = isGone ? "not seen" : isPrimary ? "primary" : member.writable ? "takes writes" : member.source === null ? "read-only, follows nobody" : isLate ? "replication stopped" : "replica";
  const known = status.members.some((m) => m.name === member.source);
  const extras = isGone ? [member.unreachable] : [member.holds_endpoint && "VIP", member.serves_reads.length && "reads", member.source !== null && !known && `follows ${member.source}`, version(member)];
  const room = place.width - 20;
  const words = isGone ? `✕ ${role}` : role;
  const tone = isGone ? "tone critical" : isLate ? "tone warning" : isPrimary ? "tone info" : member.writable ? "tone critical" : "quiet";
  const lag = inRow || member.source === null || isGone ? null : s("text", { x: place.width - 10, y: 21, "text-anchor": "end", class: "quiet" }, `${behind(member.lag_seconds)} behind`);
  return s("g", { class: `node ${kind}`, transform: `translate(${place.x} ${place.y})`, "data-member": member.name, "data-role": role },
    s("title", {}, `${member.name}:${member.port}, ${role}${isGone ? `: ${member.unreachable}` : ` [${member.tokens.join(", ")}]`}`),
    s("rect", { width: place.width, height: place.height, rx: 6 }),
    s("text", { x: 10, y: 21, class: "name" }, fitted(member.name, lag ? room - 80 : room, "650 13px")), lag,
    s("text", { x: 10, y: 38, class: tone }, fitted(words, room, tone === "quiet" ? "400 12px" : "600 12px")),
    s("text", { x: 10, y: 54, class: "quiet" }, fitted(extras.filter(Boolean).join(" · "), room, "400 12px")));
}

const version = (member) => member.tokens.find((token) => /^\d+\.\d+/.test(token)) || "";

function door(door, place) {
  const words = door.gone ? "✕ not seen" : !door.leads.length ? "→ nobody" : place.width > BOX.most ? `${door.address || ""} → ${door.leads.join(", ")}` : door.address || "";
  const name = fitted(door.name, 90, "650 13px");
  return s("g", { class: `endpoint ${door.gone ? "gone" : door.odd ? "odd" : ""}`, transform: `translate(${place.x} ${place.y})`, "data-endpoint": door.name },
    s("title", {}, `${door.name} ${door.address || ""} leads to ${door.leads.join(", ") || "nobody"}${door.flaws.map((f) => `; ${f}`).join("")}`),
    s("rect", { width: place.width, height: place.height, rx: place.height / 2 }),
    s("text", { x: 14, y: 22, class: "name" }, name),
    s("text", { x: 20 + pen.measureText(name).width, y: 22, class: door.gone ? "tone critical" : "quiet" }, fitted(words, place.width - 34 - pen.measureText(name).width, "400 12px")));
}

function edges(status, places, inRow) {
  const follows = status.members.filter((m) => places.of.has(m.source)).map((m) => {
    const isGone = m.unreachable !== null || (status.members.find((o) => o.name === m.source) || {}).unreachable !== null;
    const tone = m.replicating === false ? "critical" : m.lag_seconds > 5 ? "warning" : "";
    const words = m.replicating === false ? "stopped" : behind(m.lag_seconds);
    return edge(places.of.get(m.source), places.of.get(m.name), { tone, isDashed: isGone || m.replicating === false, words: inRow ? words : "", from: m.source, to: m.name });
  });
  const leads = !inRow ? [] : [...places.of.keys()].filter((key) => typeof key === "object").flatMap((door) =>
    door.leads.filter((name) => places.of.has(name)).map((name) => edge(places.of.get(door), places.of.get(name), { tone: "way", isDashed: door.gone, words: "", from: door.name, to: name })));
  return leads.concat(follows).flat();
}

function edge(from, to, about) {
  const path = from.y >= to.y || to.x === from.x + 24 || to.width > BOX.most ? elbow(from, to) : fall(from, to);
  const shape = s("path", { class: `edge ${about.tone} ${about.isDashed ? "dashed" : ""}`, d: path.line, "data-from": about.from, "data-to": about.to });
  const tip = s("path", { class: `tip ${about.tone}`, d: path.tip });
  if (!about.words) return [shape, tip];
  const width = about.words.length * 7 + 10;
  return [shape, tip, s("g", { class: "label", transform: `translate(${path.x} ${path.y})` },
    s("rect", { x: -width / 2, y: -9, width, height: 18 }),
    s("text", { class: about.tone ? `tone ${about.tone}` : "quiet", "text-anchor": "middle", y: 4 }, about.words))];
}

function fall(from, to) {
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y];
  const middle = (y1 + y2) / 2;
  return { line: `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2 - 6}`, tip: `M${x2 - 5} ${y2 - 8}h10l-5 8z`, x: (x1 + x2) / 2, y: middle };
}

function elbow(from, to) {
  const [x, y] = [from.x + 12, to.y + to.height / 2];
  return { line: `M${x} ${from.y > to.y ? from.y : from.y + from.height}V${y}H${to.x - 6}`, tip: `M${to.x - 8} ${y - 5}v10l8 -5z`, x, y };
}

function inWords(status) {
  const sentences = status.members.map((m) => {
    if (m.unreachable !== null) return `${m.name} is not seen: ${m.unreachable}`;
    const does = m.writable ? "takes writes" : m.source === null ? "follows nobody" : m.replicating ? `follows ${m.source}, ${behind(m.lag_seconds)} behind` : `follows ${m.source}, stopped`;
    return `${m.name} ${does}${m.holds_endpoint ? " and holds the VIP" : ""}`;
  });
  return `Topology of ${status.cluster}. ${sentences.join(". ")}. ${status.proxies.map((p) => `${p.name} leads to ${p.leads_to.join(", ") || "nobody"}. `).join("")}`;
}
