//! `mureka profile`

use clap::Args;
use mureka_api::useapi::types::{GetProfile, ModelInfo};

use crate::failure::Failure;
use crate::session::Session;
use crate::shown;

#[derive(Args)]
pub struct Profile {}

impl Profile {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = GetProfile::new();
        request.account = session.account();
        let profile = session.useapi()?.profile().get(request).await?;
        session.output.show(&profile, |output| {
            let user = profile.user.clone().unwrap_or_default();
            output.line(&shown::text(user.stage_name.as_deref()))?;
            output.facts(&[
                ("id", shown::id(user.id.as_ref().or(user.user_id.as_ref()))),
                ("credits", shown::number(profile.credits)),
                (
                    "plan",
                    shown::text(user.vip_level_name.as_deref().or(user.vip_name.as_deref())),
                ),
                ("until", shown::time(user.vip_end.filter(|end| *end > 0))),
            ])?;
            let models = profile.models.as_ref();
            let models = models.and_then(|models| models.official_models.as_ref());
            let rows: Vec<_> = models.into_iter().flatten().map(row).collect();
            if rows.is_empty() {
                return Ok(());
            }
            output.line("")?;
            output.table(&["model", "credits", "songs", "description"], rows, "")
        })
    }
}

fn row(model: &ModelInfo) -> Vec<String> {
    vec![
        shown::text(model.display_name.as_deref().or(model.model.as_deref())),
        shown::number(model.required_credits),
        shown::number(model.generation_amount),
        shown::beginning(model.description.as_deref()),
    ]
}
