//! One call of each command.

const SONG: &str = "user:777-mureka:12345678901234-song:123456789";

/// What works at a server as it is at its start; `{song}` and `{job}` stand for ids.
pub const CALLS: &[&str] = &[
    "song create --prompt Rain --wait",
    "song advanced --lyrics @lyrics.txt --wait",
    "song instrumental --prompt 'slow piano' --wait",
    "song extend {song} --lyrics @more.txt --wait",
    "song regenerate {song} --from 60000 --wait",
    "song video {song}",
    "song show {song}",
    "song list",
    "song download {song} --out songs",
    "song delete {song}",
    "lyrics --prompt Rain",
    "lyrics generate --prompt Rain",
    "speech create --text Hello --voice 123456 --wait",
    "speech list",
    "speech delete 23456789012345",
    "voice clone anna.mp3 --title Anna --desc hoarse --lang en",
    "voice list",
    "voice delete 12345678901234",
    "file upload demo.mp3 --title Demo --genre pop --mood happy",
    "file list",
    "file delete 1122334455",
    "file youtube https://www.youtube.com/watch?v=rain",
    "vocal upload me.mp3 --title Mine",
    "vocal list",
    "vocal delete 47235584950273",
    "motif upload hummed.mp3",
    "ref list",
    "job show {job}",
    "job list",
    "job wait {job}",
    "account add @cookie.json",
    "account list",
    "account show 12345678901234",
    "account token 12345678901234 @token.txt",
    "account remove 12345678901234 --yes",
    "profile",
    "genres",
    "cloudsway generate --lyrics La --wait",
    "cloudsway extend --song 1122 --lyrics La --at 60000 --wait",
    "cloudsway query {task}",
    "cloudsway upload me.mp3 --purpose vocal",
    "login @token.txt",
    "login @token.txt --cloudsway --endpoint abc",
    "logout",
    "api list_jobs",
    "batch songs.csv",
    "doctor",
    "completions bash",
    "man song create",
];

/// A line with the ids that it needs.
pub fn filled(line: &str, job: &str, task: &str) -> String {
    line.replace("{song}", SONG)
        .replace("{job}", job)
        .replace("{task}", task)
}
