//! A server whose pages are told by a test, each by its cursor.

use std::sync::{Arc, Mutex};

use mureka_api::useapi::Client;
use tokio::net::TcpListener;

use tokio::io::AsyncWriteExt;

use crate::support::{json, read};

/// Serves lists of any kind.
pub struct Pages {
    pub client: Client,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Pages {
    /// Answers each request with what `answer` makes of its cursor, which is empty for the
    /// first page.
    pub async fn serve(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = Client::builder().token("user:1-a").base_url(url);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream, None).await;
                let target = request.line().split(' ').nth(1).unwrap_or_default();
                let (_, cursor) = target.split_once("last_id=").unwrap_or_default();
                let cursor = cursor.split('&').next().unwrap_or_default().to_owned();
                log.lock().unwrap().push(cursor.clone());
                stream.write_all(&answer(&cursor)).await.ok();
                stream.shutdown().await.ok();
            }
        });
        Self {
            client: client.build().unwrap(),
            asked,
        }
    }

    /// Answers with these bodies, each by the cursor that leads to it.
    pub async fn table(table: &'static [(&'static str, &'static str)]) -> Self {
        Self::serve(move |cursor| {
            let page = table.iter().find(|(known, _)| *known == cursor);
            page.map_or_else(|| json(404, "{}"), |(_, body)| json(200, body))
        })
        .await
    }

    /// The cursors that were asked for.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}
