//! What the documents say of calls beyond OpenAPI: cost, repeats, pacing, jobs, pages, files.

use serde_json::Value;

use super::finding::Class;
use super::limits;
use super::walk::{Pair, Walk, shown};

pub fn compare<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    cost(walk, call);
    repeat(walk, call);
    for (key, what, is_least) in [
        ("x-mureka-spacing", "seconds between two calls", true),
        ("x-mureka-slots", "slots of the account", false),
        ("x-mureka-retention", "seconds for which it is kept", false),
    ] {
        figure(walk, call, key, what, is_least);
    }
    for (key, what) in [
        ("x-mureka-job", "how its job is followed"),
        ("x-mureka-cursor", "how its pages are followed"),
    ] {
        let [before, now] = call.values(key);
        if before != now {
            let message = format!("{what} is {}, was {}", shown(now), shown(before));
            walk.key(Class::Breaking, "job", call, key, message);
        }
    }
    states(walk, call);
    upload(walk, call);
    let [before, now] = call.values("x-mureka-store");
    if before != now {
        let message = "the mock server keeps its records in another way";
        walk.key(Class::Cosmetic, "store", call, "x-mureka-store", message);
    }
}

/// Callers' spending is part of what they rely on.
fn cost<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let key = "x-mureka-cost";
    let [before, now] = call.values(key);
    if before == now {
        return;
    }
    let was_free = before.and_then(Value::as_str) == Some("free");
    let (class, why) = if was_free {
        (
            Class::Breaking,
            ": callers pay for it, and it is no longer repeated",
        )
    } else {
        (Class::Additive, "")
    };
    let message = format!("its cost is {}, was {}{why}", shown(now), shown(before));
    walk.key(class, "cost", call, key, message);
}

fn repeat<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let key = "x-mureka-repeat";
    let [before, now] = call.values(key);
    if before == now {
        return;
    }
    let was_safe = before.and_then(Value::as_str) == Some("safe");
    let (class, why) = if was_safe {
        (
            Class::Breaking,
            ": failures that were repeated reach the caller",
        )
    } else {
        (Class::Additive, "")
    };
    let message = format!("repeating it is {}, was {}{why}", shown(now), shown(before));
    walk.key(class, "repeat", call, key, message);
}

fn figure<'a>(walk: &mut Walk<'a>, call: &Pair<'a>, key: &str, what: &str, is_least: bool) {
    let [before, now] = call.values(key);
    let Some(tighter) = limits::tighter(before, now, is_least) else {
        return;
    };
    let class = if tighter {
        Class::Breaking
    } else {
        Class::Additive
    };
    let message = format!("{what}: {}, was {}", shown(now), shown(before));
    walk.key(class, "pacing", call, key, message);
}

/// How an answer tells how far its job is.
fn states<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let key = "x-mureka-states";
    match call.values(key) {
        [None, None] => return,
        [Some(_), None] => {
            walk.key(
                Class::Breaking,
                "job",
                call,
                key,
                "its answer tells no state of a job",
            );
            return;
        }
        [None, Some(_)] => {
            let message =
                "its answer tells the state of a job: calls that start one wait for it now";
            walk.key(Class::Breaking, "job", call, key, message);
            return;
        }
        [Some(_), Some(_)] => {}
    }
    let Some(pair) = call.get(key) else { return };
    walk.log.judged(&call.older, &call.newer, key);
    for (list, what) in [("completed", "a result"), ("failed", "a failure")] {
        let (before, now) = (pair.older.texts(list), pair.newer.texts(list));
        for value in before.iter().filter(|value| !now.contains(value)) {
            let message = format!("the state `{value}` is no longer {what}");
            walk.key(Class::Breaking, "job", &pair, list, message);
        }
        for value in now.iter().filter(|value| !before.contains(value)) {
            let message = format!("the state `{value}` is {what}");
            walk.key(Class::Additive, "job", &pair, list, message);
        }
    }
    let names = pair.older.keys().into_iter().chain(pair.newer.keys());
    let mut names: Vec<String> = names
        .filter(|name| name != "completed" && name != "failed")
        .collect();
    names.sort();
    names.dedup();
    for name in names {
        let [before, now] = pair.values(&name);
        if before == now {
            continue;
        }
        // Where there was none, nobody read it; the result is the whole answer without one.
        let class = if before.is_none() && name != "result" {
            Class::Additive
        } else {
            Class::Breaking
        };
        let message = format!(
            "`{name}` is read from {}, was from {}",
            shown(now),
            shown(before)
        );
        walk.key(class, "job", &pair, &name, message);
    }
}

/// Which files are taken.
fn upload<'a>(walk: &mut Walk<'a>, call: &Pair<'a>) {
    let key = "x-mureka-upload";
    match call.values(key) {
        [None, None] => return,
        [Some(_), None] => {
            walk.key(
                Class::Additive,
                "file",
                call,
                key,
                "files are not checked any more",
            );
            return;
        }
        [None, Some(now)] => {
            let message = format!("only files of this kind are taken: {}", shown(Some(now)));
            walk.key(Class::Breaking, "file", call, key, message);
            return;
        }
        [Some(_), Some(_)] => {}
    }
    let Some(pair) = call.get(key) else { return };
    let (before, now) = (pair.older.texts("formats"), pair.newer.texts("formats"));
    walk.log.judged(&pair.older, &pair.newer, "formats");
    for format in before.iter().filter(|format| !now.contains(format)) {
        let message = format!("files of `{format}` are not taken any more");
        walk.key(Class::Breaking, "file", &pair, "formats", message);
    }
    for format in now.iter().filter(|format| !before.contains(format)) {
        let message = format!("files of `{format}` are taken, too");
        walk.key(Class::Additive, "file", &pair, "formats", message);
    }
    let [before, now] = pair.values("bytes");
    if let Some(tighter) = limits::tighter(before, now, false) {
        let class = if tighter {
            Class::Breaking
        } else {
            Class::Additive
        };
        let message = format!(
            "most bytes of a file: {}, was {}",
            shown(now),
            shown(before)
        );
        walk.key(class, "file", &pair, "bytes", message);
    }
}
