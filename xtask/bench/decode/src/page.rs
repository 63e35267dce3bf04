//! Pages of songs as the service sends them: the documented payload with other values in each song.

use std::fmt::Write;

/// Which fields a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// Every field that is documented.
    Documented,
    /// And in each object three that nobody knows, one of them with a structure.
    Unknown,
}

/// Draws the values: xorshift, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, from: u64, to: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + self.0 % (to - from)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let sides = from.len() as u64;
        from.get(usize::try_from(self.roll(0, sides)).unwrap_or(0))
            .copied()
            .unwrap_or_default()
    }
}

const MODELS: [&str; 4] = ["O1", "V6", "V7.6", "V9"];
const GENRES: [&str; 6] = ["rock", "metal", "latin", "world-music", "pop", "indie"];
const MOODS: [&str; 6] = [
    "majestic",
    "romantic",
    "mysterious",
    "quirky",
    "calm",
    "happy",
];
const WORDS: [&str; 8] = [
    "Silly", "song", "about", "Santa", "down", "the", "chimney", "tonight",
];

/// The text of a page with so many songs, two to a generation.
pub fn page(songs: usize, fields: Fields) -> String {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let generations: Vec<String> = (0..songs / 2)
        .map(|_| generation(&mut dice, fields))
        .collect();
    format!(
        r#"{{"list":[{}],"last_id":123456789,"more":true,"total":9623{}}}"#,
        generations.join(","),
        unknown(&mut dice, fields)
    )
}

fn generation(dice: &mut Dice, fields: Fields) -> String {
    let songs = [song(dice, fields), song(dice, fields)].join(",");
    format!(
        r#"{{"feed_id":{},"state":3,"songs":[{songs}],"conn_id":"c-{}","is_accelerated":true,"generation_method":1,"model":"{}"{}}}"#,
        dice.roll(998_877_665_000_000_000, 998_877_665_999_999_999),
        dice.roll(100_000, 999_999),
        dice.pick(&MODELS),
        unknown(dice, fields)
    )
}

/// In the order of the documented payloads; fields that these do not have where the model has them.
fn song(dice: &mut Dice, fields: Fields) -> String {
    let id = dice.roll(10_000_000, 999_999_999);
    let mut text = format!(
        r#"{{"song_id":"user:777-mureka:123456789-song:{id}","title":"{}","version":"1","is_regenerate":false,"regenerate_from":{}"#,
        words(dice, 3),
        dice.roll(0, 100_000)
    );
    let _ = write!(
        text,
        r#","duration_milliseconds":{},"generate_at":{},"genres":["{}","{}"],"moods":["{}","{}","{}"]"#,
        dice.roll(120_000, 300_000),
        dice.roll(1_740_000_000, 1_780_000_000),
        dice.pick(&GENRES),
        dice.pick(&GENRES),
        dice.pick(&MOODS),
        dice.pick(&MOODS),
        dice.pick(&MOODS)
    );
    let _ = write!(
        text,
        r#","mp3_url":"https://static.example/mp3/{id}.mp3","share_key":"k{id}","recall":true,"machine_audit_state":{},"credit_type":1,"cover":"https://static.example/cover/{id}.png""#,
        dice.roll(1, 5)
    );
    let points: Vec<String> = (0..16)
        .map(|_| format!("0.{:03}", dice.roll(1, 1000)))
        .collect();
    let sections = [lyrics(dice, fields), lyrics(dice, fields)].join(",");
    let _ = write!(
        text,
        r#","wave_list":[{}],"is_played":true,"is_liked":false,"lyrics":[{sections}]"#,
        points.join(",")
    );
    let _ = write!(
        text,
        r#","video":{{"video_url":"https://static.example/mp4/{id}.mp4","video_cover_url":"https://static.example/mp4/{id}.png","video_id":"{id}","error":"","code":0,"msg":"ok"{}}}"#,
        unknown(dice, fields)
    );
    let _ = write!(
        text,
        r#","share_link":"https://www.example/share/k{id}"{}}}"#,
        unknown(dice, fields)
    );
    text
}

fn lyrics(dice: &mut Dice, fields: Fields) -> String {
    let start = dice.roll(1000, 90_000);
    let rows: Vec<String> = (0..4)
        .map(|row| {
            format!(
                r#"{{"start":{},"end":{},"text":"{}"{}}}"#,
                start + row * 4_000,
                start + row * 4_000 + 3_500,
                words(dice, 6),
                unknown(dice, fields)
            )
        })
        .collect();
    format!(
        r#"{{"seg_type":2,"user_input_tag":"[verse]","start":{start},"end":{},"rows":[{}]{}}}"#,
        start + 16_000,
        rows.join(","),
        unknown(dice, fields)
    )
}

fn words(dice: &mut Dice, count: usize) -> String {
    let words: Vec<&str> = (0..count).map(|_| dice.pick(&WORDS)).collect();
    words.join(" ")
}

fn unknown(dice: &mut Dice, fields: Fields) -> String {
    match fields {
        Fields::Documented => String::new(),
        Fields::Unknown => format!(
            r#","bpm":{},"mood_label":"{}","mastering":{{"loudness":-14,"chain":["eq","limiter"]}}"#,
            dice.roll(60, 180),
            dice.pick(&MOODS)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_hand;

    #[test]
    fn every_way_to_read_a_page_finds_the_same_in_it() {
        for fields in [Fields::Documented, Fields::Unknown] {
            let text = page(10, fields);
            let any: serde_json::Value = serde_json::from_str(&text).unwrap();
            let open: mureka_api::useapi::types::SongPage = serde_json::from_str(&text).unwrap();
            let mut written = serde_json::to_value(&open).unwrap();
            assert_eq!(written, any);
            let closed: by_hand::SongPage = serde_json::from_str(&text).unwrap();
            if fields == Fields::Documented {
                written = serde_json::to_value(&closed).unwrap();
                assert_eq!(written, any);
            }
        }
    }

    #[test]
    fn unknown_fields_are_in_every_object() {
        let text = page(10, Fields::Unknown);
        let objects = text.matches(":{").count() + text.matches("{\"").count();
        assert!(objects > 0);
        let per_song = 1 + 1 + 2 + 8;
        assert_eq!(text.matches("\"bpm\"").count(), 10 * per_song + 5 + 1);
    }
}
