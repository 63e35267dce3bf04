//! Operations by the names that are typed.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};
use mureka_api::{Operation, cloudsway, useapi};

use crate::failure::Failure;
use crate::shown;

/// Least likeness of a name that is suggested, of 1.
const ALIKE: f64 = 0.8;

/// Most names that are suggested.
const SUGGESTED: usize = 3;

/// Which API.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Api {
    Useapi,
    Cloudsway,
}

impl Api {
    /// As it is typed before an operation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Useapi => "useapi",
            Self::Cloudsway => "cloudsway",
        }
    }

    fn operations(self) -> &'static [&'static Operation] {
        match self {
            Self::Useapi => useapi::operations::ALL,
            Self::Cloudsway => cloudsway::operations::ALL,
        }
    }
}

/// An operation and the API that has it.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    pub api: Api,
    pub operation: &'static Operation,
}

impl Named {
    /// The shortest name that is clear.
    pub fn name(self) -> String {
        let id = self.operation.id;
        let is_shared = all().filter(|other| other.operation.id == id).count() > 1;
        if is_shared {
            format!("{}:{id}", self.api.name())
        } else {
            id.to_owned()
        }
    }
}

/// Every operation of both APIs.
pub fn all() -> impl Iterator<Item = Named> {
    let of = |api: Api| {
        let operations = api.operations().iter();
        operations.map(move |operation| Named { api, operation })
    };
    of(Api::Useapi).chain(of(Api::Cloudsway))
}

/// The operation of that name, in the API that the name or `only` says.
pub fn find(typed: &str, only: Option<Api>) -> Result<Named, Failure> {
    let (api, id) = match typed.split_once(':') {
        Some(("useapi", id)) => (Some(Api::Useapi), id),
        Some(("cloudsway", id)) => (Some(Api::Cloudsway), id),
        _ => (None, typed),
    };
    if let (Some(api), Some(only)) = (api, only)
        && api != only
    {
        return Err(Failure::Usage(format!(
            "{}: not together with --cloudsway",
            shown::one_line(typed)
        )));
    }
    let (api, id) = (api.or(only), id.replace('-', "_"));
    let fits = |named: &Named| api.is_none_or(|api| named.api == api);
    let found: Vec<Named> = all()
        .filter(|named| fits(named) && named.operation.id == id)
        .collect();
    match found[..] {
        [named] => Ok(named),
        [] => Err(Failure::Usage(unknown(typed, &id, fits))),
        _ => {
            let names: Vec<String> = found
                .iter()
                .map(|named| format!("`{}`", named.name()))
                .collect();
            Err(Failure::Usage(format!(
                "{id}: both APIs have it; type {}",
                names.join(" or ")
            )))
        }
    }
}

fn unknown(typed: &str, id: &str, fits: impl Fn(&Named) -> bool) -> String {
    let typed = shown::one_line(typed);
    let mut near: Vec<(f64, String)> = all()
        .filter(fits)
        .map(|named| (likeness(id, named.operation.id), named.name()))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.truncate(SUGGESTED);
    let names: Vec<String> = near
        .into_iter()
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    if names.is_empty() {
        format!("{typed}: no such operation; `mureka api --list` shows all")
    } else {
        format!(
            "{typed}: no such operation; did you mean {}?",
            names.join(" or ")
        )
    }
}

/// How alike two names are, also with their words in another order.
fn likeness(one: &str, other: &str) -> f64 {
    let sorted = |name: &str| {
        let mut words: Vec<&str> = name.split('_').collect();
        words.sort_unstable();
        words.join("_")
    };
    let straight = strsim::jaro_winkler(one, other);
    straight.max(strsim::jaro_winkler(&sorted(one), &sorted(other)))
}

/// Takes any name, and knows all for the completions.
#[derive(Clone)]
pub struct Typed;

impl TypedValueParser for Typed {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, Error> {
        clap::builder::StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |named: Named| PossibleValue::new(named.name()).help(named.operation.summary);
        Some(Box::new(all().map(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(typed: &str, only: Option<Api>) -> String {
        find(typed, only).unwrap_err().to_string()
    }

    #[test]
    fn a_name_of_one_api_needs_no_prefix() {
        for (typed, only, api) in [
            ("create_song", None, Api::Useapi),
            ("create-song", None, Api::Useapi),
            ("useapi:create_song", None, Api::Useapi),
            ("generate_song", None, Api::Cloudsway),
            ("cloudsway:extend_song", None, Api::Cloudsway),
            ("extend_song", Some(Api::Cloudsway), Api::Cloudsway),
            ("useapi:extend_song", None, Api::Useapi),
        ] {
            assert_eq!(find(typed, only).unwrap().api, api, "{typed}");
        }
    }

    #[test]
    fn a_name_of_both_asks_for_one() {
        assert_eq!(
            message("extend_song", None),
            "extend_song: both APIs have it; type `useapi:extend_song` or `cloudsway:extend_song`"
        );
        assert_eq!(
            message("useapi:extend_song", Some(Api::Cloudsway)),
            "useapi:extend_song: not together with --cloudsway"
        );
    }

    #[test]
    fn a_name_that_is_nearly_right_is_suggested() {
        for (typed, name) in [
            ("creat_song", "`create_song`"),
            ("song_create", "`create_song`"),
            ("list_job", "`list_jobs`"),
            ("cloudsway:extendsong", "`cloudsway:extend_song`"),
        ] {
            let message = message(typed, None);
            assert!(
                message.contains(&format!("did you mean {name}")),
                "{message}"
            );
        }
        assert_eq!(
            message("zzz", None),
            "zzz: no such operation; `mureka api --list` shows all"
        );
    }

    #[test]
    fn every_operation_is_found_by_its_own_name() {
        for named in all() {
            let found = find(&named.name(), None).unwrap();
            assert_eq!(found.operation, named.operation);
        }
    }
}
