// The reference of one document, by Swagger UI. Which one stands in the address
// (`?document=NAME`), so that it can be linked to, down to the operation.

const TOKEN = "user:1-mock";

const byId = (id) => document.getElementById(id);

async function json(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: status ${answer.status}`);
  return answer.json();
}

function choice(names) {
  const wanted = new URLSearchParams(location.search).get("document");
  return names.includes(wanted) ? wanted : names[0];
}

function link(name, chosen) {
  const a = document.createElement("a");
  a.href = `/?document=${encodeURIComponent(name)}`;
  a.textContent = name;
  if (name === chosen) a.setAttribute("aria-current", "page");
  return a;
}

/// Calls go to where the page came from, by whatever name the mock is reached.
function atHome(spec) {
  const servers = (spec.servers ?? [{ url: "/" }]).map((server) => {
    const path = server.url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/$/, "");
    return { ...server, url: location.origin + path, description: "this mock" };
  });
  return { ...spec, servers };
}

function bearers(spec) {
  const schemes = Object.entries(spec.components?.securitySchemes ?? {});
  return schemes
    .filter(([, scheme]) => scheme.type === "http" && scheme.scheme.toLowerCase() === "bearer")
    .map(([name]) => name);
}

function show(spec) {
  const ui = SwaggerUIBundle({
    spec,
    domNode: byId("swagger-ui"),
    presets: [SwaggerUIBundle.presets.apis],
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    showExtensions: true,
    tryItOutEnabled: true,
    // The default is a server elsewhere.
    validatorUrl: null,
    onComplete() {
      for (const name of bearers(spec)) ui.preauthorizeApiKey(name, TOKEN);
    },
  });
}

function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", set);
  set();
}

async function start() {
  followTheme();
  byId("token").textContent = TOKEN;
  try {
    const { documents } = await json("/_mock");
    const chosen = choice(documents);
    byId("documents").replaceChildren(...documents.map((name) => link(name, chosen)));
    document.title = `${chosen} · Mureka mock`;
    show(atHome(await json(`/_mock/openapi/${encodeURIComponent(chosen)}.json`)));
  } catch (error) {
    byId("trouble").textContent = `The reference cannot be shown: ${error.message}`;
    byId("trouble").hidden = false;
  }
}

start();
