// Looks at the page of a running mock as a person would: `node check.mjs URL`.
//
// `CHROMIUM` names the browser, `SCREENSHOT=page.png` keeps what was seen: as it is on a
// wide screen, and beside it `page-dark.png` and `page-phone.png`.

import assert from "node:assert/strict";
import { open } from "./browser.mjs";

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];
const TOKEN = "user:1-mock";
const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 360, height: 780, isMobile: true, hasTouch: true };

const url = process.argv[2]?.replace(/\/$/, "");
if (!url) {
  console.error("usage: node check.mjs URL, the URL of a running mock");
  process.exit(2);
}

async function check(what, how) {
  try {
    const found = await how();
    console.log(`ok      ${what}${found ? `: ${found}` : ""}`);
  } catch (error) {
    console.log(`FAILED  ${what}: ${error.message}`);
    process.exitCode = 1;
  }
}

const json = async (path) => (await fetch(url + path)).json();

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const { documents } = await json("/_mock");
const specs = {};
for (const name of documents) specs[name] = await json(`/_mock/openapi/${name}.json`);

const { browser, page, offences, requests } = await open(url);
page.setDefaultTimeout(15_000);

/// All operations of a document, as `METHOD path operationId`.
function described(spec) {
  return Object.entries(spec.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map(
      (method) => `${method.toUpperCase()} ${path} ${item[method].operationId}`,
    ),
  );
}

/// All operations that the page lists, in the same form.
function listed() {
  return page.$$eval(".opblock", (blocks) =>
    blocks.map((block) => {
      const method = block.querySelector(".opblock-summary-method").textContent.trim();
      const path = block.querySelector("[data-path]").dataset.path;
      const tag = block.closest(".opblock-tag-section").querySelector("[data-tag]").dataset.tag;
      return `${method} ${path} ${block.id.slice(`operations-${tag}-`.length)}`;
    }),
  );
}

/// Presses what a selector names, wherever it is by then: a click at coordinates misses
/// what moves while the page is laid out.
async function press(selector) {
  await (await page.waitForSelector(selector)).evaluate((element) => element.click());
}

/// Goes to a document by its tab.
async function choose(name) {
  await Promise.all([page.waitForNavigation(), press(`nav ::-p-text(${name})`)]);
  await page.waitForSelector(".opblock");
}

/// Opens an operation and presses its button; resolves to the request that goes out and
/// the status that is shown. A button that does nothing at once is pressed again.
async function tryOut(operation) {
  const block = `.opblock[id$="-${operation}"]`;
  await press(`${block} .opblock-summary-control`);
  const before = requests.length;
  const goneOut = () =>
    requests.slice(before).find((request) => !new URL(request.url()).pathname.startsWith("/_mock"));
  for (let pressed = 0; pressed < 3 && !goneOut(); pressed += 1) {
    await press(`${block} .btn.execute`);
    for (let waited = 0; waited < 5000 && !goneOut(); waited += 50) await sleep(50);
  }
  if (!goneOut()) {
    const text = await page.$eval(block, (element) => element.innerText);
    throw new Error(`no request went out; the operation shows:\n${text}`);
  }
  const status = await page.waitForSelector(`${block} .live-responses-table tbody .response-col_status`);
  const shown = (await status.evaluate((cell) => cell.textContent)).trim();
  return { sent: goneOut(), shown };
}

/// Waits until a part of the live view has a text; resolves to the time it took.
async function appears(section, text) {
  const from = Date.now();
  await page.waitForFunction(
    (section, text) => document.querySelector(section).textContent.includes(text),
    { polling: 50 },
    section,
    text,
  );
  return `after ${Date.now() - from} ms`;
}

/// Sends a paid call from outside of the page, as a program would.
async function createSong(replyRef) {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const accounts = await (await fetch(`${url}/v1/mureka/accounts`, { headers })).json();
  const body = { account: Object.keys(accounts)[0], prompt: "a song about tests", async: true, replyRef };
  const answer = await fetch(`${url}/v1/mureka/music/create`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, `status ${answer.status}: ${await answer.text()}`);
}

async function screenshot(suffix) {
  const file = process.env.SCREENSHOT;
  if (file) await page.screenshot({ path: file.replace(/(\.\w+)?$/, `${suffix}$1`) });
}

await page.setViewport(WIDE);
await check("the page comes with a policy that shuts out other hosts", async () => {
  const answer = await page.goto(url, { waitUntil: "load" });
  assert.equal(answer.status(), 200);
  const policy = answer.headers()["content-security-policy"] ?? "none";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /:\/\/|\*|unsafe/);
});

await check("it has its heading and the token", async () => {
  assert.equal(await page.$eval("h1", (h1) => h1.textContent), "Mureka mock");
  assert.equal(await page.$eval("#token", (token) => token.textContent), TOKEN);
});

for (const name of documents) {
  await check(`every operation of ${name} is listed`, async () => {
    await choose(name);
    assert.deepEqual((await listed()).sort(), described(specs[name]).sort());
    return `${described(specs[name]).length}`;
  });
}

await check("a call made from the page succeeds", async () => {
  await choose("useapi");
  const { sent, shown } = await tryOut("list_accounts");
  assert.match(shown, /^200/);
  assert.equal(sent.headers().authorization, `Bearer ${TOKEN}`);
  return `${sent.method()} ${new URL(sent.url()).pathname}, status ${shown}`;
});

await check("a call with a documented body and a server's variable succeeds, too", async () => {
  await choose("cloudsway");
  const { sent, shown } = await tryOut("generate_song");
  assert.match(shown, /^200/);
  assert.match(new URL(sent.url()).pathname, /^\/v1\/ai\/[^/{}]+\/mureka\/song\/generate$/);
  return `${sent.method()} ${new URL(sent.url()).pathname}, status ${shown}`;
});

await check("that call is in the live view", () => appears("#jobs", "generate_song"));

const marker = `<img src=x onerror="document.title='broken'"> ${Date.now()}`;
await check("a paid call made elsewhere shows in the ledger", async () => {
  await createSong(marker);
  return appears("#ledger", marker);
});

await check("what callers send is shown as text", async () => {
  assert.equal(await page.$$eval(".live td *", (all) => all.filter((one) => one.tagName !== "DIV").length), 0);
  assert.doesNotMatch(await page.title(), /broken/);
});

await screenshot("");
await check("it is dark where the system is", async () => {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await page.waitForSelector("html.dark-mode");
  await screenshot("-dark");
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
});

await check("it fits a phone", async () => {
  await page.setViewport(PHONE);
  for (const name of documents) {
    await choose(name);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name}: ${over} px wider than the screen`);
  }
  await screenshot("-phone");
});

await check("a page that nobody sees asks for nothing", async () => {
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await sleep(500);
  const before = requests.length;
  await sleep(2500);
  assert.equal(requests.length - before, 0);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  for (let waited = 0; waited < 10_000 && requests.length === before; waited += 50) await sleep(50);
  assert.ok(requests.length > before, "it does not go on when it is seen again");
});

await check("no other host was asked, and nothing went wrong on the way", () => {
  assert.deepEqual([...new Set(offences)], []);
  return `${requests.length} requests, all to ${url}`;
});

await browser.close();
