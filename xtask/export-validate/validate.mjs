// Validates every export in a folder with a validator of its own format, and none of it
// with this project's own code:
//
//   OpenAPI 3.0, 3.1   the official JSON Schemas of OpenAPI, and every reference
//   YAML               read as YAML 1.2 and as 1.1, the same as the JSON beside it
//   models             compiled by Ajv in strict mode; every example under its model
//   Postman            read by Postman's own library, and nothing lost on the way back

import { readFileSync, readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import postman from "postman-collection";
import { parse } from "yaml";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node validate.mjs FOLDER");
  process.exit(2);
}

let problems = 0;
const seen = { openapi: 0, models: 0, postman: 0 };

function wrong(name, what) {
  problems += 1;
  console.error(`${name}: ${typeof what === "string" ? what : JSON.stringify(what, null, 1)}`);
}

async function openapi(name, text) {
  seen.openapi += 1;
  const document = name.endsWith(".yaml") ? parse(text, { version: "1.2" }) : JSON.parse(text);
  const version = name.match(/openapi-(\d\.\d)/)[1];
  if (!String(document.openapi).startsWith(version)) {
    wrong(name, `says it is ${document.openapi}`);
  }
  if (name.endsWith(".yaml")) {
    const json = JSON.parse(readFileSync(join(folder, name.replace(/yaml$/, "json")), "utf8"));
    for (const version of ["1.1", "1.2"]) {
      if (!isDeepStrictEqual(parse(text, { version }), json)) {
        wrong(name, `read as YAML ${version} it is not what the JSON says`);
      }
    }
  }
  const result = await new Validator().validate(document);
  if (!result.valid) wrong(name, result.errors);
}

function models(name, text) {
  seen.models += 1;
  const schema = JSON.parse(text);
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats(ajv);
  new Set(extensions(schema.$defs)).forEach((word) => ajv.addKeyword(word));
  for (const format of ["int64", "password"]) ajv.addFormat(format, true);
  ajv.addSchema(schema);
  let examples = 0;
  for (const [model, described] of Object.entries(schema.$defs)) {
    const valid = ajv.compile({ $ref: `${schema.$id}#/$defs/${model}` });
    for (const example of described.examples ?? []) {
      examples += 1;
      if (!valid(example)) wrong(name, { model, errors: valid.errors });
    }
  }
  if (examples === 0) wrong(name, "no example in it");
}

function extensions(value) {
  if (Array.isArray(value)) return value.flatMap(extensions);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key.startsWith("x-") ? [key] : extensions(inside),
  );
}

function collection(name, text) {
  seen.postman += 1;
  const json = JSON.parse(text);
  const read = new postman.Collection(structuredClone(json));
  const back = read.toJSON();
  lost(name, "", withoutIds(json), withoutIds(back));
  let items = 0;
  const written = json.item.flatMap((folder) => folder.item);
  read.forEachItem((item) => {
    const { raw: template, variable = [] } = written[items].request.url;
    const raw = variable.reduce((raw, { key, value }) => raw.replace(`:${key}`, value), template);
    items += 1;
    const url = item.request.url.toString();
    if (url !== raw || !url.startsWith("{{baseUrl}}/")) wrong(name, `${url} is written ${raw}`);
    if (item.getAuth()?.type !== "bearer") wrong(name, `${item.name}: not authorized`);
  });
  if (items === 0) wrong(name, "no request in it");
  const secret = read.variables.get("token");
  if (secret !== "") wrong(name, `the token is ${secret}`);
}

// What was written and did not come back, or came back as something else. The library puts
// addresses together itself, and leaves it to others to show a body in colours.
function lost(name, at, written, back) {
  if (/\/url\/raw$|\/_postman_previewlanguage$/.test(at)) return;
  if (written !== null && typeof written === "object") {
    for (const [key, value] of Object.entries(written)) {
      lost(name, `${at}/${key}`, value, back?.[key]);
    }
  } else if (written !== back && !(written === null && back === undefined)) {
    wrong(name, `${at}: ${JSON.stringify(written)} is read as ${JSON.stringify(back)}`);
  }
}

// The library turns texts of descriptions into objects; that is no loss.
function withoutIds(value) {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inside]) => [
    key,
    key === "description" && typeof inside === "object" ? inside?.content : withoutIds(inside),
  ]);
  return Object.fromEntries(entries);
}

for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), "utf8");
  if (/\.openapi-3\.\d(\.strict-tools)?\.(json|yaml)$/.test(name)) await openapi(name, text);
  else if (name.endsWith(".models.schema.json")) models(name, text);
  else if (name.endsWith(".postman.json")) collection(name, text);
  else continue;
  console.log(`looked at ${name}`);
}
for (const [kind, count] of Object.entries(seen)) {
  if (count === 0) wrong(folder, `no export of the kind ${kind}`);
}
console.log(`${problems} problems`);
process.exit(problems === 0 ? 0 : 1);
