//! Steps with files, voices and lists.

use super::calls::{self, ids, parts, text};
use super::play::Play;
use super::steps::Pick;
use super::world::Kind;

impl Play {
    pub async fn upload(&mut self, kind: Kind, account: Option<Pick>) {
        let named = account.map(|pick| self.account(pick));
        let (operation, ask) = calls::upload(kind, named.as_deref());
        let Some(account) = self.world.account(named.as_deref()) else {
            self.expect(operation, &ask, 400).await;
            return;
        };
        let answer = self.expect(operation, &ask, 200).await;
        let ids = ids(kind, &answer.json());
        if kind == Kind::Motif {
            assert_eq!(parts(&ids[0]).0, account);
        }
        if kind == Kind::Voice {
            self.world.charge(operation);
        }
        self.remember(kind, &ids);
        self.world.add(kind, &account, ids);
    }

    pub async fn list(&mut self, kind: Kind, account: Option<Pick>, own: Option<bool>) {
        let named = account.map(|pick| self.account(pick));
        let mut cursor: Option<String> = None;
        let mut listed: Vec<Vec<String>> = Vec::new();
        loop {
            let (operation, ask) = calls::page(kind, named.as_deref(), own, cursor.as_deref());
            if self.world.account(named.as_deref()).is_none() {
                self.expect(operation, &ask, 400).await;
                return;
            }
            let answer = self.expect(operation, &ask, 200).await.json();
            let page = answer["list"].as_array().unwrap();
            listed.extend(page.iter().map(|shown| ids(kind, shown)));
            if answer["more"] != true {
                assert!(page.len() <= self.page);
                break;
            }
            assert_eq!(page.len(), self.page);
            cursor = Some(text(&answer["last_id"]));
        }
        let account = self.world.account(named.as_deref()).unwrap();
        let mut expected = self.world.list(kind, &account, u64::MAX);
        // Nothing is built in here, so that what is not the account's own is nothing.
        if kind == Kind::Voice && own == Some(false) {
            expected.clear();
        }
        let expected: Vec<Vec<String>> = expected.iter().map(|record| record.ids.clone()).collect();
        assert_eq!(listed, expected, "{kind:?} of {account}, own: {own:?}");
    }

    /// One page, the first or the one after a cursor.
    pub async fn page(&mut self, kind: Kind, account: &str, after: Option<(String, u64)>) {
        let cursor = after.as_ref().map(|(cursor, _)| cursor.as_str());
        let (operation, ask) = calls::page(kind, Some(account), None, cursor);
        if !self.world.accounts.contains(account) {
            self.expect(operation, &ask, 400).await;
            return;
        }
        let answer = self.expect(operation, &ask, 200).await.json();
        let below = after.map_or(u64::MAX, |(_, place)| place);
        let records = self.world.list(kind, account, below);
        let shown = answer["list"].as_array().unwrap().iter();
        let shown: Vec<Vec<String>> = shown.map(|shown| ids(kind, shown)).collect();
        let page = &records[..records.len().min(self.page)];
        let expected: Vec<Vec<String>> = page.iter().map(|record| record.ids.clone()).collect();
        assert_eq!(shown, expected, "{kind:?} of {account} below {below}");
        let more = records.len() > self.page;
        assert_eq!(
            answer["more"] == true,
            more,
            "{kind:?} of {account} below {below}"
        );
        self.cursor = page.last().filter(|_| more).map(|last| {
            (
                kind,
                account.to_owned(),
                text(&answer["last_id"]),
                last.place,
            )
        });
    }

    pub async fn remove(&mut self, kind: Kind, account: Option<Pick>, record: Pick) {
        let named = account.map(|pick| self.account(pick));
        let id = self.pick(kind, record, "42");
        let (operation, ask) = calls::remove(kind, named.as_deref(), &id);
        let account = self.world.account(named.as_deref());
        let owner = self.world.owner(kind, &id);
        let is_there = owner.is_some() && account.as_deref() == owner;
        self.expect(operation, &ask, if is_there { 200 } else { 400 })
            .await;
        if is_there {
            self.world.remove(kind, &id);
        }
    }
}
