//! Credentials and settings on disk, by name: what `mureka login` writes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use mureka_api::Secret;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// Name of the profile that is used where none is named.
pub const DEFAULT: &str = "default";

/// Variable that names the folder instead of the platform's.
const FOLDER: &str = "MUREKA_CONFIG_DIR";

/// All profiles.
#[derive(Default, Deserialize, Serialize)]
pub struct Profiles {
    #[serde(flatten)]
    named: BTreeMap<String, Profile>,
}

/// One of them. What is not set is taken from elsewhere.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Token of useapi.net.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// Account to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Access key of Cloudsway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloudsway_api_key: Option<Secret>,
    /// Endpoint of Cloudsway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloudsway_endpoint: Option<String>,
    /// Address instead of useapi.net.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Address instead of Cloudsway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloudsway_base_url: Option<String>,
}

impl Profile {
    /// The profile of that name; without a name, the default one, which may be missing.
    pub fn load(name: Option<&str>) -> Result<Self, Failure> {
        let path = path()?;
        let profiles = Profiles::load(&path)?;
        match (profiles.named.get(name.unwrap_or(DEFAULT)), name) {
            (Some(profile), _) => Ok(profile.clone()),
            (None, None) => Ok(Self::default()),
            (None, Some(name)) => Err(Failure::NoCredentials(format!(
                "profile: {name} is not in {}; `mureka login --profile {name}` makes it",
                path.display()
            ))),
        }
    }

    /// The profile of that name, or an empty one.
    pub fn load_or_new(name: &str) -> Result<Self, Failure> {
        let mut profiles = Profiles::load(&path()?)?;
        Ok(profiles.named.remove(name).unwrap_or_default())
    }

    /// Writes it under that name, beside the others; an empty one is taken away. Returns the file.
    pub fn save(self, name: &str) -> Result<PathBuf, Failure> {
        let path = path()?;
        let mut profiles = Profiles::load(&path)?;
        if self.is_empty() {
            profiles.named.remove(name);
        } else {
            profiles.named.insert(name.to_owned(), self);
        }
        profiles
            .write(&path)
            .map_err(|error| Failure::File(format!("{}: {error}", path.display())))?;
        Ok(path)
    }

    fn is_empty(&self) -> bool {
        let texts = [
            &self.account,
            &self.cloudsway_endpoint,
            &self.base_url,
            &self.cloudsway_base_url,
        ];
        self.token.is_none()
            && self.cloudsway_api_key.is_none()
            && texts.into_iter().all(Option::is_none)
    }
}

impl Profiles {
    fn load(path: &Path) -> Result<Self, Failure> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Failure::File(format!("{}: {error}", path.display()))),
        };
        // Not the error's own text: it quotes the line, and there may be a token in it.
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Failure::File(format!(
                "{}: line {line}: {}",
                path.display(),
                without_value(error.message())
            ))
        })
    }

    /// Writes the whole file beside itself first, readable by its owner only from the start.
    fn write(&self, path: &Path) -> io::Result<()> {
        let text = toml::to_string_pretty(self).map_err(io::Error::other)?;
        // Where it is a link to a file that is kept elsewhere, that file is meant.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let draft = path.with_extension("toml.new");
        // A draft that was left behind may be readable by others.
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, path)
    }
}

/// What is said of a value of the wrong kind quotes it.
fn without_value(message: &str) -> &str {
    if message.starts_with("invalid ") && message.contains(['"', '`']) {
        return "not as `mureka login` writes it: tables with names, and text in them";
    }
    message
}

/// The file of all profiles.
pub fn path() -> Result<PathBuf, Failure> {
    if let Some(folder) = std::env::var_os(FOLDER).filter(|folder| !folder.is_empty()) {
        return Ok(PathBuf::from(folder).join("config.toml"));
    }
    let strategy = etcetera::choose_base_strategy()
        .map_err(|error| Failure::File(format!("folder for the configuration: {error}")))?;
    Ok(strategy.config_dir().join("mureka").join("config.toml"))
}
