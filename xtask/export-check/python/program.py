"""Calls both APIs of the mock server through clients by openapi-generator's python."""

import os
import sys
import time
from pathlib import Path

import cloudsway
import useapi

URL = os.environ["MOCK_URL"]
MP3 = Path(os.environ["MOCK_MP3"])
WAITING = ("preparing", "queued", "running", "streaming")


def step(name, run):
    try:
        result = run()
    except Exception as error:  # Whatever falls over, the step is named.
        sys.exit(f"FAILED {name}: {error or type(error).__name__}")
    print("ok", name, flush=True)
    return result


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: {found!r}, expected {expected!r}")


def given(what, value):
    if value is None or value == "":
        raise AssertionError(f"{what}: nothing there")
    return value


def refusal(error, call):
    """The error that a call was refused with."""
    try:
        call()
    except error as refused:
        return refused
    raise AssertionError("the call succeeded")


ours = useapi.ApiClient(useapi.Configuration(host=URL, access_token="any"))
jobs = useapi.JobsApi(ours)
music = useapi.SongsApi(ours)
theirs = cloudsway.ApiClient(
    cloudsway.Configuration(host=f"{URL}/v1/ai/any/mureka", access_token="any")
)
generations = cloudsway.SongsApi(theirs)
tasks = cloudsway.TasksApi(theirs)


def unknown_job():
    job = jobs.get_job("j1")
    same("jobType", job.job_type, "choir")
    same("verb", job.verb, "music/choir")
    same("status", job.status, "paused")


def unknown_model():
    details = music.get_song("song:1")
    same("model", details.model, "V12-live")
    same("title", details.song.title, "A song of tomorrow")


def create():
    # `async` is a word of Python's; the field keeps its name in a dictionary.
    song = useapi.CreateSong.from_dict(
        {"prompt": "Rain on a tin roof", "model": "V9", "async": True}
    )
    answer = music.create_song_with_http_info(song)
    same("HTTP status", answer.status_code, 201)
    same("status", answer.data.status, "created")
    return given("jobid", answer.data.jobid)


def poll():
    seen = []
    for _ in range(100):
        job = jobs.get_job(jobid)
        seen.append(job.status)
        if job.status != "created":
            break
        time.sleep(0.1)
    same("status", seen[-1], "completed")
    same("first status", seen[0], "created")
    result = given("response", job.response)
    same("songs", len(result.songs), 2)
    for song in result.songs:
        given("mp3_url", song.mp3_url)
    return [given("song_id", song.song_id) for song in result.songs]


def pages():
    listed, last, count, more = [], None, 0, True
    while more and count < 20:
        page = music.list_songs(last_id=last)
        count += 1
        for feed in page.list or []:
            listed += [given("song_id", song.song_id) for song in feed.songs or []]
        more = page.more is True
        if more:
            last = str(given("last_id", page.last_id))
    if not 2 <= count < 20:
        raise AssertionError(f"pages: {count}, expected 2 to 19")
    same("songs listed once", len(set(listed)), len(listed))
    for song in songs:
        same(f"{song} listed", song in listed, True)


def upload_track():
    track = useapi.TracksApi(ours).upload_track(
        title="Roof", genre="rock", mood="calm", body=MP3.read_bytes()
    )
    given("id", track.id)
    same("title", track.title, "Roof")


def too_many():
    refused = refusal(
        useapi.ApiException, lambda: music.create_song(useapi.CreateSong(prompt="Too soon"))
    )
    same("HTTP status", refused.status, 429)
    same("Retry-After", refused.headers["Retry-After"], "7")
    same("code", refused.data.code, 9008)


def account_broken():
    refused = refusal(useapi.ApiException, useapi.ProfileApi(ours).get_profile)
    same("HTTP status", refused.status, 596)
    same("code", refused.data.code, "REFRESH_FAILED")


def unknown_task():
    task = tasks.get_task("1").data
    same("model", task.model, "MaaS_Mureka_v12")
    same("status", task.status, "polishing")


def generate():
    envelope = generations.generate_song(cloudsway.GenerateSong(lyrics="Rain", n=1))
    same("code", envelope.code, 0)
    same("status", envelope.data.status, "preparing")
    return str(given("taskId", envelope.data.task_id))


def query():
    for _ in range(100):
        task = tasks.get_task(task_id).data
        if task.status not in WAITING:
            same("status", task.status, "succeeded")
            given("url", task.choices[0].url)
            return
        time.sleep(0.1)
    raise AssertionError("status: no end in 100 queries")


def upload_form():
    uploaded = cloudsway.FilesApi(theirs).upload_file(file=str(MP3), purpose="audio")
    given("id", uploaded.id)
    same("purpose", uploaded.purpose, "audio")
    same("bytes", uploaded.bytes, MP3.stat().st_size)


def gateway_refuses():
    refused = refusal(
        cloudsway.ApiException,
        lambda: generations.generate_song(cloudsway.GenerateSong(lyrics="Rain")),
    )
    same("HTTP status", refused.status, 429)


step("useapi-unknown-job", unknown_job)
step("useapi-unknown-model", unknown_model)
jobid = step("useapi-create", create)
songs = step("useapi-poll", poll)
step("useapi-pages", pages)
step("useapi-upload", upload_track)
step("useapi-429", too_many)
step("useapi-596", account_broken)
step("cloudsway-unknown-model", unknown_task)
task_id = step("cloudsway-generate", generate)
step("cloudsway-query", query)
step("cloudsway-upload", upload_form)
step("cloudsway-429", gateway_refuses)
