//! How far a line is.

/// Where a line stands; each is written down before what follows from it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Not sent, or surely not accepted.
    Waiting,
    /// About to be sent, or sent; what became of it is not known yet.
    Sending,
    /// Accepted: there is a job.
    Running,
    /// The job is done, and what it made is known.
    Made,
    /// Refused, or the job failed.
    Failed,
    /// Nobody knows whether it was accepted.
    Unsure,
}

impl Stage {
    const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Sending,
        Self::Running,
        Self::Made,
        Self::Failed,
        Self::Unsure,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Running => "running",
            Self::Made => "made",
            Self::Failed => "failed",
            Self::Unsure => "unsure",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}
