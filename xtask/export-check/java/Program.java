// Calls both APIs of the mock server through clients by openapi-generator's java.

import cloudsway.api.FilesApi;
import cloudsway.api.TasksApi;
import cloudsway.model.GenerateSong;
import cloudsway.model.Task;
import cloudsway.model.TaskEnvelope;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import useapi.api.JobsApi;
import useapi.api.ProfileApi;
import useapi.api.SongsApi;
import useapi.api.TracksApi;
import useapi.model.AccountError;
import useapi.model.ApiError;
import useapi.model.CreateSong;
import useapi.model.Job;
import useapi.model.Song;
import useapi.model.SongFeed;
import useapi.model.SongPage;

public final class Program {
  private static final Set<String> WAITING = Set.of("preparing", "queued", "running", "streaming");

  private final Path mp3 = Path.of(System.getenv("MOCK_MP3"));
  private final useapi.ApiClient ours = new useapi.ApiClient();
  // The generator writes the name of the file into the body. The interceptor has the last
  // word, and streams what is in it.
  private final useapi.ApiClient uploads = new useapi.ApiClient();
  private final cloudsway.ApiClient theirs = new cloudsway.ApiClient();
  private final JobsApi jobs;
  private final SongsApi music;
  private final cloudsway.api.SongsApi generations;
  private final TasksApi tasks;

  private String jobid;
  private final List<Object> songs = new ArrayList<>();
  private String taskId;

  private Program() {
    String url = System.getenv("MOCK_URL");
    ours.updateBaseUri(url);
    ours.setRequestInterceptor(request -> request.header("Authorization", "Bearer any"));
    uploads.updateBaseUri(url);
    uploads.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer any").POST(bodyOf(mp3)));
    theirs.updateBaseUri(url + "/v1/ai/any/mureka");
    theirs.setRequestInterceptor(request -> request.header("Authorization", "Bearer any"));
    jobs = new JobsApi(ours);
    music = new SongsApi(ours);
    generations = new cloudsway.api.SongsApi(theirs);
    tasks = new TasksApi(theirs);
  }

  private static BodyPublisher bodyOf(Path file) {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException error) {
      throw new UncheckedIOException(error);
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void step(String name, Action action) {
    try {
      action.run();
    } catch (Exception error) {
      System.err.println("FAILED " + name + ": " + error);
      System.exit(1);
    }
    System.out.println("ok " + name);
  }

  private static void same(String what, Object found, Object expected) {
    if (!Objects.equals(found, expected)) {
      throw new IllegalStateException(what + ": " + found + ", expected " + expected);
    }
  }

  private static <T> T given(String what, T value) {
    if (value == null || value.equals("")) {
      throw new IllegalStateException(what + ": nothing there");
    }
    return value;
  }

  private void unknownJob() throws Exception {
    Job job = jobs.getJob("j1");
    same("jobType", job.getJobType(), "choir");
    same("verb", job.getVerb(), "music/choir");
    same("status", job.getStatus(), "paused");
  }

  private void unknownModel() throws Exception {
    var details = music.getSong("song:1");
    same("model", details.getModel(), "V12-live");
    same("title", details.getSong().getTitle(), "A song of tomorrow");
  }

  private void create() throws Exception {
    var song = new CreateSong().prompt("Rain on a tin roof").model("V9").async(true);
    var answer = music.createSongWithHttpInfo(song);
    same("HTTP status", answer.getStatusCode(), 201);
    same("status", answer.getData().getStatus(), "created");
    jobid = given("jobid", answer.getData().getJobid());
  }

  private void poll() throws Exception {
    List<String> seen = new ArrayList<>();
    Job job = null;
    for (int turn = 0; turn < 100; turn++) {
      job = jobs.getJob(jobid);
      seen.add(job.getStatus());
      if (!"created".equals(job.getStatus())) {
        break;
      }
      Thread.sleep(100);
    }
    same("status", job.getStatus(), "completed");
    same("first status", seen.get(0), "created");
    List<Song> made = given("response", job.getResponse()).getSongs();
    same("songs", made.size(), 2);
    for (Song song : made) {
      given("mp3_url", song.getMp3Url());
      songs.add(given("song_id", song.getSongId()));
    }
  }

  private void pages() throws Exception {
    List<Object> listed = new ArrayList<>();
    String last = null;
    int count = 0;
    for (boolean more = true; more && count < 20; count++) {
      SongPage page = music.listSongs(null, last, null);
      for (SongFeed feed : page.getList()) {
        for (Song song : feed.getSongs()) {
          listed.add(given("song_id", song.getSongId()));
        }
      }
      more = Boolean.TRUE.equals(page.getMore());
      if (more) {
        last = given("last_id", page.getLastId()).toString();
      }
    }
    if (count < 2 || count >= 20) {
      throw new IllegalStateException("pages: " + count + ", expected 2 to 19");
    }
    same("songs listed once", new HashSet<>(listed).size(), listed.size());
    for (Object song : songs) {
      same(song + " listed", listed.contains(song), true);
    }
  }

  private void uploadTrack() throws Exception {
    var tracks = new TracksApi(uploads);
    var track = tracks.uploadTrack("Roof", "rock", "calm", mp3.toFile(), null, null);
    given("id", track.getId());
    same("title", track.getTitle(), "Roof");
  }

  private void tooMany() throws Exception {
    try {
      music.createSong(new CreateSong().prompt("Too soon"));
    } catch (useapi.ApiException refused) {
      same("HTTP status", refused.getCode(), 429);
      String wait = refused.getResponseHeaders().firstValue("Retry-After").orElse(null);
      same("Retry-After", wait, "7");
      var error = ours.getObjectMapper().readValue(refused.getResponseBody(), ApiError.class);
      same("code", error.getCode(), 9008);
      return;
    }
    throw new IllegalStateException("the call succeeded");
  }

  private void accountBroken() throws Exception {
    try {
      new ProfileApi(ours).getProfile(null);
    } catch (useapi.ApiException refused) {
      same("HTTP status", refused.getCode(), 596);
      var error = ours.getObjectMapper().readValue(refused.getResponseBody(), AccountError.class);
      same("code", error.getCode(), "REFRESH_FAILED");
      return;
    }
    throw new IllegalStateException("the call succeeded");
  }

  private void unknownTask() throws Exception {
    Task task = tasks.getTask("1").getData();
    same("model", task.getModel(), "MaaS_Mureka_v12");
    same("status", task.getStatus(), "polishing");
  }

  private void generate() throws Exception {
    TaskEnvelope envelope = generations.generateSong(new GenerateSong().lyrics("Rain").n(1L));
    same("code", envelope.getCode(), 0);
    same("status", envelope.getData().getStatus(), "preparing");
    taskId = given("taskId", envelope.getData().getTaskId()).toString();
  }

  private void query() throws Exception {
    for (int turn = 0; turn < 100; turn++) {
      Task task = tasks.getTask(taskId).getData();
      if (WAITING.contains(task.getStatus())) {
        Thread.sleep(100);
        continue;
      }
      same("status", task.getStatus(), "succeeded");
      given("url", task.getChoices().get(0).getUrl());
      return;
    }
    throw new IllegalStateException("status: no end in 100 queries");
  }

  private void uploadForm() throws Exception {
    var uploaded = new FilesApi(theirs).uploadFile(mp3.toFile(), "audio");
    given("id", uploaded.getId());
    same("purpose", uploaded.getPurpose(), "audio");
    same("bytes", uploaded.getBytes(), Files.size(mp3));
  }

  private void gatewayRefuses() throws Exception {
    try {
      generations.generateSong(new GenerateSong().lyrics("Rain"));
    } catch (cloudsway.ApiException refused) {
      same("HTTP status", refused.getCode(), 429);
      return;
    }
    throw new IllegalStateException("the call succeeded");
  }

  public static void main(String[] arguments) {
    Program program = new Program();
    step("useapi-unknown-job", program::unknownJob);
    step("useapi-unknown-model", program::unknownModel);
    step("useapi-create", program::create);
    step("useapi-poll", program::poll);
    step("useapi-pages", program::pages);
    step("useapi-upload", program::uploadTrack);
    step("useapi-429", program::tooMany);
    step("useapi-596", program::accountBroken);
    step("cloudsway-unknown-model", program::unknownTask);
    step("cloudsway-generate", program::generate);
    step("cloudsway-query", program::query);
    step("cloudsway-upload", program::uploadForm);
    step("cloudsway-429", program::gatewayRefuses);
  }
}
