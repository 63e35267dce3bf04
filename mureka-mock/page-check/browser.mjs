// The system's Chromium, shut off from every other host, with a record of what the page
// did that it must not do.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/// `CHROMIUM`, or the first of the usual names on PATH.
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`no browser: CHROMIUM is not set, and PATH has none of ${NAMES.join(", ")}`);
  return found;
}

/// A page, and the list of its offences, which grows while it is used.
export async function open(url) {
  const browser = await puppeteer.launch({
    executablePath: executable(),
    args: [
      // Chromium refuses to run as root with one; containers have little shared memory.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-dev-shm-usage",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  const page = await browser.newPage();
  const { origin } = new URL(url);
  const offences = [];
  const requests = [];
  page.on("request", (request) => {
    requests.push(request);
    const local = ["data:", "blob:"].includes(new URL(request.url()).protocol);
    if (!local && new URL(request.url()).origin !== origin) {
      offences.push(`request to another host: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    // What is under way when the page is left is given up.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") offences.push(`request failed: ${request.url()}: ${reason}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") offences.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => offences.push(`error in the page: ${error.message}`));
  return { browser, page, offences, requests };
}
