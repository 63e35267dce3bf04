//! What is uploaded and listed.

use mureka_mock::MockServer;
use serde_json::Value;

use super::{Mock, id, serve};

/// A kind of record: how it is added, where it is listed, and how it is deleted.
pub struct Kind {
    pub add: &'static str,
    pub list: &'static str,
    pub remove: &'static str,
}

pub const KINDS: [Kind; 3] = [
    Kind {
        add: "/v1/mureka/files/?title=My%20track&genre=rock&mood=calm",
        list: "/v1/mureka/files/",
        remove: "/v1/mureka/files/?id=",
    },
    Kind {
        add: "/v1/mureka/files/vocal/?title=My%20vocal",
        list: "/v1/mureka/music/vocals/",
        remove: "/v1/mureka/files/vocal/?id=",
    },
    Kind {
        add: "/v1/mureka/speech/voice?title=My%20voice&desc=Deep&lang=de",
        list: "/v1/mureka/speech/voices/",
        remove: "/v1/mureka/speech/voice?voice_id=",
    },
];

/// A server where nothing is there at the start.
pub async fn empty() -> Mock {
    serve(MockServer::builder().empty().limits(false)).await
}

impl Mock {
    /// The entries of the first page of a list.
    pub async fn items(&self, path: &str) -> Vec<Value> {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()["list"].as_array().unwrap().clone()
    }

    /// Their ids.
    pub async fn ids(&self, path: &str) -> Vec<String> {
        let items = self.items(path).await;
        items.iter().map(|item| id(&item["id"])).collect()
    }
}
