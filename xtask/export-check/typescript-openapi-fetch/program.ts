// Calls both APIs of the mock server through openapi-fetch, with types by openapi-typescript.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import createClient from "openapi-fetch";
import type { paths as UseapiPaths } from "./client/useapi.js";
import type { paths as CloudswayPaths } from "./client/cloudsway.js";

const url = process.env["MOCK_URL"] ?? "";
const mp3 = process.env["MOCK_MP3"] ?? "";
const headers = { Authorization: "Bearer any" };

const useapi = createClient<UseapiPaths>({ baseUrl: url, headers });
const cloudsway = createClient<CloudswayPaths>({ baseUrl: `${url}/v1/ai/any/mureka`, headers });

async function step(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(`FAILED ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  console.log(`ok ${name}`);
}

function same<T>(what: string, found: T, expected: T): void {
  if (found !== expected) {
    throw new Error(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
  }
}

function given<T>(what: string, value: T | null | undefined): T {
  if (value === null || value === undefined || value === "") {
    throw new Error(`${what}: nothing there`);
  }
  return value;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
let jobid = "";
let songs: string[] = [];
let taskId = "";

await step("useapi-unknown-job", async () => {
  const { data, response } = await useapi.GET("/v1/mureka/jobs/{jobid}", {
    params: { path: { jobid: "j1" } },
  });
  same("HTTP status", response.status, 200);
  const job = given("job", data);
  same("jobType", job.jobType, "choir");
  same("verb", job.verb, "music/choir");
  same("status", job.status, "paused");
});

await step("useapi-unknown-model", async () => {
  const { data } = await useapi.GET("/v1/mureka/music/{song_id}", {
    params: { path: { song_id: "song:1" } },
  });
  same("model", data?.model, "V12-live");
  same("title", data?.song?.title, "A song of tomorrow");
});

await step("useapi-create", async () => {
  const { data, response } = await useapi.POST("/v1/mureka/music/create", {
    body: { prompt: "Rain on a tin roof", model: "V9", async: true },
  });
  same("HTTP status", response.status, 201);
  const job = given("job", data);
  same("status", "status" in job ? job.status : undefined, "created");
  jobid = given("jobid", job.jobid);
});

await step("useapi-poll", async () => {
  const seen: unknown[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const { data } = await useapi.GET("/v1/mureka/jobs/{jobid}", { params: { path: { jobid } } });
    const job = given("job", data);
    seen.push(job.status);
    if (job.status !== "created") {
      same("status", job.status, "completed");
      const result = given("response", job.response);
      if (!("songs" in result)) throw new Error("response: no songs");
      songs = (result.songs as { song_id?: unknown; mp3_url?: unknown }[]).map((song) => {
        given("mp3_url", song.mp3_url);
        return String(given("song_id", song.song_id));
      });
      break;
    }
    await pause();
  }
  same("first status", seen[0], "created");
  same("songs", songs.length, 2);
});

await step("useapi-pages", async () => {
  const listed: string[] = [];
  let last: string | number | undefined;
  let pages = 0;
  for (let more = true; more && pages < 20; pages += 1) {
    const { data } = await useapi.GET("/v1/mureka/music/", {
      params: { query: last === undefined ? {} : { last_id: last } },
    });
    const page = given("page", data);
    for (const feed of page.list ?? []) {
      for (const song of feed?.songs ?? []) listed.push(String(given("song_id", song?.song_id)));
    }
    more = page.more === true;
    if (more) last = given("last_id", page.last_id);
  }
  if (pages < 2 || pages >= 20) throw new Error(`pages: ${pages}, expected 2 to 19`);
  same("songs listed once", new Set(listed).size, listed.length);
  for (const song of songs) same(`${song} listed`, listed.includes(song), true);
});

await step("useapi-upload", async () => {
  const { data } = await useapi.POST("/v1/mureka/files/", {
    params: { query: { title: "Roof", genre: "rock", mood: "calm" } },
    headers: { "Content-Type": "audio/mpeg" },
    // The document says that the body is binary; TypeScript's generator writes that as text.
    body: (await readFile(mp3)) as unknown as string,
    bodySerializer: (body: unknown) => body as BodyInit,
  });
  given("id", data?.id);
  same("title", data?.title, "Roof");
});

await step("useapi-429", async () => {
  const { error, response } = await useapi.POST("/v1/mureka/music/create", {
    body: { prompt: "Too soon", async: true },
  });
  same("HTTP status", response.status, 429);
  same("Retry-After", response.headers.get("Retry-After"), "7");
  same("code", error && "code" in error ? error.code : undefined, 9008);
});

await step("useapi-596", async () => {
  const { error, response } = await useapi.GET("/v1/mureka/profile/");
  same("HTTP status", response.status, 596);
  same("code", error?.code, "REFRESH_FAILED");
});

await step("cloudsway-unknown-model", async () => {
  const { data } = await cloudsway.GET("/song/query/{task_id}", {
    params: { path: { task_id: "1" } },
  });
  same("model", data?.data?.model, "MaaS_Mureka_v12");
  same("status", data?.data?.status, "polishing");
});

await step("cloudsway-generate", async () => {
  const { data } = await cloudsway.POST("/song/generate", { body: { lyrics: "Rain", n: 1 } });
  same("code", data?.code, 0);
  same("status", data?.data?.status, "preparing");
  taskId = String(given("taskId", data?.data?.taskId));
});

await step("cloudsway-query", async () => {
  for (let turn = 0; turn < 100; turn += 1) {
    const { data } = await cloudsway.GET("/song/query/{task_id}", {
      params: { path: { task_id: taskId } },
    });
    const task = given("data", data?.data);
    if (["preparing", "queued", "running", "streaming"].includes(String(task.status))) {
      await pause();
      continue;
    }
    same("status", task.status, "succeeded");
    given("url", task.choices?.[0]?.url);
    return;
  }
  throw new Error("status: no end in 100 queries");
});

await step("cloudsway-upload", async () => {
  const bytes = await readFile(mp3);
  const { data } = await cloudsway.POST("/files/upload", {
    body: { file: basename(mp3), purpose: "audio" },
    bodySerializer: (body) => {
      const form = new FormData();
      form.set("file", new File([new Uint8Array(bytes)], body.file, { type: "audio/mpeg" }));
      form.set("purpose", body.purpose);
      return form;
    },
  });
  given("id", data?.id);
  same("purpose", data?.purpose, "audio");
  same("bytes", data?.bytes, bytes.length);
});

await step("cloudsway-429", async () => {
  const { data, response } = await cloudsway.POST("/song/generate", { body: { lyrics: "Rain" } });
  same("HTTP status", response.status, 429);
  same("data", data, undefined);
});
