//! The languages that clients are made in, and what each of them needs on the machine.

use clap::ValueEnum;

use super::tools::Tool;

/// A client in another language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// TypeScript, by openapi-typescript and openapi-fetch.
    TypescriptOpenapiFetch,
    /// TypeScript, by openapi-generator's typescript-fetch.
    TypescriptFetch,
    /// Python, by openapi-generator's python.
    Python,
    /// Go, by openapi-generator's go.
    Go,
    /// Java, by openapi-generator's java with the library native.
    Java,
}

impl Language {
    /// All of them, the quickest first.
    pub const ALL: [Self; 5] = [
        Self::TypescriptOpenapiFetch,
        Self::TypescriptFetch,
        Self::Python,
        Self::Go,
        Self::Java,
    ];

    /// Its name, as an argument and as a folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TypescriptOpenapiFetch => "typescript-openapi-fetch",
            Self::TypescriptFetch => "typescript-fetch",
            Self::Python => "python",
            Self::Java => "java",
            Self::Go => "go",
        }
    }

    /// Whether openapi-generator makes its client, which is a Java program in a wheel.
    pub const fn by_generator(self) -> bool {
        !matches!(self, Self::TypescriptOpenapiFetch)
    }

    /// The tools without which it cannot be checked.
    pub fn needs(self) -> Vec<Tool> {
        let mut tools = match self {
            Self::TypescriptOpenapiFetch | Self::TypescriptFetch => vec![Tool::Node, Tool::Npm],
            Self::Python => Vec::new(),
            Self::Java => vec![Tool::Javac, Tool::JavaLibraries],
            Self::Go => vec![Tool::Go],
        };
        if self.by_generator() {
            tools.extend([Tool::Python, Tool::Java]);
        }
        tools
    }
}

/// The languages that were named, each once, or all.
pub fn chosen(named: &[Language]) -> Vec<Language> {
    Language::ALL
        .into_iter()
        .filter(|language| named.is_empty() || named.contains(language))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_the_name_of_the_folder() {
        for language in Language::ALL {
            assert_eq!(Language::from_str(language.name(), false), Ok(language));
        }
    }

    #[test]
    fn without_a_name_all_languages_are_checked() {
        assert_eq!(chosen(&[]), Language::ALL);
    }

    #[test]
    fn named_languages_are_checked_once_each() {
        let named = [Language::Go, Language::Python, Language::Go];
        assert_eq!(chosen(&named), [Language::Python, Language::Go]);
    }

    #[test]
    fn java_runs_the_generator_but_is_not_needed_by_openapi_typescript() {
        for language in Language::ALL {
            let by_generator = language != Language::TypescriptOpenapiFetch;
            assert_eq!(language.needs().contains(&Tool::Java), by_generator);
        }
    }
}
