//! Plays steps against a server, and compares with the model.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use mureka_mock::MockServer;
use serde_json::json;
use tokio::task::JoinHandle;

use super::calls::text;
use super::steps::{Pick, Plan, Step};
use super::wire::documents::useapi;
use super::wire::time::at_once;
use super::wire::{Answer, Ask, Wire};
use super::world::{Kind, World};

/// What a deleted song is called where there never was one.
pub const NO_SONG: &str = "user:777-mureka:11-song:5";

pub struct Play {
    pub mock: Arc<MockServer>,
    pub wire: Wire,
    pub world: World,
    pub page: usize,
    /// Accounts that there ever were.
    pub accounts: Vec<String>,
    /// Ids that there ever were, by kind.
    pub seen: Vec<(Kind, String)>,
    /// Calls that wait for the result of a job.
    pub waiting: Vec<(String, JoinHandle<Answer>)>,
    /// Kind, account and cursor of the page that was read last, and where it ended.
    pub cursor: Option<(Kind, String, String, u64)>,
}

impl Play {
    pub async fn start(plan: &Plan) -> Self {
        let accounts = ["11", "22", "33"].map(str::to_owned).to_vec();
        let mut builder = MockServer::builder()
            .empty()
            .no_accounts()
            .page_size(plan.page)
            .generation_time(Duration::from_millis(plan.generation));
        for account in &accounts[..plan.accounts] {
            builder = builder.account(account);
        }
        let mock = Arc::new(builder.start().await.unwrap());
        Self {
            wire: Wire::open(mock.address()).await,
            mock,
            world: World::new(plan.generation, &accounts[..plan.accounts]),
            page: plan.page,
            accounts,
            seen: Vec::new(),
            waiting: Vec::new(),
            cursor: None,
        }
    }

    pub async fn step(&mut self, step: &Step) {
        match step {
            Step::Token(_) | Step::Cookie(_) | Step::CloseAccount(_) | Step::Account(_) => {
                self.configure(step).await;
            }
            Step::Accounts => self.list_accounts().await,
            Step::Upload { kind, account } => self.upload(*kind, *account).await,
            Step::List { kind, account, own } => self.list(*kind, *account, *own).await,
            Step::FirstPage { kind, account } => {
                let account = self.account(*account);
                self.page(*kind, &account, None).await;
            }
            Step::NextPage => {
                if let Some((kind, account, cursor, place)) = self.cursor.take() {
                    self.page(kind, &account, Some((cursor, place))).await;
                }
            }
            Step::Remove {
                kind,
                account,
                record,
            } => self.remove(*kind, *account, *record).await,
            Step::Song {
                account,
                motif,
                wait,
            } => self.generate(Kind::Song, *account, *motif, *wait).await,
            Step::Burst { account, songs } => {
                for _ in 0..*songs {
                    self.generate(Kind::Song, Some(*account), None, false).await;
                    self.advance(3000).await;
                }
            }
            Step::Speech { account, wait } => {
                self.generate(Kind::Speech, *account, None, *wait).await;
            }
            Step::ReadSong { song, number } => self.song(*song, *number, false).await,
            Step::DeleteSong { song, number } => self.song(*song, *number, true).await,
            Step::Job(pick) => self.look(*pick).await,
            Step::Running => self.running().await,
            Step::Advance(by) => self.advance(*by).await,
        }
        let ledger = self.mock.ledger();
        assert_eq!(ledger.total, self.world.charged());
        for (operation, times) in &self.world.charges {
            assert_eq!(ledger.times(operation), *times, "{operation}");
        }
    }

    /// The answer of an operation, which its document has.
    pub async fn ask(&mut self, operation: &str, ask: &Ask) -> Answer {
        let answer = at_once(self.wire.call(ask)).await.unwrap();
        assert!(answer.is_whole(), "{answer:?}");
        useapi().assert_documents(operation, &answer);
        answer
    }

    pub async fn expect(&mut self, operation: &str, ask: &Ask, status: u16) -> Answer {
        let answer = self.ask(operation, ask).await;
        assert_eq!(
            answer.status,
            status,
            "{operation}: {ask:?} {}",
            answer.text()
        );
        answer
    }

    pub fn account(&self, pick: Pick) -> String {
        self.accounts[usize::from(pick) % self.accounts.len()].clone()
    }

    pub fn pick(&self, kind: Kind, pick: Pick, otherwise: &str) -> String {
        let ids: Vec<&String> = self
            .seen
            .iter()
            .filter(|(of, _)| *of == kind)
            .map(|(_, id)| id)
            .collect();
        match ids.len() {
            0 => otherwise.to_owned(),
            // One more than there are: something that never was.
            some => ids
                .get(usize::from(pick) % (some + 1))
                .map_or(otherwise, |id| id)
                .to_owned(),
        }
    }

    /// A new id is like no other of its kind.
    pub fn remember(&mut self, kind: Kind, ids: &[String]) {
        for id in ids {
            let entry = (kind, id.clone());
            assert!(
                !self.seen.contains(&entry),
                "{kind:?} {id} is there already"
            );
            self.seen.push(entry);
        }
    }

    async fn configure(&mut self, step: &Step) {
        match step {
            Step::Cookie(cookie) => {
                let body = json!({"sessionCookie": format!("cookie {cookie}")});
                let ask = Ask::post("/v1/mureka/accounts", &body);
                let answer = self.expect("configure_account", &ask, 200).await.json();
                let (id, shown) = answer.as_object().unwrap().iter().next().unwrap();
                assert_eq!(text(&shown["account"]), *id);
                // The same cookie is the same account.
                assert_eq!(
                    self.expect("configure_account", &ask, 200).await.json(),
                    answer
                );
                if !self.accounts.contains(id) {
                    self.accounts.push(id.clone());
                }
                self.world.accounts.insert(id.clone());
            }
            Step::Token(pick) => {
                let id = self.account(*pick);
                let body = json!({"account": id, "token": "secret"});
                let ask = Ask::post(format!("/v1/mureka/accounts/{id}"), &body);
                let answer = self.expect("set_account_token", &ask, 201).await;
                assert_eq!(text(&answer.json()["account"]), id);
                assert!(!answer.text().contains("secret"));
                self.world.accounts.insert(id);
            }
            Step::CloseAccount(pick) => {
                let id = self.account(*pick);
                let status = if self.world.close(&id) { 204 } else { 404 };
                let ask = Ask::delete(format!("/v1/mureka/accounts/{id}"));
                self.expect("delete_account", &ask, status).await;
            }
            Step::Account(pick) => {
                let id = self.account(*pick);
                let status = if self.world.accounts.contains(&id) {
                    200
                } else {
                    404
                };
                let ask = Ask::get(format!("/v1/mureka/accounts/{id}"));
                self.expect("get_account", &ask, status).await;
            }
            _ => unreachable!("no other is about an account"),
        }
    }

    async fn list_accounts(&mut self) {
        let status = if self.world.accounts.is_empty() {
            404
        } else {
            200
        };
        let ask = Ask::get("/v1/mureka/accounts");
        let answer = self.expect("list_accounts", &ask, status).await;
        if status == 200 {
            let listed: BTreeSet<String> =
                answer.json().as_object().unwrap().keys().cloned().collect();
            assert_eq!(listed, self.world.accounts);
        }
    }
}
