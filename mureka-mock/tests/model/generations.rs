//! Steps with songs, speech and their jobs.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use super::calls::{self, ids, parts, text};
use super::play::{NO_SONG, Play};
use super::steps::Pick;
use super::wire::Ask;
use super::wire::time::{at_once, until};
use super::world::{Found, Job, Kind, Wait};

impl Play {
    pub async fn generate(
        &mut self,
        kind: Kind,
        account: Option<Pick>,
        motif: Option<Pick>,
        wait: bool,
    ) {
        let named = account.map(|pick| self.account(pick));
        let motif = motif.map(|pick| self.pick(Kind::Motif, pick, "user:777-mureka:11-file:5"));
        let (operation, verb, ask) =
            calls::generate(kind, named.as_deref(), motif.as_deref(), wait);
        // A motif names its account.
        let named = named
            .as_deref()
            .or_else(|| Some(parts(motif.as_deref()?).0));
        let Some(account) = self.world.account(named) else {
            self.expect(operation, &ask, 400).await;
            return;
        };
        let waits = if kind == Kind::Song {
            self.world.waits(&account)
        } else {
            Vec::new()
        };
        if !waits.is_empty() {
            let answer = self.expect(operation, &ask, 429).await.json();
            let wait = if answer["code"] == 9008 {
                Wait::TooFrequent
            } else {
                Wait::SlotsFull
            };
            assert!(waits.contains(&wait), "{waits:?}: {answer}");
            assert_eq!(
                wait == Wait::SlotsFull,
                answer.to_string().contains("(6323)")
            );
            return;
        }
        let job = if wait {
            self.wait_for(ask).await
        } else {
            self.begin(operation, verb, &account, &ask).await
        };
        let form = if kind == Kind::Speech { "t-u" } else { "m-u" };
        assert!(job.starts_with('j') && job.contains(form), "{job}");
        assert!(job.ends_with(&format!("-a{account}-bot:mureka")), "{job}");
        assert!(self.world.jobs.iter().all(|other| other.id != job), "{job}");
        let created = self.world.now;
        self.world.begin(
            operation,
            Job {
                id: job,
                account,
                kind,
                verb,
                created,
                made: false,
            },
        );
        self.settle().await;
    }

    /// Starts a job and gives back its id.
    async fn begin(&mut self, operation: &str, verb: &str, account: &str, ask: &Ask) -> String {
        let answer = self.expect(operation, ask, 201).await.json();
        assert_eq!(
            (&answer["status"], &answer["verb"]),
            (&json!("created"), &json!(verb))
        );
        assert_eq!(answer["request"]["account"], account);
        text(&answer["jobid"])
    }

    /// Leaves a call waiting for its job, and gives back the id of that.
    async fn wait_for(&mut self, ask: Ask) -> String {
        let charged = self.world.charged();
        let mock = self.mock.clone();
        let call = tokio::spawn(async move { ask.at(&mock).await });
        until(|| call.is_finished() || self.mock.ledger().total > charged).await;
        assert!(!call.is_finished() || self.world.generation == 0);
        let job = self
            .mock
            .ledger()
            .charges
            .last()
            .unwrap()
            .job
            .clone()
            .unwrap();
        self.waiting.push((job.clone(), call));
        job
    }

    pub async fn advance(&mut self, by: u64) {
        // What was made is looked at before it can be forgotten.
        let first = by.min(self.world.generation);
        for by in [first, by - first] {
            self.mock.advance(Duration::from_millis(by));
            self.world.now += by;
            self.settle().await;
        }
    }

    /// Looks at what the jobs have made that have ended since.
    async fn settle(&mut self) {
        while let Some(job) = self.world.next_made() {
            let ask = Ask::get(format!("/v1/mureka/jobs/{}", job.id));
            let answer = self.expect("get_job", &ask, 200).await.json();
            assert_eq!(answer["status"], "completed");
            let result = &answer["response"];
            if let Some(at) = self.waiting.iter().position(|(id, _)| *id == job.id) {
                let answer = at_once(self.waiting.remove(at).1).await.unwrap();
                assert_eq!(answer.status, 200, "{}", answer.text());
                let mut answer = answer.json();
                let id = answer.as_object_mut().unwrap().remove("jobid");
                assert_eq!(id, Some(json!(job.id)));
                assert_eq!(answer, *result);
            }
            let ids = ids(job.kind, result);
            for id in ids.iter().filter(|_| job.kind == Kind::Song) {
                assert_eq!((ids.len(), parts(id).0), (2, &*job.account), "{id}");
            }
            self.remember(job.kind, &ids);
            // It has nowhere to go where the account is gone.
            if self.world.accounts.contains(&job.account) {
                self.world.add(job.kind, &job.account, ids);
            }
        }
        assert!(self.waiting.iter().all(|(_, call)| !call.is_finished()));
    }

    /// Reads or deletes a song.
    pub async fn song(&mut self, song: Pick, number: bool, delete: bool) {
        let id = self.pick(Kind::Song, song, NO_SONG);
        let (account, last) = parts(&id);
        let path = format!("/v1/mureka/music/{}", if number { last } else { &id });
        let is_there = self.world.owner(Kind::Song, &id).is_some();
        let configured = self.world.accounts.contains(account);
        let missing = if delete { 400 } else { 404 };
        let status = match (is_there, configured) {
            (true, true) => 200,
            // A bare number of nothing names no account.
            (false, _) if number => missing,
            (_, false) => 400,
            (false, true) => missing,
        };
        if delete {
            self.expect("delete_song", &Ask::delete(path), status).await;
            if status == 200 {
                self.world.remove(Kind::Song, &id);
            }
        } else {
            let answer = self.expect("get_song", &Ask::get(path), status).await;
            if status == 200 {
                assert_eq!(text(&answer.json()["song"]["song_id"]), id);
            }
        }
    }

    pub async fn look(&mut self, pick: Pick) {
        let jobs = &self.world.jobs;
        let job = jobs.get(usize::from(pick) % (jobs.len() + 1));
        let id = job.map_or("j1m-u1-a11-bot:mureka".to_owned(), |job| job.id.clone());
        let found = self.world.look(&id);
        let status = if found == Found::Nothing { 404 } else { 200 };
        let ask = Ask::get(format!("/v1/mureka/jobs/{id}"));
        let answer = self.expect("get_job", &ask, status).await.json();
        let expected = match found {
            Found::Nothing => return,
            Found::Running => "created",
            Found::Completed => "completed",
        };
        assert_eq!(answer["status"], expected, "{id}");
    }

    pub async fn running(&mut self) {
        let ask = Ask::get("/v1/mureka/jobs");
        let answer = self.expect("list_jobs", &ask, 200).await.json();
        let mut listed = BTreeSet::new();
        for (account, jobs) in answer["accounts"].as_object().unwrap() {
            let list = jobs["jobs"].as_array().unwrap();
            assert_eq!(jobs["total"], list.len(), "{answer}");
            for job in list {
                let [id, verb, elapsed] = ["jobid", "verb", "elapsed"].map(|name| text(&job[name]));
                listed.insert((account.clone(), id, verb, elapsed));
            }
        }
        // Over all configured accounts, by the document.
        let running = self.world.running();
        let running: Vec<&Job> = running
            .filter(|job| self.world.accounts.contains(&job.account))
            .collect();
        let expected = running.iter().map(|job| {
            let seconds = (self.world.now - job.created) / 1000;
            let elapsed = format!("{:02}:{:02}", seconds / 60, seconds % 60);
            (
                job.account.clone(),
                job.id.clone(),
                job.verb.to_owned(),
                elapsed,
            )
        });
        assert_eq!(listed, expected.collect(), "{answer}");
        let music = running.iter().filter(|job| job.kind == Kind::Song).count();
        let counts = ["total", "music", "tts"].map(|name| answer[name].as_u64().unwrap());
        assert_eq!(
            counts,
            [running.len(), music, running.len() - music].map(|count| count as u64)
        );
        let available: BTreeSet<String> = answer["availableAccounts"]
            .as_array()
            .unwrap()
            .iter()
            .map(text)
            .collect();
        assert_eq!(available, self.world.accounts);
    }
}
