//! What a line asks for: one of the four calls that make something of nothing but words.

use std::collections::BTreeMap;

use mureka_api::jobs::Start;
use mureka_api::useapi::types::{
    CreateInstrumental, CreateSong, CreateSongAdvanced, CreateSpeech, Model,
};
use mureka_api::{Check, Error, Operation};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::fields;

/// The call that a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Create,
    Advanced,
    Instrumental,
    Speech,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::Create,
        Self::Advanced,
        Self::Instrumental,
        Self::Speech,
    ];

    /// As it is written in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Advanced => "advanced",
            Self::Instrumental => "instrumental",
            Self::Speech => "speech",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The fields that a line may have. Whether to wait is not a line's business.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        let fields = match self {
            Self::Create => fields::of::<CreateSong>(),
            Self::Advanced => fields::of::<CreateSongAdvanced>(),
            Self::Instrumental => fields::of::<CreateInstrumental>(),
            Self::Speech => fields::of::<CreateSpeech>(),
        };
        fields.iter().copied().filter(|field| *field != ASYNC)
    }

    /// The call itself.
    pub fn operation(self) -> &'static Operation {
        match self {
            Self::Create => CreateSong::OPERATION,
            Self::Advanced => CreateSongAdvanced::OPERATION,
            Self::Instrumental => CreateInstrumental::OPERATION,
            Self::Speech => CreateSpeech::OPERATION,
        }
    }

    /// Whether songs come of it, with the slots and prices of songs.
    pub fn is_song(self) -> bool {
        self != Self::Speech
    }
}

/// The field that says whether to wait, which the batch decides.
pub const ASYNC: &str = "async";

/// A request that is ready to be sent, but for its reference.
#[derive(Clone, Debug)]
pub enum Request {
    Create(CreateSong),
    Advanced(CreateSongAdvanced),
    Instrumental(CreateInstrumental),
    Speech(CreateSpeech),
}

impl Request {
    /// Out of the fields of a line, whose names are known to be good.
    pub fn read(kind: Kind, mut fields: Map<String, Value>) -> Result<Self, String> {
        // The API takes the turns as JSON in a text; a file may have them as they are.
        if let Some(turns) = fields.get_mut("conversation")
            && turns.is_array()
        {
            *turns = turns.to_string().into();
        }
        let fields = Value::Object(fields);
        let read = match kind {
            Kind::Create => serde_json::from_value(fields).map(Self::Create),
            Kind::Advanced => serde_json::from_value(fields).map(Self::Advanced),
            Kind::Instrumental => serde_json::from_value(fields).map(Self::Instrumental),
            Kind::Speech => serde_json::from_value(fields).map(Self::Speech),
        };
        read.map_err(|error| error.to_string())
    }

    pub fn kind(&self) -> Kind {
        match self {
            Self::Create(_) => Kind::Create,
            Self::Advanced(_) => Kind::Advanced,
            Self::Instrumental(_) => Kind::Instrumental,
            Self::Speech(_) => Kind::Speech,
        }
    }

    /// The account that it names.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Create(request) => request.account.as_deref(),
            Self::Advanced(request) => request.account.as_deref(),
            Self::Instrumental(request) => request.account.as_deref(),
            Self::Speech(request) => request.account.as_deref(),
        }
    }

    /// The model that it names.
    pub fn model(&self) -> Option<&Model> {
        match self {
            Self::Create(request) => request.model.as_ref(),
            Self::Advanced(request) => request.model.as_ref(),
            Self::Instrumental(request) => request.model.as_ref(),
            Self::Speech(_) => None,
        }
    }

    /// The reference of the caller's own.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Create(request) => request.reply_ref.as_deref(),
            Self::Advanced(request) => request.reply_ref.as_deref(),
            Self::Instrumental(request) => request.reply_ref.as_deref(),
            Self::Speech(request) => request.reply_ref.as_deref(),
        }
    }

    /// Sets the reference by which its job is found again.
    pub fn refer(&mut self, reference: String) {
        let field = match self {
            Self::Create(request) => &mut request.reply_ref,
            Self::Advanced(request) => &mut request.reply_ref,
            Self::Instrumental(request) => &mut request.reply_ref,
            Self::Speech(request) => &mut request.reply_ref,
        };
        *field = Some(reference);
    }

    /// Everything that the docs would not allow.
    pub fn check(&self) -> Result<(), Error> {
        match self {
            Self::Create(request) => request.check(),
            Self::Advanced(request) => request.check(),
            Self::Instrumental(request) => request.check(),
            Self::Speech(request) => request.check(),
        }
    }

    /// What it is known by, whatever form its file has: a hash, because words and links to
    /// webhooks have no business in the state.
    pub fn fingerprint(&self) -> String {
        let fields = match self {
            Self::Create(request) => serde_json::to_value(request),
            Self::Advanced(request) => serde_json::to_value(request),
            Self::Instrumental(request) => serde_json::to_value(request),
            Self::Speech(request) => serde_json::to_value(request),
        };
        let fields = match fields {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        // Sorted, whatever the order of the type is tomorrow.
        let fields: BTreeMap<String, Value> = fields.into_iter().collect();
        let text = format!("{} {}", self.kind().name(), json!(fields));
        let digest = Sha256::digest(text.as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(kind: Kind, fields: &Value) -> Request {
        Request::read(kind, fields.as_object().unwrap().clone()).unwrap()
    }

    #[test]
    fn a_fingerprint_is_of_what_is_asked_for_and_of_nothing_else() {
        let one = request(Kind::Create, &json!({"prompt": "Rain", "model": "V9"}));
        let same = request(Kind::Create, &json!({"model": "V9", "prompt": "Rain"}));
        let other = request(Kind::Create, &json!({"model": "V9", "prompt": "Rain."}));
        let kind = request(
            Kind::Instrumental,
            &json!({"prompt": "Rain", "model": "V9"}),
        );
        assert_eq!(one.fingerprint(), same.fingerprint());
        assert_ne!(one.fingerprint(), other.fingerprint());
        assert_ne!(one.fingerprint(), kind.fingerprint());
    }

    #[test]
    fn the_turns_of_a_conversation_may_be_a_list() {
        let turns = json!([{"voice_id": 1, "text": "Hello"}]);
        let list = request(Kind::Speech, &json!({"conversation": turns}));
        let text = request(Kind::Speech, &json!({"conversation": turns.to_string()}));
        assert_eq!(list.fingerprint(), text.fingerprint());
    }

    #[test]
    fn a_line_cannot_say_whether_to_wait() {
        assert!(Kind::Create.fields().all(|field| field != ASYNC));
    }
}
