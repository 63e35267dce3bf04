//! What callers may do.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::world::Kind;

/// A server's settings, and what is then done.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Milliseconds that a song or a speech takes.
    pub generation: u64,
    pub page: usize,
    /// How many accounts are configured at the start.
    pub accounts: usize,
    pub steps: Vec<Step>,
}

/// An account or a record by its place among those that there ever were, counted round.
pub type Pick = u8;

#[derive(Debug, Clone)]
pub enum Step {
    /// Configures an account by its token.
    Token(Pick),
    /// Configures one by a cookie.
    Cookie(u8),
    CloseAccount(Pick),
    Account(Pick),
    Accounts,
    Upload {
        kind: Kind,
        account: Option<Pick>,
    },
    /// A list from its first page to its last.
    List {
        kind: Kind,
        account: Option<Pick>,
        own: Option<bool>,
    },
    /// The first page only; its cursor is kept.
    FirstPage {
        kind: Kind,
        account: Pick,
    },
    /// The page after the one that was read last, whatever has happened since.
    NextPage,
    Remove {
        kind: Kind,
        account: Option<Pick>,
        record: Pick,
    },
    /// A song, waited for or as a job; with a motif, by its lyrics.
    Song {
        account: Option<Pick>,
        motif: Option<Pick>,
        wait: bool,
    },
    /// Songs as fast as they are allowed.
    Burst {
        account: Pick,
        songs: u8,
    },
    Speech {
        account: Option<Pick>,
        wait: bool,
    },
    /// A song is read or deleted, by its whole id or by its number.
    ReadSong {
        song: Pick,
        number: bool,
    },
    DeleteSong {
        song: Pick,
        number: bool,
    },
    Job(Pick),
    Running,
    /// Milliseconds go by.
    Advance(u64),
}

const WEEK: u64 = 7 * 86_400_000;

pub fn plans() -> impl Strategy<Value = Plan> {
    (
        prop_oneof![Just(0), Just(2000), Just(90_000)],
        1..=4_usize,
        0..=3_usize,
        // Those that do not matter to a failure shrink to none.
        vec(option::weighted(0.98, step()), 35..70),
    )
        .prop_map(|(generation, page, accounts, steps)| Plan {
            generation,
            page,
            accounts,
            steps: steps.into_iter().flatten().collect(),
        })
}

fn step() -> impl Strategy<Value = Step> {
    let account = || option::weighted(0.8, 0..5_u8);
    let uploaded = || prop_oneof![Just(Kind::Track), Just(Kind::Vocal), Just(Kind::Voice)];
    let listed = || prop_oneof![3 => uploaded(), 1 => Just(Kind::Speech)];
    let paged = || prop_oneof![listed(), Just(Kind::Song)];
    let stock = || prop_oneof![3 => uploaded(), 1 => Just(Kind::Motif)];
    let time = prop_oneof![
        4 => Just(3000),
        1 => Just(1),
        1 => Just(1999),
        1 => Just(2000),
        1 => Just(2999),
        2 => Just(45_000),
        1 => 0..200_000_u64,
        1 => Just(WEEK),
    ];
    prop_oneof![
        2 => (0..5_u8).prop_map(Step::Token),
        1 => (0..2_u8).prop_map(Step::Cookie),
        2 => (0..5_u8).prop_map(Step::CloseAccount),
        1 => (0..5_u8).prop_map(Step::Account),
        1 => Just(Step::Accounts),
        8 => (stock(), account()).prop_map(|(kind, account)| Step::Upload { kind, account }),
        4 => (paged(), account(), any::<Option<bool>>())
            .prop_map(|(kind, account, own)| Step::List { kind, account, own }),
        2 => (paged(), 0..5_u8).prop_map(|(kind, account)| Step::FirstPage { kind, account }),
        2 => Just(Step::NextPage),
        4 => (listed(), account(), any::<u8>())
            .prop_map(|(kind, account, record)| Step::Remove { kind, account, record }),
        8 => (account(), option::weighted(0.2, any::<u8>()), any::<bool>())
            .prop_map(|(account, motif, wait)| Step::Song { account, motif, wait }),
        1 => (0..5_u8, 1..13_u8).prop_map(|(account, songs)| Step::Burst { account, songs }),
        4 => (account(), any::<bool>()).prop_map(|(account, wait)| Step::Speech { account, wait }),
        3 => (any::<u8>(), any::<bool>())
            .prop_map(|(song, number)| Step::ReadSong { song, number }),
        4 => (any::<u8>(), any::<bool>())
            .prop_map(|(song, number)| Step::DeleteSong { song, number }),
        4 => any::<u8>().prop_map(Step::Job),
        3 => Just(Step::Running),
        8 => time.prop_map(Step::Advance),
    ]
}
