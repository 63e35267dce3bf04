//! What a page says of its endpoint, put together.

use super::address;
use super::blocks::Block;
use super::conditions::{self, Conditions};
use super::page::Walk;
use super::{Endpoint, Page, Place, Vendor};
use super::{dates, models, notes, parameters, split};

impl Walk<'_> {
    /// The page, once all of its blocks are read.
    pub(super) fn finish(
        mut self,
        url: Option<&str>,
        line: usize,
        body: &str,
        blocks: &[Block<'_>],
    ) -> Page {
        let mut name = url.map(split::name).unwrap_or_default().to_owned();
        let date = dates::stamp(&self.opening);
        let known = address::method_of_name(&name);
        let mut call = address::call(&self.opening);
        if call.is_none() && (known.is_some() || url.is_none()) {
            call = address::call(body).or_else(|| address::call(&self.code));
            if let Some((server, path)) = &call {
                let why = format!("it stands only further below: {server}{path}");
                self.doubts.repaired(self.start, "address of the call", why);
            }
        }
        let sections = !self.responses.is_empty() || !self.drafts.is_empty() || known.is_some();
        let method = known
            .or_else(|| address::method_of_code(&self.code))
            .unwrap_or("GET");
        let endpoint = match call {
            Some((server, path)) if sections => Some(self.endpoint(method, server, &path, &name)),
            _ => None,
        };
        if let Some(endpoint) = &endpoint {
            if name.is_empty() {
                name = address::name(&endpoint.method, &endpoint.path);
            }
            let others = std::mem::take(&mut self.other);
            let mut told: Vec<String> = Vec::new();
            for (at, section) in others {
                if !told.contains(&section) && told.len() < 50 {
                    self.doubts.unread(
                        at,
                        format!("section {section}"),
                        "its heading is not known",
                    );
                    told.push(section);
                }
            }
        } else if known.is_some() {
            let why = "no address of a call stands on it";
            self.doubts
                .unread(self.start, format!("path of {name}"), why);
        }
        if name.is_empty() {
            name = "page".into();
        }
        let notes = match endpoint {
            Some(_) => std::mem::take(&mut self.examples),
            None => notes::read(blocks),
        };
        Page {
            vendor: Vendor::Useapi,
            name,
            url: url.map(str::to_owned),
            line,
            date,
            endpoint,
            notes,
            repaired: self.doubts.repaired,
            unread: self.doubts.unread,
        }
    }

    fn endpoint(&mut self, method: &str, server: String, path: &str, name: &str) -> Endpoint {
        let mut listed: Vec<String> = Vec::new();
        for draft in &self.drafts {
            if draft.place == Some(Place::Path) {
                listed.extend(draft.names.iter().cloned());
            }
        }
        let path = if name.is_empty() || address::names(path).next().is_none() && !listed.is_empty()
        {
            address::mark_names(path, &listed)
        } else {
            path.to_owned()
        };
        let bodiless = matches!(method, "GET" | "DELETE" | "HEAD");
        let raw = |media: &str| !media.contains("json") && !media.contains("form");
        let is_raw = !bodiless
            && !self.content_types.is_empty()
            && self.content_types.iter().all(|media| raw(media));
        let elsewhere = if bodiless || is_raw {
            Place::Query
        } else {
            Place::Body
        };
        let mut used = Conditions::default();
        conditions::read(&self.prose, &mut used);
        let mut above = Conditions::default();
        conditions::read(&self.opening, &mut above);
        for (what, one, other) in [
            ("spacing", above.spacing, used.spacing),
            ("slots", above.slots, used.slots),
            ("retention", above.retention, used.retention),
        ] {
            if let (Some(one), Some(other)) = (one, other)
                && one != other
            {
                let why = format!("the page says both {one} and {other}");
                self.doubts.unread(self.start, what, why);
            }
        }
        conditions::read(&self.opening, &mut used);
        if is_raw {
            for media in &self.content_types {
                if let Some(ending) = conditions::ending(media)
                    && !used.upload_formats.iter().any(|known| known == ending)
                {
                    used.upload_formats.push(ending.to_owned());
                }
            }
        } else {
            used.upload_formats.clear();
            used.upload_bytes = None;
        }
        let parameters = parameters::finish(std::mem::take(&mut self.drafts), &path, elsewhere);
        Endpoint {
            method: method.to_owned(),
            server,
            content_types: if bodiless {
                Vec::new()
            } else {
                std::mem::take(&mut self.content_types)
            },
            headers: std::mem::take(&mut self.headers),
            parameters: parameters
                .into_iter()
                .map(|mut parameter| {
                    if parameter.line == 0 {
                        parameter.line = self.doubts.source.line(self.start);
                    }
                    parameter
                })
                .collect(),
            requests: std::mem::take(&mut self.requests),
            statuses: std::mem::take(&mut self.responses).finish(),
            models: models::finish(std::mem::take(&mut self.models)),
            spacing: used.spacing,
            slots: used.slots,
            retention: used.retention,
            upload_bytes: used.upload_bytes,
            upload_formats: used.upload_formats,
            path,
        }
    }
}
