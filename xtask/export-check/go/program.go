// Calls both APIs of the mock server through clients by openapi-generator's go.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"exportcheck/cloudsway"
	"exportcheck/useapi"
)

func step(name string, run func() error) {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "FAILED %s: %v\n", name, err)
		os.Exit(1)
	}
	fmt.Println("ok", name)
}

func same(what string, found, expected interface{}) error {
	if found != expected {
		return fmt.Errorf("%s: %#v, expected %#v", what, found, expected)
	}
	return nil
}

// first tells the first thing that is wrong.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func given(what string, value interface{}) error {
	if value == nil || value == "" {
		return fmt.Errorf("%s: nothing there", what)
	}
	return nil
}

// text writes an id, which is a text or a number, as it goes into an address. Go reads
// numbers of unknown size as float64 and would write the longer ones with an exponent.
func text(id interface{}) string {
	if number, ok := id.(float64); ok {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return fmt.Sprint(id)
}

func status(response *http.Response) int {
	if response == nil {
		return 0
	}
	return response.StatusCode
}

func main() {
	url, mp3 := os.Getenv("MOCK_URL"), os.Getenv("MOCK_MP3")

	ours := useapi.NewConfiguration()
	ours.Servers = useapi.ServerConfigurations{{URL: url}}
	theirs := cloudsway.NewConfiguration()
	theirs.Servers = cloudsway.ServerConfigurations{{URL: url + "/v1/ai/any/mureka"}}
	checkUseapi(useapi.NewAPIClient(ours), mp3)
	checkCloudsway(cloudsway.NewAPIClient(theirs), mp3)
}

func checkUseapi(api *useapi.APIClient, mp3 string) {
	ctx := context.WithValue(context.Background(), useapi.ContextAccessToken, "any")
	var jobid string
	var songs []string

	step("useapi-unknown-job", func() error {
		job, _, err := api.JobsAPI.GetJob(ctx, "j1").Execute()
		if err != nil {
			return err
		}
		return first(
			same("jobType", job.GetJobType(), "choir"),
			same("verb", job.GetVerb(), "music/choir"),
			same("status", job.GetStatus(), "paused"),
		)
	})

	step("useapi-unknown-model", func() error {
		details, _, err := api.SongsAPI.GetSong(ctx, "song:1").Execute()
		if err != nil {
			return err
		}
		song := details.GetSong()
		return first(
			same("model", details.GetModel(), "V12-live"),
			same("title", song.GetTitle(), "A song of tomorrow"),
		)
	})

	step("useapi-create", func() error {
		song := useapi.NewCreateSong()
		song.SetPrompt("Rain on a tin roof")
		song.SetModel("V9")
		song.SetAsync(true)
		result, response, err := api.SongsAPI.CreateSong(ctx).CreateSong(*song).Execute()
		if err != nil {
			return err
		}
		jobid = result.GetJobid()
		return first(
			same("HTTP status", status(response), 201),
			same("status", result.GetStatus(), "created"),
			given("jobid", jobid),
		)
	})

	step("useapi-poll", func() error {
		var seen []string
		for turn := 0; turn < 100; turn++ {
			job, _, err := api.JobsAPI.GetJob(ctx, jobid).Execute()
			if err != nil {
				return err
			}
			seen = append(seen, job.GetStatus())
			if job.GetStatus() == "created" {
				time.Sleep(100 * time.Millisecond)
				continue
			}
			result := job.GetResponse()
			for _, song := range result.GetSongs() {
				if err := first(given("mp3_url", song.GetMp3Url()), given("song_id", song.GetSongId())); err != nil {
					return err
				}
				songs = append(songs, text(song.GetSongId()))
			}
			break
		}
		return first(
			same("status", seen[len(seen)-1], "completed"),
			same("first status", seen[0], "created"),
			same("songs", len(songs), 2),
		)
	})

	step("useapi-pages", func() error {
		listed := map[string]bool{}
		last, count := "", 0
		for more := true; more && count < 20; count++ {
			call := api.SongsAPI.ListSongs(ctx)
			if last != "" {
				call = call.LastId(last)
			}
			page, _, err := call.Execute()
			if err != nil {
				return err
			}
			for _, feed := range page.GetList() {
				for _, song := range feed.GetSongs() {
					id := text(song.GetSongId())
					if err := first(given("song_id", song.GetSongId()), same(id+" listed twice", listed[id], false)); err != nil {
						return err
					}
					listed[id] = true
				}
			}
			more = page.GetMore()
			if more {
				if err := given("last_id", page.GetLastId()); err != nil {
					return err
				}
				last = text(page.GetLastId())
			}
		}
		if count < 2 || count >= 20 {
			return fmt.Errorf("pages: %d, expected 2 to 19", count)
		}
		return first(
			same(songs[0]+" listed", listed[songs[0]], true),
			same(songs[1]+" listed", listed[songs[1]], true),
		)
	})

	step("useapi-upload", func() error {
		file, err := os.Open(mp3)
		if err != nil {
			return err
		}
		defer file.Close()
		track, _, err := api.TracksAPI.UploadTrack(ctx).
			Title("Roof").Genre("rock").Mood("calm").Body(file).Execute()
		if err != nil {
			return err
		}
		return first(given("id", track.GetId()), same("title", track.GetTitle(), "Roof"))
	})

	step("useapi-429", func() error {
		_, response, err := api.SongsAPI.CreateSong(ctx).CreateSong(useapi.CreateSong{}).Execute()
		var refused *useapi.GenericOpenAPIError
		if !errors.As(err, &refused) {
			return fmt.Errorf("not refused: %v", err)
		}
		model, ok := refused.Model().(useapi.ApiError)
		return first(
			same("HTTP status", status(response), 429),
			same("Retry-After", response.Header.Get("Retry-After"), "7"),
			same("a typed error", ok, true),
			same("code", model.GetCode(), 9008.0),
		)
	})

	step("useapi-596", func() error {
		_, response, err := api.ProfileAPI.GetProfile(ctx).Execute()
		var refused *useapi.GenericOpenAPIError
		if !errors.As(err, &refused) {
			return fmt.Errorf("not refused: %v", err)
		}
		model, ok := refused.Model().(useapi.AccountError)
		return first(
			same("HTTP status", status(response), 596),
			same("a typed error", ok, true),
			same("code", model.GetCode(), "REFRESH_FAILED"),
		)
	})
}

func checkCloudsway(api *cloudsway.APIClient, mp3 string) {
	ctx := context.WithValue(context.Background(), cloudsway.ContextAccessToken, "any")
	var taskID string

	step("cloudsway-unknown-model", func() error {
		envelope, _, err := api.TasksAPI.GetTask(ctx, "1").Execute()
		if err != nil {
			return err
		}
		task := envelope.GetData()
		return first(
			same("model", task.GetModel(), "MaaS_Mureka_v12"),
			same("status", task.GetStatus(), "polishing"),
		)
	})

	step("cloudsway-generate", func() error {
		song := cloudsway.NewGenerateSong("Rain")
		song.SetN(1)
		envelope, _, err := api.SongsAPI.GenerateSong(ctx).GenerateSong(*song).Execute()
		if err != nil {
			return err
		}
		task := envelope.GetData()
		taskID = text(task.GetTaskId())
		return first(
			same("code", envelope.GetCode(), 0.0),
			same("status", task.GetStatus(), "preparing"),
			given("taskId", task.GetTaskId()),
		)
	})

	step("cloudsway-query", func() error {
		for turn := 0; turn < 100; turn++ {
			envelope, _, err := api.TasksAPI.GetTask(ctx, taskID).Execute()
			if err != nil {
				return err
			}
			task := envelope.GetData()
			switch task.GetStatus() {
			case "preparing", "queued", "running", "streaming":
				time.Sleep(100 * time.Millisecond)
				continue
			}
			if err := same("status", task.GetStatus(), "succeeded"); err != nil {
				return err
			}
			choices := task.GetChoices()
			if len(choices) == 0 {
				return errors.New("choices: nothing there")
			}
			return given("url", choices[0].GetUrl())
		}
		return errors.New("status: no end in 100 queries")
	})

	step("cloudsway-upload", func() error {
		file, err := os.Open(mp3)
		if err != nil {
			return err
		}
		defer file.Close()
		about, err := file.Stat()
		if err != nil {
			return err
		}
		uploaded, _, err := api.FilesAPI.UploadFile(ctx).File(file).Purpose("audio").Execute()
		if err != nil {
			return err
		}
		return first(
			given("id", uploaded.GetId()),
			same("purpose", uploaded.GetPurpose(), "audio"),
			same("bytes", uploaded.GetBytes(), about.Size()),
		)
	})

	step("cloudsway-429", func() error {
		song := cloudsway.NewGenerateSong("Rain")
		_, response, err := api.SongsAPI.GenerateSong(ctx).GenerateSong(*song).Execute()
		if err == nil {
			return errors.New("the call succeeded")
		}
		return same("HTTP status", status(response), 429)
	})
}
