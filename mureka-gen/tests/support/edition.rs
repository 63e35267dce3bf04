//! A text of documentation that changes are planted in, by its structure and not by its words.

use std::ops::Range;

/// One file of documentation.
#[derive(Clone)]
pub struct Edition {
    /// The file as it is.
    pub text: String,
}

impl Edition {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// The part from a marker on up to the first of some ends.
    fn part(&self, within: Range<usize>, start: &str, ends: &[&str]) -> Range<usize> {
        let inside = &self.text[within.clone()];
        let at = inside
            .find(start)
            .unwrap_or_else(|| panic!("there is no {start:?} to change"));
        let rest = &inside[at + start.len()..];
        let length = ends.iter().filter_map(|end| rest.find(end)).min();
        let end = at + start.len() + length.unwrap_or(rest.len());
        within.start + at..within.start + end
    }

    fn swap(&mut self, within: Range<usize>, from: &str, to: &str) -> &mut Self {
        let inside = &self.text[within.clone()];
        let at = inside
            .find(from)
            .unwrap_or_else(|| panic!("there is no {from:?} in {inside:?}"));
        let at = within.start + at;
        self.text.replace_range(at..at + from.len(), to);
        self
    }

    fn section(&self, page: &str) -> Range<usize> {
        let start = format!("=== URL: https://useapi.net/docs/api-mureka-v1/{page} ===");
        self.part(0..self.text.len(), &start, &["=== URL: "])
    }

    /// Changes the first such text of a page.
    pub fn page(&mut self, page: &str, from: &str, to: &str) -> &mut Self {
        let section = self.section(page);
        self.swap(section, from, to)
    }

    /// Changes every such text of a page.
    pub fn everywhere(&mut self, page: &str, from: &str, to: &str) -> &mut Self {
        let section = self.section(page);
        let changed = self.text[section.clone()].replace(from, to);
        assert_ne!(changed, self.text[section.clone()], "there is no {from:?}");
        self.text.replace_range(section, &changed);
        self
    }

    /// Changes a text in what is said of a parameter.
    pub fn bullet(&mut self, page: &str, name: &str, from: &str, to: &str) -> &mut Self {
        let bullet = self.bullet_at(page, name);
        self.swap(bullet, from, to)
    }

    fn bullet_at(&self, page: &str, name: &str) -> Range<usize> {
        let start = format!("- `{name}` ");
        self.part(self.section(page), &start, &[" - `", " #####"])
    }

    /// Adds to what is said of a parameter.
    pub fn say(&mut self, page: &str, name: &str, more: &str) -> &mut Self {
        let end = self.bullet_at(page, name).end;
        self.text.insert_str(end, &format!(" {more}"));
        self
    }

    /// Takes out a parameter.
    pub fn without(&mut self, page: &str, name: &str) -> &mut Self {
        let bullet = self.bullet_at(page, name);
        self.text.replace_range(bullet, "");
        self
    }

    /// Adds a parameter behind another one.
    pub fn beside(&mut self, page: &str, name: &str, more: &str) -> &mut Self {
        let end = self.bullet_at(page, name).end;
        self.text.insert_str(end, &format!(" - {more}"));
        self
    }

    fn status_at(&self, page: &str, code: u16) -> Range<usize> {
        let start = format!("**{code}** **");
        self.part(
            self.section(page),
            &start,
            &[" **4", " **5", " **2", " #####"],
        )
    }

    /// Changes a text in what is said of a status, payloads included.
    pub fn status(&mut self, page: &str, code: u16, from: &str, to: &str) -> &mut Self {
        let status = self.status_at(page, code);
        self.swap(status, from, to)
    }

    /// Takes out a status.
    pub fn without_status(&mut self, page: &str, code: u16) -> &mut Self {
        let status = self.status_at(page, code);
        self.text.replace_range(status, "");
        self
    }

    /// Adds a status behind another one.
    pub fn beside_status(&mut self, page: &str, code: u16, more: &str) -> &mut Self {
        let end = self.status_at(page, code).end;
        self.text.insert_str(end, &format!(" {more}"));
        self
    }

    /// Changes a text in the models of a page.
    pub fn model(&mut self, page: &str, from: &str, to: &str) -> &mut Self {
        let model = self.part(self.section(page), "##### Model", &["##### Examples"]);
        self.swap(model, from, to)
    }

    /// Changes a text in the examples in program code.
    pub fn code(&mut self, page: &str, from: &str, to: &str) -> &mut Self {
        let code = self.part(self.section(page), "##### Examples", &["=== URL: "]);
        self.swap(code, from, to)
    }

    /// Takes a page out.
    pub fn without_page(&mut self, page: &str) -> &mut Self {
        let section = self.section(page);
        self.text.replace_range(section, "");
        self
    }

    /// Adds a copy of a page under another name and path.
    pub fn copy(&mut self, page: &str, name: &str, from: &str, to: &str) -> &mut Self {
        let section = self.section(page);
        let copy = self.text[section].replace(page, name).replace(from, to);
        self.text.push(' ');
        self.text.push_str(copy.trim_end());
        self.text.push('\n');
        self
    }

    /// Changes a text in a section of tables, from its heading on.
    pub fn table(&mut self, heading: &str, from: &str, to: &str) -> &mut Self {
        let heading = format!("{heading}\n");
        let within = self.part(0..self.text.len(), &heading, &["}\n}\n"]);
        self.swap(within, from, to)
    }
}
