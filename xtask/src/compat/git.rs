//! Files of other revisions, as git has them.

use std::path::Path;
use std::process::{Command, Output};

/// git in one checkout.
#[derive(Debug, Clone, Copy)]
pub struct Git<'a> {
    root: &'a Path,
}

/// A commit.
#[derive(Debug)]
pub struct Revision<'a> {
    git: Git<'a>,
    /// What the caller called it.
    pub name: String,
    commit: String,
}

impl<'a> Git<'a> {
    pub fn of(root: &'a Path) -> Self {
        Self { root }
    }

    /// The last tag of a release before the present commit; or why there is none.
    pub fn last_release(self) -> Result<Result<String, &'static str>, String> {
        // An archive of the sources has no history.
        if !self
            .root
            .ancestors()
            .any(|folder| folder.join(".git").exists())
        {
            return Ok(Err("this is no git checkout"));
        }
        self.checked(&["rev-parse", "--git-dir"])?;
        // Of the present commit itself nothing but itself would be compared.
        let describe = [
            "describe",
            "--tags",
            "--abbrev=0",
            "--match",
            "v[0-9]*.[0-9]*.[0-9]*",
            "HEAD^",
        ];
        let found = self.run(&describe)?;
        if found.status.success() {
            return Ok(Ok(line(&found.stdout)));
        }
        let shallow = self.checked(&["rev-parse", "--is-shallow-repository"])?;
        Ok(Err(if line(&shallow.stdout) == "true" {
            "this clone is shallow, and no release is in what there is of its history: \
             `git fetch --unshallow --tags`"
        } else {
            "there is no tag vX.Y.Z before this commit"
        }))
    }

    /// The commit that a name means.
    pub fn revision(self, name: &str) -> Result<Revision<'a>, String> {
        self.checked(&["rev-parse", "--git-dir"])?;
        // In two steps: after `:/words` all would be taken for words. `^` excludes a commit
        // and names none.
        let object = self.object(name)?.filter(|it| !it.starts_with('^'));
        let commit = match object {
            Some(object) => self.object(&format!("{object}^{{commit}}"))?,
            None => None,
        };
        let Some(commit) = commit else {
            return Err(format!(
                "{name}: neither a file nor a revision that git knows: name a tag, a branch, a commit \
                 (after `git fetch --tags` perhaps), or an older document"
            ));
        };
        Ok(Revision {
            git: self,
            name: name.to_owned(),
            commit,
        })
    }

    /// The one object that an expression means.
    fn object(self, expression: &str) -> Result<Option<String>, String> {
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let found = self.run(&[arguments.as_slice(), &[expression]].concat())?;
        Ok(found.status.success().then(|| line(&found.stdout)))
    }

    fn run(self, arguments: &[&str]) -> Result<Output, String> {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.root).args(arguments);
        git.output()
            .map_err(|error| format!("git cannot be started: {error}: install it, or name a file"))
    }

    fn checked(self, arguments: &[&str]) -> Result<Output, String> {
        let output = self.run(arguments)?;
        if output.status.success() {
            return Ok(output);
        }
        Err(format!(
            "git {} in {}: {}",
            arguments.first().unwrap_or(&""),
            self.root.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        ))
    }
}

impl Revision<'_> {
    /// The paths of the files in a folder; none where there is no such folder.
    pub fn files(&self, folder: &str) -> Result<Vec<String>, String> {
        let entries = self.entries(&format!("{folder}/"))?;
        Ok(entries.into_iter().map(|(path, _)| path).collect())
    }

    /// A file's content; `None` where the revision has no such file.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let Some((_, object)) = self.entries(path)?.into_iter().next() else {
            return Ok(None);
        };
        let blob = self.git.checked(&["cat-file", "blob", &object])?;
        Ok(Some(blob.stdout))
    }

    /// Paths of files and the objects with their content.
    fn entries(&self, path: &str) -> Result<Vec<(String, String)>, String> {
        let listed = self
            .git
            .checked(&["ls-tree", "-z", &self.commit, "--", path])?;
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let entries = listed.split('\0').filter_map(|entry| {
            let (about, path) = entry.split_once('\t')?;
            let mut about = about.split(' ').skip(1);
            let (kind, object) = (about.next()?, about.next()?);
            (kind == "blob").then(|| (path.to_owned(), object.to_owned()))
        });
        Ok(entries.collect())
    }
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
