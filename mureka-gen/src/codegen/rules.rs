//! How often each rule of the post-processing hit.
//!
//! The rules know what progenitor writes today. A later version may write
//! something else; a rule that then hits less often, or more, must stop the
//! generator and not change the client in silence.

use std::collections::BTreeMap;

use super::Error;
use super::lower::is_placeholder;
use crate::api::{Api, Body, Shape};

/// Rule → number of hits.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Hits(BTreeMap<&'static str, usize>);

impl Hits {
    pub(super) fn hit(&mut self, rule: &'static str) {
        *self.0.entry(rule).or_default() += 1;
    }

    /// The rules with their numbers, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        self.0.iter().map(|(rule, hits)| (*rule, *hits))
    }

    /// Each rule hit as often as the document says it must.
    pub(super) fn assert(&self, api: &Api) -> Result<(), Error> {
        let count = |test: &dyn Fn(&crate::api::Operation) -> bool| {
            api.operations.iter().filter(|o| test(o)).count()
        };
        let operations = api.operations.len();
        let shapes =
            |test: &dyn Fn(&Shape) -> bool| api.shapes.values().filter(|s| test(s)).count();
        let expected = [
            ("method", operations),
            ("signature", operations),
            ("version-header", operations),
            ("send", operations),
            ("match-by-status", operations),
            ("base-url", operations),
            ("client", operations),
            ("accept", operations),
            (
                "path-argument",
                api.operations.iter().map(|o| o.path_parameters.len()).sum(),
            ),
            (
                "query-argument",
                api.operations.iter().map(|o| o.query.len()).sum(),
            ),
            ("query-struct", count(&|o| !o.query.is_empty())),
            ("json-body", count(&|o| matches!(o.body, Body::Json { .. }))),
            (
                "binary-body",
                count(&|o| matches!(o.body, Body::Binary { .. })),
            ),
            (
                "multipart-body",
                count(&|o| matches!(o.body, Body::Multipart { .. })),
            ),
            (
                "open-struct",
                shapes(&|s| matches!(s, Shape::Struct { strict: false, .. })),
            ),
            (
                "strict-struct",
                shapes(&|s| matches!(s, Shape::Struct { strict: true, .. })),
            ),
            // `Secret` is the one that every client has.
            ("placeholder", shapes(&is_placeholder) + 1),
        ];
        for (rule, expected) in expected {
            let found = self.0.get(rule).copied().unwrap_or_default();
            if found != expected {
                return Err(Error::Unexpected(format!(
                    "the rule `{rule}` hit {found} times, the document asks for {expected}"
                )));
            }
        }
        if let Some((rule, _)) = self
            .iter()
            .find(|(rule, _)| expected.iter().all(|(known, _)| known != rule))
        {
            return Err(Error::Unexpected(format!(
                "the rule `{rule}` is not counted on"
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn small() -> Api {
        let text = include_str!("../../fixtures/small.yaml");
        crate::check(&Document::parse("small.yaml", text).unwrap()).unwrap()
    }

    #[test]
    fn a_rule_that_hits_less_often_than_the_document_asks_for_stops_the_generator() {
        let error = Hits::default().assert(&small()).unwrap_err().to_string();
        assert!(
            error.ends_with("the rule `method` hit 0 times, the document asks for 4"),
            "{error}"
        );
    }

    #[test]
    fn a_rule_that_hits_more_often_stops_it_too() {
        let api = small();
        let mut hits = crate::codegen::generate("useapi", &api).unwrap().hits;
        hits.assert(&api).unwrap();
        hits.hit("accept");
        let error = hits.assert(&api).unwrap_err().to_string();
        assert!(
            error.ends_with("the rule `accept` hit 5 times, the document asks for 4"),
            "{error}"
        );
    }

    #[test]
    fn a_rule_that_nobody_counts_on_stops_it() {
        let api = small();
        let mut hits = crate::codegen::generate("useapi", &api).unwrap().hits;
        hits.hit("new-rule");
        let error = hits.assert(&api).unwrap_err().to_string();
        assert!(error.contains("`new-rule` is not counted on"), "{error}");
    }
}
