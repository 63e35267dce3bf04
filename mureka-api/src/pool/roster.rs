//! The accounts of a pool: which work, and when to look again at those that do not.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, timeout};

use crate::charged::Charged;
use crate::error::{Error, ErrorKind};
use crate::transport::Jobs;
use crate::useapi::Client;
use crate::useapi::operations::CREATE_SONG;
use crate::useapi::types::GetProfile;

/// After so long an account that did not work is looked at again, and after twice as long the
/// next time.
const FIRST_LOOK: Duration = Duration::from_secs(60);
const LAST_LOOK: Duration = Duration::from_secs(30 * 60);

/// How long to wait for the list of what runs; without it, others' jobs are not reckoned with.
const LISTING: Duration = Duration::from_secs(15);

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
    /// Held by the one who asks how the accounts do; nobody waits for an answer with
    /// `members` locked.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Clone, Debug)]
struct Member {
    id: String,
    credits: Option<i64>,
    trouble: Option<Trouble>,
    /// Whether it was ever looked at.
    known: bool,
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
        Self {
            only: Some(accounts),
            ..Self::default()
        }
    }

    /// The accounts that can be used, the first of them another one each time.
    pub async fn usable(&self, client: &Client) -> Result<Vec<String>, Error> {
        self.refresh(client).await?;
        let mut members = self.members();
        members.rotate_left(1);
        let usable = members.iter().filter(|member| member.trouble.is_none());
        let usable: Vec<_> = usable.map(|member| member.id.clone()).collect();
        if usable.is_empty() {
            return Err(nobody(&members));
        }
        Ok(usable)
    }

    pub fn is_usable(&self, account: &str) -> bool {
        let members = self.members();
        let mut members = members.iter();
        members.any(|member| member.id == account && member.trouble.is_none())
    }

    /// An account did what it was asked to do.
    pub fn praise(&self, account: &str) {
        let mut members = self.members();
        if let Some(member) = members.iter_mut().find(|member| member.id == account) {
            member.wait = FIRST_LOOK;
        }
    }

    /// Takes note of a failure; `true` if another account may do better.
    pub fn report(&self, account: &str, error: &Error) -> bool {
        let lasts = matches!(
            error.kind(),
            ErrorKind::AccountBroken | ErrorKind::NoCredits | ErrorKind::PlanTooLow
        );
        if !lasts || error.charged() != Charged::No {
            return false;
        }
        // Of a plan that is too low only what asks for more has to go elsewhere.
        if error.kind() != ErrorKind::PlanTooLow {
            let mut members = self.members();
            if let Some(member) = members.iter_mut().find(|member| member.id == account) {
                member.fail(error.kind(), error.message().to_owned());
            }
        }
        true
    }

    pub async fn statuses(&self, client: &Client) -> Result<Vec<AccountStatus>, Error> {
        self.refresh(client).await?;
        let members = self.members();
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

    fn members(&self) -> MutexGuard<'_, Vec<Member>> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for the accounts, once, and for those whose trouble may be over.
    async fn refresh(&self, client: &Client) -> Result<(), Error> {
        let is_fresh = |members: &[Member]| {
            let now = Instant::now();
            let due = |trouble: &Trouble| trouble.until <= now;
            let mut troubles = members.iter().filter_map(|member| member.trouble.as_ref());
            !members.is_empty() && !troubles.any(due)
        };
        if is_fresh(&self.members()) {
            return Ok(());
        }
        let _asking = self.asking.lock().await;
        let mut known = self.members().clone();
        if is_fresh(&known) {
            return Ok(());
        }
        if known.is_empty() {
            known = self.load(client).await?;
        }
        let now = Instant::now();
        let due = |member: &&mut Member| match &member.trouble {
            Some(trouble) => trouble.until <= now,
            None => !member.known,
        };
        join_all(
            known
                .iter_mut()
                .filter(due)
                .map(|member| member.look(client)),
        )
        .await;
        let mut members = self.members();
        // What was told of an account meanwhile is newer.
        for member in known {
            match members.iter_mut().find(|other| other.id == member.id) {
                Some(other) if other.trouble.as_ref().is_some_and(|it| it.until > now) => {}
                Some(other) => *other = member,
                None => members.push(member),
            }
        }
        Ok(())
    }

    async fn load(&self, client: &Client) -> Result<Vec<Member>, Error> {
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
        if ids.is_empty() {
            return Err(Error::invalid("accounts", "none is given"));
        }
        let pacing = client.transport().pacing();
        if let ([only], None) = (ids.as_slice(), &self.only) {
            // What names no account goes there, too.
            pacing.alias(only);
        }
        // Jobs of other programs, or of this one before it crashed, take slots, too.
        let running = Jobs::of(client.transport());
        let _ = timeout(LISTING, pacing.next_listing(&running, Instant::now())).await;
        Ok(ids.into_iter().map(Member::new).collect())
    }
}

impl Member {
    fn new(id: String) -> Self {
        Self {
            id,
            credits: None,
            trouble: None,
            known: false,
            wait: FIRST_LOOK,
        }
    }

    /// Asks how the account does. What cannot be told now the next call will tell.
    async fn look(&mut self, client: &Client) {
        let found = self.ask(client).await;
        self.known = true;
        self.trouble = None;
        if let Some((kind, reason)) = found {
            self.fail(kind, reason);
        }
    }

    /// What keeps the account from working.
    async fn ask(&mut self, client: &Client) -> Option<(ErrorKind, String)> {
        match client.accounts().get(&self.id).await {
            Ok(account) => {
                let code = account.code.map(|code| code.to_string());
                if let Some(error) = account.error.or(code) {
                    return Some((ErrorKind::AccountBroken, error));
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Some((ErrorKind::NotFound, "not configured".to_owned()));
            }
            Err(_) => {}
        }
        let profile = GetProfile::new().account(&self.id);
        match client.profile().get(profile).await {
            Ok(profile) => {
                self.credits = profile.credits;
                let none = profile.credits.is_some_and(|credits| credits <= 0);
                none.then(|| (ErrorKind::NoCredits, "no credits left".to_owned()))
            }
            Err(error) if error.kind() == ErrorKind::AccountBroken => {
                Some((error.kind(), error.message().to_owned()))
            }
            Err(_) => None,
        }
    }

    fn fail(&mut self, kind: ErrorKind, reason: String) {
        // Of several that found it out at once, the first one counts.
        if self.trouble.is_some() {
            return;
        }
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
