//! The rows of the table: what each is about, and the programs that measure it.

use clap::ValueEnum;

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Row {
    /// What a call costs beside the same call by hand.
    Calls,
    /// What it costs to read a page of songs.
    Decode,
    /// Uploads and downloads beside curl.
    Files,
    /// How much of the slots of an account is used.
    Pacing,
    /// Waiting for thousands of jobs at a time.
    Waiting,
    /// Generating the client, for documents of all sizes.
    Generator,
    /// The mock server beside Prism.
    Mock,
    /// What it costs to depend on the client.
    Dependency,
}

impl Row {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Calls,
        Self::Decode,
        Self::Files,
        Self::Pacing,
        Self::Waiting,
        Self::Generator,
        Self::Mock,
        Self::Dependency,
    ];

    /// What figures call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Decode => "decode",
            Self::Files => "files",
            Self::Pacing => "pacing",
            Self::Waiting => "waiting",
            Self::Generator => "generator",
            Self::Mock => "mock",
            Self::Dependency => "dependency",
        }
    }

    /// What figures that form a curve are counted along.
    pub const fn axis(self) -> &'static str {
        match self {
            Self::Pacing => "accounts",
            Self::Waiting => "jobs",
            Self::Generator => "operations",
            Self::Mock => "connections",
            Self::Calls | Self::Decode | Self::Files | Self::Dependency => "",
        }
    }

    /// What readers see above it.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Calls => "What a call costs",
            Self::Decode => "Reading a page of songs",
            Self::Files => "Files",
            Self::Pacing => "Pacing",
            Self::Waiting => "Waiting for ten thousand jobs",
            Self::Generator => "The generator",
            Self::Mock => "The mock server",
            Self::Dependency => "What depending on it costs",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_typed_as_figures_call_it() {
        for row in Row::ALL {
            let value = row.to_possible_value();
            let typed = value.as_ref().map(clap::builder::PossibleValue::get_name);
            assert_eq!(typed, Some(row.name()));
        }
    }
}
