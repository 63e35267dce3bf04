//! The accounts of a pool: which work, and when to look again at those that do not.

use std::collections::HashSet;
use std::time::Duration;

use crate::time::{Instant, timeout};
use futures_util::future::join_all;
use tokio::sync::Mutex;

use crate::charged::Charged;
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::retry::Retry;
use crate::transport::Jobs;
use crate::useapi::Client;
use crate::useapi::operations::CREATE_SONG;
use crate::useapi::types::GetProfile;

/// After so long an account that did not work is looked at again, and after twice as long the
/// next time.
const FIRST_LOOK: Duration = Duration::from_secs(60);
const LAST_LOOK: Duration = Duration::from_secs(30 * 60);

/// How long to wait for word of how an account does.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long the first requests wait to hear what runs already.
const FIRST_LISTING: Duration = Duration::from_secs(10);

/// Whose fault a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blame {
    /// The account's: other requests would fail there, too.
    Account,
    /// The account does not do for this request.
    Both,
    /// No other account would do better.
    Request,
}

/// How an account does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccountStatus {
    /// Its id.
    pub account: String,
    /// Credits when they were last read.
    pub credits: Option<i64>,
    /// Free slots, as far as this client knows.
    pub free_slots: Option<u32>,
    /// Why it is left out, if it is.
    pub trouble: Option<String>,
}

/// The accounts, once they were asked for.
#[derive(Debug, Default)]
pub(super) struct Roster {
    only: Option<Vec<String>>,
    members: Mutex<Vec<Member>>,
}

#[derive(Debug)]
struct Member {
    id: String,
    credits: Option<i64>,
    trouble: Option<Trouble>,
    /// How long the next trouble lasts at least.
    wait: Duration,
}

#[derive(Clone, Debug)]
struct Trouble {
    kind: ErrorKind,
    reason: String,
    until: Instant,
}

impl Roster {
    pub fn only(accounts: Vec<String>) -> Self {
        let mut seen = HashSet::new();
        let is_new = |account: &String| seen.insert(account.clone());
        let accounts = accounts.into_iter().filter(is_new).collect();
        Self {
            only: Some(accounts),
            members: Mutex::default(),
        }
    }

    /// The accounts that can be used, the first of them another one each time.
    pub async fn usable(&self, client: &Client) -> Result<Vec<String>, Error> {
        let mut members = self.members.lock().await;
        self.load(client, &mut members).await?;
        let now = Instant::now();
        let due = |trouble: &Trouble| trouble.until <= now;
        let due = members
            .iter_mut()
            .filter(|member| member.trouble.as_ref().is_some_and(due));
        join_all(due.map(|member| member.look(client))).await;
        members.rotate_left(1);
        let usable = members.iter().filter(|member| member.trouble.is_none());
        let usable: Vec<_> = usable.map(|member| member.id.clone()).collect();
        if usable.is_empty() {
            return Err(nobody(&members));
        }
        Ok(usable)
    }

    /// Whether another account can be used, too.
    pub async fn has_others(&self, account: &str) -> bool {
        let members = self.members.lock().await;
        let mut members = members.iter();
        members.any(|member| member.id != account && member.trouble.is_none())
    }

    pub async fn is_usable(&self, account: &str) -> bool {
        let members = self.members.lock().await;
        let mut members = members.iter();
        members.any(|member| member.id == account && member.trouble.is_none())
    }

    /// Whose fault a failure is; takes note if it is the account's.
    pub async fn blame(&self, client: &Client, account: &str, error: &Error) -> Blame {
        if error.charged() != Charged::No {
            return Blame::Request;
        }
        let kind = error.kind();
        if kind == ErrorKind::PlanTooLow {
            return Blame::Both;
        }
        let mut members = self.members.lock().await;
        let Some(member) = members.iter_mut().find(|member| member.id == account) else {
            return Blame::Request;
        };
        match kind {
            ErrorKind::AccountBroken | ErrorKind::NoCredits => {
                member.fail(kind, error.message().to_owned());
            }
            // Something that the request names, or the account itself, which may be removed.
            ErrorKind::NotFound | ErrorKind::Api => member.look(client).await,
            _ => return Blame::Request,
        }
        match member.trouble {
            Some(_) => Blame::Account,
            None => Blame::Request,
        }
    }

    /// A request was accepted: the next trouble is a new one.
    pub async fn worked(&self, account: &str) {
        let mut members = self.members.lock().await;
        let member = members.iter_mut().find(|member| member.id == account);
        if let Some(member) = member.filter(|member| member.trouble.is_none()) {
            member.wait = FIRST_LOOK;
        }
    }

    pub async fn statuses(&self, client: &Client) -> Result<Vec<AccountStatus>, Error> {
        let mut members = self.members.lock().await;
        self.load(client, &mut members).await?;
        let mut statuses: Vec<_> = members
            .iter()
            .map(|member| AccountStatus {
                account: member.id.clone(),
                credits: member.credits,
                free_slots: client
                    .transport()
                    .pacing()
                    .free_slots(&CREATE_SONG, Some(&member.id)),
                trouble: member
                    .trouble
                    .as_ref()
                    .map(|trouble| trouble.reason.clone()),
            })
            .collect();
        statuses.sort_by(|one, other| one.account.cmp(&other.account));
        Ok(statuses)
    }

    async fn load(&self, client: &Client, members: &mut Vec<Member>) -> Result<(), Error> {
        if !members.is_empty() {
            return Ok(());
        }
        let ids = match &self.only {
            Some(ids) => ids.clone(),
            None => client
                .accounts()
                .list()
                .await?
                .entries
                .into_keys()
                .collect(),
        };
        let mut found: Vec<Member> = ids.into_iter().map(Member::new).collect();
        join_all(found.iter_mut().map(|member| member.look(client))).await;
        if found.is_empty() {
            return Err(Error::invalid("accounts", "none is given"));
        }
        *members = found;
        let pacing = client.transport().pacing();
        if let ([only], None) = (members.as_slice(), &self.only) {
            // What names no account goes there, too.
            pacing.alias(&only.id);
        }
        // Jobs of other programs, or of this one before it crashed, take slots, too.
        let running = Jobs::of(client.transport());
        let listing = pacing.next_listing(&running, Instant::now());
        let _ = timeout(FIRST_LISTING, listing).await;
        Ok(())
    }
}

impl Member {
    fn new(id: String) -> Self {
        Self {
            id,
            credits: None,
            trouble: None,
            wait: FIRST_LOOK,
        }
    }

    /// Asks how the account does. What cannot be told now the next call will tell.
    async fn look(&mut self, client: &Client) {
        // Others wait meanwhile.
        let client = client.with(Options::new().timeout(PATIENCE).retry(Retry::off()));
        self.trouble = None;
        match client.accounts().get(&self.id).await {
            Ok(account) => {
                if let Some(error) = account.error.or_else(|| Some(account.code?.to_string())) {
                    return self.fail(ErrorKind::AccountBroken, error);
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return self.fail(ErrorKind::NotFound, "not configured".to_owned());
            }
            Err(_) => {}
        }
        match client
            .profile()
            .get(GetProfile::new().account(&self.id))
            .await
        {
            Ok(profile) => {
                self.credits = profile.credits;
                if profile.credits.is_some_and(|credits| credits <= 0) {
                    self.fail(ErrorKind::NoCredits, "no credits left".to_owned());
                }
            }
            Err(error) if error.kind() == ErrorKind::AccountBroken => {
                self.fail(error.kind(), error.message().to_owned());
            }
            Err(_) => {}
        }
    }

    fn fail(&mut self, kind: ErrorKind, reason: String) {
        self.trouble = Some(Trouble {
            kind,
            reason,
            until: Instant::now() + self.wait,
        });
        self.wait = (self.wait * 2).min(LAST_LOOK);
    }
}

/// No account is left.
fn nobody(members: &[Member]) -> Error {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by(|one, other| one.id.cmp(&other.id));
    let troubles = members.into_iter().filter_map(|member| {
        let trouble = member.trouble.as_ref()?;
        Some((trouble.kind, format!("{}: {}", member.id, trouble.reason)))
    });
    let (kinds, reasons): (Vec<_>, Vec<_>) = troubles.unzip();
    let kind = kinds.into_iter().next().unwrap_or(ErrorKind::AccountBroken);
    Error::unsent(
        kind,
        format!("no account can be used ({})", reasons.join("; ")),
    )
}
