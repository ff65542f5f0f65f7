// One card a cluster. Each of its parts is drawn anew only when what it shows has changed, so that whoever reads or has marked something
// is not disturbed.
function makeCard(name) {
  const parts = Object.fromEntries(["head", "notices", "picture", "findings", "verdict", "history", "runs"].map((part) => [part, h("div", { class: part })]));
  const body = h("div", { class: "body" }, parts.notices,
    h("div", { class: "columns" },
      h("section", { "aria-label": `Topology of ${name}` }, h("h3", {}, "Topology"), parts.picture),
      h("section", { "aria-label": `Findings in ${name}` }, h("h3", {}, "Findings"), parts.findings, parts.verdict)),
    h("section", { class: "history", "aria-label": `Lag and state of ${name} over time` }, h("h3", {}, "Lag and state over time"), parts.history),
    h("section", { class: "runs", "aria-label": `Runs of ${name}` }, h("h3", {}, "Runs"), parts.runs));
  const summary = h("summary");
  const root = h("details", { class: "cluster", id: anchor(name), "data-cluster": name }, summary, body);
  return { name, root, summary, parts, shown: {}, status: null, trail: null, runs: [], isTouched: false };
}

const anchor = (name) => `cluster-${encodeURIComponent(name)}`;

function changed(card, part, value) {
  const text = JSON.stringify(value);
  if (card.shown[part] === text) return false;
  card.shown[part] = text;
  return true;
}

function drawCard(card) {
  const status = card.status;
  const look = statusOf(status.status);
  if (changed(card, "head", [status.status, status.state, status.summary, status.primary])) {
    card.root.className = `cluster ${look.tone}`;
    card.age = h("span", { class: "age" });
    card.summary.replaceChildren(h("span", { class: "badge" }, `${look.sign} ${status.status}`), h("h2", {}, status.cluster),
      h("span", { class: "sentence" }, `${stateOf(status.state).words[0].toUpperCase()}${stateOf(status.state).words.slice(1)}: ${status.summary}`), card.age);
  }
  drawAge(card);
  if (!card.root.open) return;
  if (changed(card, "notices", [status.stand, status.pause, status.running, status.holds_back])) card.parts.notices.replaceChildren(...notices(status));
  const width = Math.floor(card.parts.picture.clientWidth);
  if (width > 0 && changed(card, "picture", [status.members, status.proxies, status.endpoint, width])) card.parts.picture.replaceChildren(topology(status, width));
  if (changed(card, "findings", status.findings)) card.parts.findings.replaceChildren(findings(status));
  if (changed(card, "verdict", status.verdict)) card.parts.verdict.replaceChildren(...verdict(status.verdict));
  drawHistory(card);
  if (changed(card, "runs", card.runs)) card.parts.runs.replaceChildren(runList(card.runs));
}

function drawHistory(card) {
  const width = Math.floor(card.parts.history.clientWidth);
  if (width > 0 && card.trail && changed(card, "history", [card.trail.at_ms.at(-1), card.trail.at_ms.length, width])) card.parts.history.replaceChildren(...chart(card.trail, width));
}

function drawAge(card) {
  const age = (now() - Date.parse(card.status.observed_at)) / 1000;
  const isOld = age > 60;
  card.age.className = isOld ? "age old" : "age";
  card.age.textContent = isOld ? `not seen for ${span(age)}` : `seen ${span(age)} ago`;
}

function notices(status) {
  const list = [];
  if (status.running) list.push(notice("info", `Running: ${status.running.playbook}`, [` ${status.running.words} (step ${Math.min(status.running.done + 1, status.running.of)} of ${status.running.of}, run `, h("a", { href: `/runs/${encodeURIComponent(status.running.run)}` }, status.running.run), ")"],
    h("progress", { max: status.running.of, value: status.running.done, "aria-label": `${status.running.done} of ${status.running.of} steps` })));
  if (status.pause) list.push(notice("warning", "Paused", ` ${until(status.pause.until)} by ${status.pause.who}${status.pause.reason ? `: ${status.pause.reason}` : ""}`));
  if (status.holds_back.length) list.push(notice("warning", "Nothing is done", `: ${status.holds_back.join("; ")}`));
  list.push(notice(status.stand.acts ? "ok" : status.stand.name === "cut_off" ? "critical" : "unknown", status.stand.acts ? "Acting" : "Not acting", `: ${status.stand.words}`));
  return list;
}

const notice = (tone, title, words, ...rest) => h("p", { class: `notice ${tone}` }, h("strong", {}, title), [words], rest);
const until = (moment) => (moment === null ? "until somebody ends it" : `until ${day(new Date(moment))} ${clock(new Date(moment))}`);

function findings(status) {
  if (!status.findings.length) return h("p", { class: "quiet" }, status.state === "unseen" ? "Nothing was seen." : "None.");
  return h("ul", {}, status.findings.map((finding) => h("li", { class: `finding ${SEVERITY[finding.severity] || "unknown"}` },
    h("p", {}, h("span", { class: "code" }, `${finding.severity} ${finding.code} `), finding.sentence), h("p", { class: "remedy" }, finding.remedy))));
}

function verdict(found) {
  if (!found) return [];
  const date = new Date(found.at);
  return [h("h3", {}, "Last verdict"), h("details", {}, h("summary", {}, `${found.sentence} `, h("span", { class: "quiet" }, `(${day(date)} ${clock(date)})`)), h("ul", {}, found.evidence.map((words) => h("li", {}, words))))];
}

function runList(runs) {
  if (!runs.length) return h("p", { class: "quiet" }, "None yet.");
  return h("ol", {}, runs.slice(0, 8).map((run) => {
    const date = new Date(run.started_at);
    const tone = run.outcome === null ? "warning" : run.exit_code === 0 ? "ok" : run.exit_code === 2 || run.exit_code === 10 ? "warning" : "critical";
    return h("li", { class: tone }, h("a", { href: `/runs/${encodeURIComponent(run.run)}` }, `${day(date)} ${clock(date)}`),
      h("span", {}, `${run.playbook}: ${run.from} → ${run.to}`), h("span", { class: "words" }, run.words),
      h("span", { class: "quiet" }, run.outage_ms === null ? "" : `outage ${run.outage_ms < 1000 ? `${run.outage_ms} ms` : `${(run.outage_ms / 1000).toFixed(1)} s`}`));
  }));
}
