// Jobs and ledger as they are now, read again each second while somebody can see it.
// Everything goes into the page as text: callers choose some of these values.

const EACH_MS = 1000;
// What is older is counted, not shown.
const SHOWN = 200;

const byId = (id) => document.getElementById(id);

/// A number counts seconds since 1970.
const time = (at) => new Date(typeof at === "number" ? at * 1000 : at);

function clock(at) {
  const date = time(at);
  return isNaN(date) ? String(at ?? "") : date.toLocaleTimeString([], { hourCycle: "h23" });
}

const seconds = (ms) => `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;

function lasts({ elapsed_ms: elapsed, remaining_ms: left }) {
  const ran = elapsed == null ? "" : seconds(elapsed);
  return left == null ? [ran] : [`${seconds(left)} left`, `of ${seconds((elapsed ?? 0) + left)}`];
}

/// A row is a list of cells, a cell a list of lines. The first line of a cell is the
/// important one.
const jobRow = (job) => ({
  kind: job.status,
  cells: [
    [job.operation, job.id, [job.api, job.account].filter(Boolean).join(" · "), job.reply_ref],
    [job.status, clock(job.created)],
    lasts(job),
  ],
});

const chargeRow = (charge) => ({
  cells: [
    [charge.number],
    [
      charge.operation,
      charge.job,
      [charge.api, charge.account].filter(Boolean).join(" · "),
      charge.reply_ref,
    ],
    [charge.cost, clock(charge.at)],
  ],
});

/// Brings an element's children to the wanted number.
function resize(parent, tag, count) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(document.createElement(tag));
  return [...parent.children];
}

/// Changes only what differs: a selection stays, and nothing flickers.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function fill(section, rows, count) {
  const body = section.querySelector("tbody");
  const shown = rows.slice(0, SHOWN);
  resize(body, "tr", shown.length).forEach((tr, at) => {
    const { cells, kind } = shown[at];
    if (kind === undefined) delete tr.dataset.kind;
    else tr.dataset.kind = kind;
    resize(tr, "td", cells.length).forEach((td, at) => {
      const lines = cells[at].filter((line) => line != null && line !== "");
      resize(td, "div", lines.length).forEach((div, at) => setText(div, String(lines[at])));
    });
  });
  const none = section.querySelector(".none");
  const older = rows.length - shown.length;
  none.hidden = rows.length > 0 && older === 0;
  if (older > 0) setText(none, `${older} older not shown`);
  section.querySelector("table").hidden = rows.length === 0;
  setText(section.querySelector("[data-count]"), count);
}

async function json(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: status ${answer.status}`);
  return answer.json();
}

async function refresh() {
  const [jobs, ledger] = await Promise.all([json("/_mock/jobs"), json("/_mock/ledger")]);
  // Newest first; they come in the order in which they were started.
  const newest = [...jobs].reverse().sort((a, b) => time(b.created) - time(a.created));
  const running = jobs.filter((job) => job.remaining_ms != null).length;
  fill(byId("jobs"), newest.map(jobRow), `${jobs.length}, ${running} running`);
  const charges = [...ledger.charges].sort((a, b) => b.number - a.number);
  fill(byId("ledger"), charges.map(chargeRow), `${ledger.total}`);
}

let next;

async function run() {
  clearTimeout(next);
  if (document.hidden) return;
  try {
    await refresh();
    setText(byId("connection"), "Up to date");
    byId("connection").classList.remove("lost");
  } catch (error) {
    setText(byId("connection"), `The mock does not answer (${error.message})`);
    byId("connection").classList.add("lost");
  }
  clearTimeout(next);
  next = setTimeout(run, EACH_MS);
}

// On a narrow screen the reference would be far below.
if (matchMedia("(max-width: 70rem)").matches) {
  byId("jobs").open = false;
  byId("ledger").open = false;
}
document.addEventListener("visibilitychange", run);
run();
