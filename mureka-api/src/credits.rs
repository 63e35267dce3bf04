//! What a song costs in credits, and whether the account has as many.
//!
//! Nothing is reserved: another call may spend the credits in between. The answer saves
//! a call that would surely be refused, and is no promise.

use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::useapi::raw::Raw;
use crate::useapi::types::{GetProfile, Model, ModelInfo, Profile};

/// What a generation is listed with, and what the account has; see [`check`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Estimate {
    /// The model; of a request that names none, the one that the account has by default.
    pub model: Option<Model>,
    /// Credits that the account has left; `None` where the profile does not say.
    pub credits: Option<i64>,
    /// Credits that the profile lists the model with; `None` for a model that it does
    /// not list, such as one that is new or retired. Whether they are for one song or
    /// for both of a generation, the docs do not say.
    pub required: Option<i64>,
}

/// Reads the profile of an account, and compares its credits with the price of a model.
///
/// One free call. `account` may be left out while one account is configured.
///
/// # Errors
///
/// [`ErrorKind::NoCredits`], never sent, if the account surely has too few. What is not
/// known is no error. The errors of the profile's own call come as they are.
///
/// ```
/// use mureka_api::credits;
/// use mureka_api::useapi::{Client, operations, types::Model};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::start().await?;
/// # let client = Client::builder().token("any").base_url(mock.base_url()).build()?;
/// let create = &operations::CREATE_SONG;
/// let estimate = credits::check(client.raw(), create, None, Some(&Model::V9)).await?;
/// assert_eq!(estimate.required, Some(12));
/// # Ok(())
/// # }
/// ```
pub async fn check(
    raw: Raw<'_>,
    operation: &'static Operation,
    account: Option<&str>,
    model: Option<&Model>,
) -> Result<Estimate, Error> {
    let mut params = GetProfile::new();
    params.account = account.map(str::to_owned);
    let profile = raw.get_profile(&params).await?.into_inner();
    let estimate = Estimate::of(&profile, model);
    if let (Some(credits), Some(required)) = (estimate.credits, estimate.required)
        && credits < required
    {
        let model = estimate.model.as_ref().map_or("the model", Model::as_str);
        let account = account.map_or("the account".into(), |id| format!("account {id}"));
        let message = format!("{model} needs {required} credits, {account} has {credits}");
        let error = Error::unsent(ErrorKind::NoCredits, message).with_operation(operation);
        return Err(error.with_account(params.account));
    }
    Ok(estimate)
}

impl Estimate {
    fn of(profile: &Profile, model: Option<&Model>) -> Self {
        let catalog = profile.models.as_ref();
        let listed = catalog.and_then(|catalog| catalog.official_models.as_ref());
        let by_default = catalog.and_then(|catalog| catalog.default_model.as_ref());
        let name = match model {
            Some(model) => Some(model.as_str()),
            None => by_default.and_then(|info| info.display_name.as_deref()),
        };
        let all = listed.into_iter().flat_map(|list| list.iter());
        let is_named = |info: &&ModelInfo| name.is_some() && info.display_name.as_deref() == name;
        let info = all.chain(by_default).find(is_named);
        Self {
            model: name.map(Model::from),
            credits: profile.credits,
            required: info.and_then(|info| info.required_credits),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn estimate(profile: Value, model: Option<&str>) -> (Option<i64>, Option<i64>) {
        let profile: Profile = serde_json::from_value(profile).unwrap();
        let model = model.map(Model::from);
        let estimate = Estimate::of(&profile, model.as_ref());
        (estimate.credits, estimate.required)
    }

    #[test]
    fn the_price_is_that_of_the_model_or_of_the_default() {
        let profile = json!({"credits": 5, "models": {
            "official_models": [
                {"display_name": "V9", "required_credits": 12},
                null,
                {"display_name": "V7.5-all", "required_credits": 10},
                {"required_credits": 3},
                {"display_name": "V8"},
            ],
            "default_model": {"display_name": "O2", "required_credits": 20},
        }});
        for (model, required) in [
            (Some("V9"), Some(12)),
            (Some("V7.5"), None),
            (Some("V12"), None),
            (Some("V8"), None),
            (Some("O2"), Some(20)),
            (None, Some(20)),
        ] {
            assert_eq!(
                estimate(profile.clone(), model),
                (Some(5), required),
                "{model:?}"
            );
        }
    }

    #[test]
    fn a_profile_that_says_nothing_is_no_error() {
        for profile in [
            json!({}),
            json!({"credits": null, "models": null}),
            json!({"models": {}}),
        ] {
            assert_eq!(estimate(profile.clone(), None), (None, None));
            assert_eq!(estimate(profile, Some("V9")), (None, None));
        }
    }
}
