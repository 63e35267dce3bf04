//! What a batch would do.

use mureka_api::pool::AccountStatus;
use serde::Serialize;

use super::choice::Choice;
use super::reading::Line;
use super::stage::Stage;
use super::state::Record;
use crate::failure::Failure;
use crate::output::Output;
use crate::shown;

#[derive(Serialize)]
struct Preview<'p> {
    lines: Vec<Would<'p>>,
    sends: usize,
    held_back: usize,
    /// What the models of those that would be sent are listed with.
    credits: i64,
    /// Lines of which no price is known.
    without_price: usize,
    accounts: Vec<Account<'p>>,
}

#[derive(Serialize)]
struct Would<'p> {
    line: u64,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<i64>,
    stage: Stage,
    sends: bool,
}

#[derive(Serialize)]
struct Account<'p> {
    #[serde(rename = "account")]
    name: &'p str,
    credits: Option<i64>,
    free_slots: Option<u32>,
    trouble: Option<&'p str>,
}

/// Shows what would be sent, where, and for how much.
pub fn show(
    lines: &[(&Line, Option<&Record>)],
    choice: &Choice,
    accounts: &[AccountStatus],
    output: &Output,
) -> Result<(), Failure> {
    let mut chosen = choice.items.iter().peekable();
    let mut would = Vec::new();
    for (line, record) in lines {
        let is_this = |item: &&super::drive::Item| {
            item.number == record.map_or(0, |record| record.number)
                && item.request.fingerprint() == line.request.fingerprint()
        };
        let item = chosen.next_if(is_this);
        would.push(Would {
            line: line.at,
            kind: line.request.kind().name(),
            account: line.request.account(),
            credits: item.and_then(|item| item.credits),
            stage: record.map_or(Stage::Waiting, |record| record.stage),
            sends: item.is_some(),
        });
    }
    let preview = Preview {
        sends: choice.items.len(),
        held_back: choice.held_back,
        credits: choice.items.iter().filter_map(|item| item.credits).sum(),
        without_price: choice
            .items
            .iter()
            .filter(|item| item.credits.is_none())
            .count(),
        accounts: accounts.iter().map(Account::of).collect(),
        lines: would,
    };
    output.show(&preview, |output| people(&preview, output))
}

fn people(preview: &Preview<'_>, output: &Output) -> Result<(), Failure> {
    let any = match preview.accounts.len() {
        1 => preview
            .accounts
            .first()
            .map_or("", |one| one.name)
            .to_owned(),
        several => format!("any of {several}"),
    };
    let number = |number: Option<i64>| number.map_or_else(|| "–".into(), |it| it.to_string());
    let rows = preview.lines.iter().map(|would| {
        let what = match (would.sends, would.stage) {
            (true, _) => "send",
            (false, Stage::Waiting) => "later",
            (false, stage) => stage.name(),
        };
        vec![
            would.line.to_string(),
            would.kind.to_owned(),
            if would.sends {
                would
                    .account
                    .map_or_else(|| any.clone(), |one| shown::one_line(one).into_owned())
            } else {
                "–".into()
            },
            number(would.credits),
            what.to_owned(),
        ]
    });
    let header = ["line", "kind", "account", "credits", "what"];
    output.table(&header, rows.collect(), "no lines")?;
    output.line("")?;
    let rows = preview.accounts.iter().map(|account| {
        vec![
            shown::one_line(account.name).into_owned(),
            number(account.credits),
            number(account.free_slots.map(i64::from)),
            shown::text(account.trouble),
        ]
    });
    let header = ["account", "credits", "free slots", "trouble"];
    output.table(&header, rows.collect(), "no accounts")?;
    output.line("")?;
    let sends = preview.sends;
    let lines = shown::plural(sends, "line", "lines");
    let unknown = match preview.without_price {
        0 => String::new(),
        count => format!(", and {count} of unknown price"),
    };
    let credits = preview.credits;
    output.line(&format!(
        "{sends} {lines} would be sent, for about {credits} credits{unknown}; nothing was sent"
    ))
}

impl<'p> Account<'p> {
    fn of(status: &'p AccountStatus) -> Self {
        Self {
            name: &status.account,
            credits: status.credits,
            free_slots: status.free_slots,
            trouble: status.trouble.as_deref(),
        }
    }
}
