//! What a call sends and what comes back: bodies, media types, statuses, webhooks.

use super::finding::Class;
use super::schemas;
use super::sides::Side;
use super::spot::Spot;
use super::walk::{Pair, Walk};

/// The body of a request.
pub fn request<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let (before, now) = (call.older.get("requestBody"), call.newer.get("requestBody"));
    match (before, now) {
        (None, None) => {}
        (Some(older), None) => walk.gone("body", &older, "nothing is sent any more"),
        (None, Some(newer)) => {
            let message = "a body is sent now: the method takes an argument more";
            walk.came(Class::Breaking, "body", &newer, message);
        }
        (Some(older), Some(newer)) => {
            walk.log.followed(&older, &newer);
            let pair = Pair { older, newer }.resolved();
            let (before, now) = (pair.older.flag("required"), pair.newer.flag("required"));
            walk.log.judged(&pair.older, &pair.newer, "required");
            if before != now {
                let (class, message) = if now {
                    (Class::Breaking, "the body is required now")
                } else {
                    (Class::Additive, "the body is optional now")
                };
                walk.key(class, "required", &pair, "required", message);
            }
            content(walk, &pair, Side::SENT);
        }
    }
}

/// The statuses of the answers.
pub fn answers<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let statuses = |spot: &Spot<'a>| spot.entries("responses");
    let (before, now) = (statuses(&call.older), statuses(&call.newer));
    let successes = before.iter().filter(|(status, _)| is_success(status));
    let successes = successes.count();
    for (status, older) in &before {
        let Some((_, newer)) = now.iter().find(|(other, _)| other == status) else {
            walk.gone("status", older, format!("the status {status} is gone"));
            continue;
        };
        walk.log.followed(older, newer);
        answer(walk, status, &Pair::new(older, newer).resolved());
    }
    for (status, newer) in &now {
        if before.iter().any(|(other, _)| other == status) {
            continue;
        }
        let (class, message) = if is_success(status) && successes == 1 {
            let message = format!(
                "the status {status} is new, a second success: the method gives one of several now"
            );
            (Class::Breaking, message)
        } else {
            (Class::Additive, format!("the status {status} is new"))
        };
        walk.came(class, "status", newer, message);
    }
}

fn answer<'a>(walk: &mut Walk<'a>, status: &str, pair: &Pair<'a>) {
    let has_body = |spot: &Spot<'a>| !spot.entries("content").is_empty();
    match (has_body(&pair.older), has_body(&pair.newer)) {
        (true, false) => {
            walk.key(
                Class::Breaking,
                "body",
                pair,
                "content",
                "it comes without a body now",
            );
        }
        (false, true) => {
            // An error may have any body; a success gave nothing, and gives something now.
            let class = if is_success(status) {
                Class::Breaking
            } else {
                Class::Additive
            };
            walk.key(class, "body", pair, "content", "it comes with a body now");
        }
        _ => content(walk, pair, Side::RECEIVED),
    }
}

/// The media types of a body, and its schema in each.
fn content<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let (before, now) = (pair.older.entries("content"), pair.newer.entries("content"));
    for (media, older) in &before {
        let Some((_, newer)) = now.iter().find(|(other, _)| other == media) else {
            walk.gone("media-type", older, format!("`{media}` is gone"));
            continue;
        };
        let pair = Pair::new(older, newer);
        match pair.get("schema") {
            Some(schema) => schemas::compare_at(walk, &schema, side),
            None if older.get("schema").is_some() || newer.get("schema").is_some() => {
                let message = "its schema came or went";
                walk.key(Class::Breaking, "type", &pair, "schema", message);
            }
            None => {}
        }
    }
    for (media, newer) in &now {
        if !before.iter().any(|(other, _)| other == media) {
            let message = format!("`{media}` is new");
            walk.came(Class::Additive, "media-type", newer, message);
        }
    }
}

/// What the service sends by itself.
pub fn webhooks<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let (before, now) = (
        call.older.entries("callbacks"),
        call.newer.entries("callbacks"),
    );
    for (name, older) in &before {
        let Some((_, newer)) = now.iter().find(|(other, _)| other == name) else {
            walk.gone("webhook", older, format!("the webhook `{name}` is gone"));
            continue;
        };
        walk.log.followed(older, newer);
        let (older, newer) = (older.resolved(), newer.resolved());
        for (address, older) in older.children() {
            let Some(newer) = newer.get(&address) else {
                let message = format!("the webhook `{name}` is no longer sent to `{address}`");
                walk.gone("webhook", &older, message);
                continue;
            };
            for (method, older) in older.children() {
                let Some(newer) = newer.get(&method) else {
                    continue;
                };
                webhook(walk, &Pair { older, newer });
            }
        }
    }
    for (name, newer) in &now {
        if !before.iter().any(|(other, _)| other == name) {
            let message = format!("the webhook `{name}` is new");
            walk.came(Class::Additive, "webhook", newer, message);
        }
    }
}

fn webhook<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    if let Some(body) = pair.get("requestBody") {
        walk.log.followed(&body.older, &body.newer);
        content(walk, &body.resolved(), Side::RECEIVED);
    }
    let (before, now) = (
        pair.older.entries("responses"),
        pair.newer.entries("responses"),
    );
    for (status, older) in &before {
        if !now.iter().any(|(other, _)| other == status) {
            let message = format!("the webhook may no longer be answered with {status}");
            walk.gone("status", older, message);
        }
    }
    for (status, newer) in &now {
        if !before.iter().any(|(other, _)| other == status) {
            let message = format!("the webhook may be answered with {status}, too");
            walk.came(Class::Additive, "status", newer, message);
        }
    }
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}
