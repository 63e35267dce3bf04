//! What lines cost, as far as the service tells.

use std::collections::HashMap;

use mureka_api::Error;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{GetProfile, ModelInfo, Profile};

use super::request::Request;

/// The prices of models, as a profile lists them.
#[derive(Default)]
pub struct Prices {
    models: HashMap<String, i64>,
    by_default: Option<i64>,
}

impl Prices {
    /// Asks for them: one free call. They are the same for all accounts.
    pub async fn ask(client: &Client, account: Option<&str>) -> Result<Self, Error> {
        let mut request = GetProfile::new();
        request.account = account.map(str::to_owned);
        Ok(Self::of(&client.profile().get(request).await?))
    }

    fn of(profile: &Profile) -> Self {
        let Some(catalog) = &profile.models else {
            return Self::default();
        };
        let listed = catalog.official_models.iter().flat_map(|list| list.iter());
        let by_default = catalog.default_model.as_ref();
        let price = |info: &ModelInfo| Some((info.display_name.clone()?, info.required_credits?));
        Self {
            models: listed.chain(by_default).filter_map(price).collect(),
            by_default: by_default.and_then(|info| info.required_credits),
        }
    }

    /// What a request is listed with; `None` where no price is known, as for speech.
    pub fn of_request(&self, request: &Request) -> Option<i64> {
        if !request.kind().is_song() {
            return None;
        }
        match request.model() {
            Some(model) => self.models.get(model.as_str()).copied(),
            None => self.by_default,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::request::Kind;
    use serde_json::{Value, json};

    fn price(prices: &Prices, kind: Kind, fields: &Value) -> Option<i64> {
        let request = Request::read(kind, fields.as_object().unwrap().clone()).unwrap();
        prices.of_request(&request)
    }

    #[test]
    fn a_price_is_that_of_the_model_and_of_none_that_of_the_default() {
        let profile = json!({"models": {
            "official_models": [
                {"display_name": "V9", "required_credits": 12},
                {"display_name": "V8"},
            ],
            "default_model": {"display_name": "O2", "required_credits": 20},
        }});
        let prices = Prices::of(&serde_json::from_value(profile).unwrap());
        for (kind, fields, expected) in [
            (Kind::Create, json!({"model": "V9"}), Some(12)),
            (Kind::Create, json!({"model": "O2"}), Some(20)),
            (Kind::Create, json!({"model": "V8"}), None),
            (Kind::Create, json!({"model": "V12"}), None),
            (Kind::Instrumental, json!({}), Some(20)),
            (Kind::Speech, json!({}), None),
        ] {
            assert_eq!(price(&prices, kind, &fields), expected, "{kind:?} {fields}");
        }
    }
}
