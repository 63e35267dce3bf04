//! How an account is: its session, its credits, its slots.

use mureka_api::useapi::operations::CREATE_SONG;
use mureka_api::useapi::types::{Account, Profile, RunningJobs};
use mureka_api::{Error, ErrorKind};

use super::calendar::{DAY, unix};
use super::finding::Finding;
use crate::shown::{self, plural};

/// For how long a token without renewal is typically good; documented.
const TOKEN_DAYS: i64 = 30;

/// From so many days on the end of a session is near.
const SOON: i64 = 7;

const ADD: &str = "set it up again with `mureka account add`";

/// Everything about one account, at this time in unix seconds.
pub fn judge(
    id: &str,
    account: &Account,
    profile: Option<&Result<Profile, Error>>,
    jobs: Option<&RunningJobs>,
    now: i64,
) -> Finding {
    let check = format!("account {id}");
    if let Some(error) = account.error.as_deref().or(code(account).as_deref()) {
        return Finding::broken(&check, out_of_order(account, error), ADD);
    }
    let mut parts = vec![session(account, now)];
    parts.extend(profile.map(credits));
    parts.extend(jobs.map(|jobs| slots(id, jobs)));
    Finding::of_several(&check, parts)
}

fn code(account: &Account) -> Option<String> {
    account
        .code
        .as_ref()
        .map(|code| code.to_text().into_owned())
}

/// `REFRESH_FAILED since 2026-01-19`
fn out_of_order(account: &Account, error: &str) -> String {
    let told = match code(account) {
        Some(code) if !error.contains(&code) => format!("{error} ({code})"),
        _ => error.to_owned(),
    };
    match account
        .updated_utc
        .as_deref()
        .and_then(|text| text.get(..10))
    {
        Some(day) => format!("{told} since {day}"),
        None => told,
    }
}

fn session(account: &Account, now: i64) -> Finding {
    let cookie = account.session_cookie.as_ref();
    let expires = cookie.and_then(|cookie| cookie.expires.as_deref());
    let renews = account.has_auto_refresh.unwrap_or(cookie.is_some());
    if renews && let Some(end) = expires.and_then(unix) {
        let left = (end - now).div_euclid(DAY);
        let day = shown::time(Some(end));
        let day = day.split(' ').next().unwrap_or_default();
        return match left {
            ..0 => Finding::broken("", format!("cookie ran out on {day}"), ADD),
            0..=SOON => Finding::warning("", format!("session ends in {}", days(left)), ADD),
            _ => Finding::ok("", format!("session good for {}", days(left))),
        };
    }
    let Some(age) = account.token_issued_days_ago else {
        return Finding::ok("", "age of the session not told");
    };
    if renews {
        return Finding::ok("", format!("session renewed {} ago", days(age)));
    }
    match TOKEN_DAYS - age {
        ..=0 => Finding::warning(
            "",
            format!("token {} old, typically good for {TOKEN_DAYS}", days(age)),
            ADD,
        ),
        left @ ..=SOON => Finding::warning("", format!("token good for about {}", days(left)), ADD),
        left => Finding::ok("", format!("token good for about {}", days(left))),
    }
}

fn days(count: i64) -> String {
    let word = plural(usize::try_from(count).unwrap_or_default(), "day", "days");
    format!("{count} {word}")
}

fn credits(profile: &Result<Profile, Error>) -> Finding {
    match profile {
        Ok(profile) => match profile.credits {
            None => Finding::ok("", "credits not told"),
            Some(..=0) => Finding::warning("", "no credits", "buy credits at mureka.ai"),
            Some(credits) => Finding::ok("", format!("{credits} credits")),
        },
        Err(error) if error.kind() == ErrorKind::AccountBroken => {
            Finding::broken("", error.message(), ADD)
        }
        Err(error) => Finding::warning(
            "",
            format!("credits not read: {}", error.message()),
            "try again",
        ),
    }
}

fn slots(id: &str, jobs: &RunningJobs) -> Finding {
    let of_account = jobs.accounts.as_ref().and_then(|accounts| accounts.get(id));
    let used = of_account
        .and_then(|jobs| jobs.music.or(jobs.total))
        .unwrap_or(0);
    match CREATE_SONG.slots {
        Some(slots) => Finding::ok("", format!("{used} of {slots} slots in use")),
        None => Finding::ok("", format!("{used} jobs running")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::State;
    use super::*;
    use serde_json::{Value, json};

    fn judged(account: Value) -> (State, String) {
        let account: Account = serde_json::from_value(account).unwrap();
        let now = unix("2026-01-10T12:00:00Z").unwrap();
        let finding = judge("1", &account, None, None, now);
        let told = serde_json::to_value(&finding).unwrap();
        (finding.state, told["message"].as_str().unwrap().to_owned())
    }

    #[test]
    fn a_session_is_as_good_as_its_cookie_or_its_token() {
        let cookie = |expires: &str| {
            json!({"hasAutoRefresh": true, "tokenIssuedDaysAgo": 29,
                   "sessionCookie": {"expires": expires}})
        };
        for (account, state, message) in [
            (
                cookie("2026-02-01T12:00:00.000Z"),
                State::Ok,
                "session good for 22 days",
            ),
            (
                cookie("2026-01-17T12:00:00Z"),
                State::Warning,
                "session ends in 7 days",
            ),
            (
                cookie("2026-01-11T12:00:00Z"),
                State::Warning,
                "session ends in 1 day",
            ),
            (
                cookie("2026-01-10T11:59:59Z"),
                State::Broken,
                "cookie ran out on 2026-01-10",
            ),
            (cookie("some day"), State::Ok, "session renewed 29 days ago"),
            (
                json!({"tokenIssuedDaysAgo": 3}),
                State::Ok,
                "token good for about 27 days",
            ),
            (
                json!({"tokenIssuedDaysAgo": 29}),
                State::Warning,
                "token good for about 1 day",
            ),
            (
                json!({"tokenIssuedDaysAgo": 31}),
                State::Warning,
                "token 31 days old, typically good for 30",
            ),
            (json!({}), State::Ok, "age of the session not told"),
        ] {
            assert_eq!(
                judged(account.clone()),
                (state, message.into()),
                "{account}"
            );
        }
    }

    #[test]
    fn an_account_with_an_error_is_broken_since_its_last_change() {
        let account = json!({
            "error": "The cookie was refused", "code": "REFRESH_FAILED",
            "updatedUTC": "2026-01-19T04:38:16.000Z",
        });
        let message = "The cookie was refused (REFRESH_FAILED) since 2026-01-19";
        assert_eq!(judged(account), (State::Broken, message.into()));
    }

    #[test]
    fn credits_and_slots_stand_beside_the_session() {
        let account = Account::default();
        let profile = |credits: i64| {
            Ok(serde_json::from_value::<Profile>(json!({ "credits": credits })).unwrap())
        };
        let jobs = json!({"accounts": {"1": {"total": 4, "music": 3, "tts": 1}}});
        let jobs: RunningJobs = serde_json::from_value(jobs).unwrap();
        let finding = judge("1", &account, Some(&profile(488)), Some(&jobs), 0);
        let told = serde_json::to_value(&finding).unwrap();
        assert_eq!(
            told["message"],
            "age of the session not told, 488 credits, 3 of 10 slots in use"
        );
        let finding = judge("2", &account, Some(&profile(0)), Some(&jobs), 0);
        assert_eq!(finding.state, State::Warning);
    }
}
