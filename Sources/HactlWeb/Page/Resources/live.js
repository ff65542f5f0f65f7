// The live events, and what becomes of them.
const cards = new Map();
const page = Object.fromEntries(["clusters", "overview", "connection", "lost", "news", "empty"].map((id) => [id, document.getElementById(id)]));
const TRAIL = 720;
let source = null;
let heardAt = null;
let isLive = false;
/** What the server's clock is ahead of ours, in milliseconds. */
let ahead = 0;

const now = () => Date.now() + ahead;

function connect() {
  if (source) source.close();
  source = new EventSource("/api/v1/events");
  source.addEventListener("open", () => { heard(); for (const card of cards.values()) card.isStale = true; });
  source.addEventListener("status", (event) => { heard(); begin(JSON.parse(event.data)); });
  source.addEventListener("change", (event) => { heard(); take(JSON.parse(event.data)); });
  source.addEventListener("beat", heard);
  source.addEventListener("error", () => { isLive = false; tell(); });
}

function heard() {
  heardAt = performance.now();
  isLive = true;
  tell();
}

/** All clusters. A watch that was started anew may have others than before. */
function begin(news) {
  const names = new Set(news.clusters.map((status) => status.cluster));
  for (const [name, card] of cards) if (!names.has(name)) { card.root.remove(); cards.delete(name); }
  take(news);
}

/** Those clusters that changed. */
function take(news) {
  ahead = Date.parse(news.now) - Date.now();
  const isFirst = cards.size === 0;
  for (const status of news.clusters) {
    const card = cards.get(status.cluster) || addCard(status.cluster);
    announce(card.status, status, isFirst);
    const hadRun = card.status && card.status.running;
    const isNew = !card.status || card.status.observed_at !== status.observed_at;
    card.status = status;
    if (isNew && card.trail) addPoint(card.trail, status);
    if (hadRun && !status.running) card.isStale = true;
  }
  for (const { cluster } of news.clusters) show(cards.get(cluster));
  arrange([...cards.values()].map((card) => card.status));
}

/** Where there are few clusters, each is open; where there are many, those in trouble. */
function show(card) {
  if (!card.isTouched) setOpen(card, statusOf(card.status.status).rank > 0 || cards.size <= 3);
  drawCard(card);
  if (card.root.open) refresh(card);
}

function addCard(name) {
  const card = makeCard(name);
  card.isStale = true;
  card.summary.addEventListener("click", () => { card.isTouched = true; });
  card.root.addEventListener("toggle", () => { if (card.status && card.root.open) { drawCard(card); refresh(card); } });
  new ResizeObserver(() => { if (card.status) drawCard(card); }).observe(card.root);
  cards.set(name, card);
  page.clusters.append(card.root);
  return card;
}

function setOpen(card, isOpen) { if (card.root.open !== isOpen) card.root.open = isOpen; }

/** Trail and runs: when a card is seen first, after a lost connection, and when a run has ended. */
async function refresh(card) {
  if (!card.isStale) return;
  card.isStale = false;
  try {
    const name = encodeURIComponent(card.name);
    const [cluster, history] = await Promise.all([read(`/api/v1/clusters/${name}`), read(`/api/v1/runs?cluster=${name}`)]);
    card.trail = cluster.trail;
    card.runs = history.runs;
    drawCard(card);
  } catch (error) {
    setTimeout(() => { card.isStale = true; if (isLive) refresh(card); }, 5000);
  }
}

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function addPoint(trail, status) {
  const at = Date.parse(status.observed_at);
  if (at <= trail.at_ms.at(-1)) return;
  trail.at_ms.push(at);
  trail.state.push(status.state);
  trail.verdict.push(status.verdict ? status.verdict.kind : null);
  for (const member of status.members) {
    if (member.lag_seconds !== null && !trail.lag_seconds[member.name]) trail.lag_seconds[member.name] = trail.at_ms.slice(1).map(() => null);
  }
  for (const [name, column] of Object.entries(trail.lag_seconds)) column.push((status.members.find((m) => m.name === name) || {}).lag_seconds ?? null);
  if (trail.at_ms.length > TRAIL) [trail.at_ms, trail.state, trail.verdict, ...Object.values(trail.lag_seconds)].forEach((column) => column.shift());
}

/** The worst first, otherwise as in the inventory. */
function arrange(clusters) {
  page.empty.hidden = clusters.length > 0;
  const sorted = clusters.slice().sort((a, b) => statusOf(b.status).rank - statusOf(a.status).rank);
  const order = sorted.map((status) => `${status.cluster} ${status.status}`).join("\n");
  if (arrange.order === order) return;
  arrange.order = order;
  let before = null;
  for (const status of sorted.slice().reverse()) {
    const root = cards.get(status.cluster).root;
    if (root.nextElementSibling !== before) page.clusters.insertBefore(root, before);
    before = root;
  }
  page.overview.hidden = clusters.length < 2;
  page.overview.replaceChildren(...sorted.map((status) => {
    const look = statusOf(status.status);
    return h("a", { class: look.tone, href: `#${anchor(status.cluster)}` }, h("span", { class: "sign" }, look.sign), ` ${status.cluster} `, h("span", { class: "quiet" }, status.status));
  }));
  const worst = sorted.filter((status) => status.status !== "OK");
  document.title = worst.length ? `${statusOf(worst[0].status).sign} ${worst[0].status} ${worst.map((status) => status.cluster).join(", ")} · hactl` : "✓ hactl watch";
}

/** For those who don't see the colours change. */
function announce(before, after, isFirst) {
  if (isFirst || !before || (before.status === after.status && before.primary === after.primary)) return;
  page.news.textContent = `${after.cluster} is now ${after.status}: ${after.summary}`;
}

function tell() {
  const age = heardAt === null ? 0 : (performance.now() - heardAt) / 1000;
  document.body.classList.toggle("stale", !isLive && heardAt !== null);
  page.connection.className = isLive ? "ok" : heardAt === null ? "wait" : "critical";
  page.connection.querySelector(".sign").textContent = isLive ? "●" : heardAt === null ? "○" : "✕";
  page.connection.querySelector(".words").textContent = isLive ? `live, ${clock(new Date(now()))}` : heardAt === null ? "connecting" : "connection lost";
  page.lost.hidden = isLive || heardAt === null;
  if (!page.lost.hidden) page.lost.textContent = `Connection to the watch lost ${span(age)} ago. What stands here is old; it is tried again.`;
}

setInterval(() => {
  // A sign of life comes each 15 s: without one the connection is dead, whatever the browser thinks.
  if (isLive && performance.now() - heardAt > 40000) isLive = false;
  if (!isLive && (source.readyState === EventSource.CLOSED || (heardAt !== null && performance.now() - heardAt > 60000))) { heardAt = heardAt ?? null; connect(); }
  tell();
  for (const card of cards.values()) if (card.status) drawAge(card);
}, 1000);
connect();
