// Calls both APIs of the mock server through clients by openapi-generator's typescript-fetch.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as useapi from "./client/useapi/index.js";
import * as cloudsway from "./client/cloudsway/index.js";

const url = process.env["MOCK_URL"] ?? "";
const mp3 = process.env["MOCK_MP3"] ?? "";

const ours = new useapi.Configuration({ basePath: url, accessToken: "any" });
const jobs = new useapi.JobsApi(ours);
const music = new useapi.SongsApi(ours);
const theirs = new cloudsway.Configuration({
  basePath: `${url}/v1/ai/any/mureka`,
  accessToken: "any",
});
const generations = new cloudsway.SongsApi(theirs);
const tasks = new cloudsway.TasksApi(theirs);

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

/** The answer that a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<Response> {
  try {
    await call;
  } catch (error) {
    if (error instanceof useapi.ResponseError || error instanceof cloudsway.ResponseError) {
      return error.response;
    }
    throw error;
  }
  throw new Error("the call succeeded");
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
let jobid = "";
let songs: string[] = [];
let taskId = "";

await step("useapi-unknown-job", async () => {
  const job = await jobs.getJob({ jobid: "j1" });
  same("jobType", job.jobType, "choir");
  same("verb", job.verb, "music/choir");
  same("status", job.status, "paused");
});

await step("useapi-unknown-model", async () => {
  const details = await music.getSong({ songId: "song:1" });
  same("model", details.model, "V12-live");
  same("title", details.song?.title, "A song of tomorrow");
});

await step("useapi-create", async () => {
  const answer = await music.createSongRaw({
    createSong: { prompt: "Rain on a tin roof", model: "V9", async: true },
  });
  same("HTTP status", answer.raw.status, 201);
  const job = await answer.value();
  same("status", job.status, "created");
  jobid = given("jobid", job.jobid);
});

await step("useapi-poll", async () => {
  const seen: unknown[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const job = await jobs.getJob({ jobid });
    seen.push(job.status);
    if (job.status !== "created") {
      same("status", job.status, "completed");
      const result = given("response", job.response);
      songs = (result.songs ?? []).map((song: useapi.Song | null) => {
        given("mp3Url", song?.mp3Url);
        return String(given("songId", song?.songId));
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
  let last: string | undefined;
  let pages = 0;
  for (let more = true; more && pages < 20; pages += 1) {
    const page = await music.listSongs(last === undefined ? {} : { lastId: last });
    for (const feed of page.list ?? []) {
      for (const song of feed?.songs ?? []) listed.push(String(given("songId", song?.songId)));
    }
    more = page.more === true;
    if (more) last = String(given("lastId", page.lastId));
  }
  if (pages < 2 || pages >= 20) throw new Error(`pages: ${pages}, expected 2 to 19`);
  same("songs listed once", new Set(listed).size, listed.length);
  for (const song of songs) same(`${song} listed`, listed.includes(song), true);
});

await step("useapi-upload", async () => {
  const track = await new useapi.TracksApi(ours).uploadTrack({
    title: "Roof",
    genre: "rock",
    mood: "calm",
    body: new Blob([new Uint8Array(await readFile(mp3))], { type: "audio/mpeg" }),
  });
  given("id", track.id);
  same("title", track.title, "Roof");
});

await step("useapi-429", async () => {
  const refused = await refusal(music.createSong({ createSong: { prompt: "Too soon" } }));
  same("HTTP status", refused.status, 429);
  same("Retry-After", refused.headers.get("Retry-After"), "7");
  same("code", useapi.ApiErrorFromJSON(await refused.json()).code, 9008);
});

await step("useapi-596", async () => {
  const refused = await refusal(new useapi.ProfileApi(ours).getProfile());
  same("HTTP status", refused.status, 596);
  same("code", useapi.AccountErrorFromJSON(await refused.json()).code, "REFRESH_FAILED");
});

await step("cloudsway-unknown-model", async () => {
  const { data } = await tasks.getTask({ taskId: "1" });
  same("model", data?.model, "MaaS_Mureka_v12");
  same("status", data?.status, "polishing");
});

await step("cloudsway-generate", async () => {
  const envelope = await generations.generateSong({ generateSong: { lyrics: "Rain", n: 1 } });
  same("code", envelope.code, 0);
  same("status", envelope.data?.status, "preparing");
  taskId = String(given("taskId", envelope.data?.taskId));
});

await step("cloudsway-query", async () => {
  for (let turn = 0; turn < 100; turn += 1) {
    const task = given("data", (await tasks.getTask({ taskId })).data);
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
  const bytes = new Uint8Array(await readFile(mp3));
  const uploaded = await new cloudsway.FilesApi(theirs).uploadFile({
    file: new File([bytes], basename(mp3), { type: "audio/mpeg" }),
    purpose: "audio",
  });
  given("id", uploaded.id);
  same("purpose", uploaded.purpose, "audio");
  same("bytes", uploaded.bytes, bytes.length);
});

await step("cloudsway-429", async () => {
  const refused = await refusal(generations.generateSong({ generateSong: { lyrics: "Rain" } }));
  same("HTTP status", refused.status, 429);
});
