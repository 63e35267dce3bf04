//! Downloads by a process of their own: its memory, its full disk, its sudden end.

use std::time::Duration;

use mureka_api::{Error, ErrorKind, Saved};
use mureka_mock::MockServer;

use crate::child;
use crate::host::{Host, Reply, client, folder, names, song};

/// What the children of the tests below do.
#[tokio::test]
async fn in_the_child() {
    let Some(task) = child::task() else { return };
    let [url, path] = task.as_slice() else {
        panic!("{task:?}")
    };
    let saved: Result<Saved, Error> = client().download(url).save_as(path).await;
    match saved {
        Ok(saved) => println!("saved {} peak {}", saved.bytes, child::peak_kib()),
        Err(error) => println!("{:?}: {error}", error.kind()),
    }
}

fn line(output: &str, start: &str) -> String {
    let line = output
        .lines()
        .find_map(|line| line.find(start).map(|at| &line[at..]));
    line.unwrap_or_else(|| panic!("no {start:?} in {output}"))
        .to_owned()
}

/// Of any length: 5 GB with `MUREKA_TEST_BYTES=5368709120`.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_download_does_not_show_in_memory() {
    let bytes = child::large();
    let mock = MockServer::start().await.unwrap();
    let url = format!("{}/_mock/media/stems.zip?bytes={bytes}", mock.base_url());
    let path = folder("memory").join("stems.zip");
    let mut command = child::command("process::in_the_child", &[&url, path.to_str().unwrap()]);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = String::from_utf8(output.await.unwrap().stdout).unwrap();
    let words = line(&output, "saved");
    let words: Vec<&str> = words.split(' ').collect();
    assert_eq!(words[1], bytes.to_string());
    assert_eq!(std::fs::metadata(&path).unwrap().len(), bytes);
    std::fs::remove_file(path).unwrap();
    let peak: u64 = words[3].parse().unwrap();
    println!("{bytes} bytes: {peak} KiB");
    println!("ratchet: peak-kib-of-a-download = {peak}");
    assert!(peak < 32 * 1024, "{peak} KiB");
}

/// The system refuses to write more, as it does when a disk is full.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_is_told_and_what_came_is_kept() {
    let host = Host::of(song(3_000_000)).await;
    let path = folder("full").join("song.mp3");
    let url = format!("{}/song.mp3", host.url);
    let task = [url.as_str(), path.to_str().unwrap()];
    // In units of 512 bytes or 1 KiB, whichever shell this is.
    let mut command = child::limited("-f 1000", "process::in_the_child", &task);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = String::from_utf8(output.await.unwrap().stdout).unwrap();
    let error = line(&output, "File: ");
    let part = format!("{}.part", path.display());
    assert!(
        error.starts_with(&format!("File: {part} cannot be written: ")),
        "{error}"
    );
    assert!(
        error.contains(&format!(" bytes are kept in {part}")),
        "{error}"
    );
    assert!(!path.exists());

    let saved = host.download().save_as(&path).await.unwrap();
    assert!(saved.resumed_from >= 256_000, "{saved:?}");
    assert_eq!(std::fs::read(path).unwrap(), song(3_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_is_killed_is_gone_on_with_by_another_process() {
    let host = Host::start(|number, request| {
        let reply = Reply::file(request, &song(5_000_000), "\"v1\"");
        if number == 0 {
            reply.stall(3_000_000)
        } else {
            reply
        }
    })
    .await;
    let path = folder("killed").join("song.mp3");
    let part = path.with_extension("mp3.part");
    let url = format!("{}/song.mp3", host.url);
    let task = [url.as_str(), path.to_str().unwrap()];
    let mut running = child::command("process::in_the_child", &task)
        .spawn()
        .unwrap();
    while std::fs::metadata(&part).map_or(0, |part| part.len()) < 2_000_000 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // As long as it runs, the file is its own.
    let error = host.download().save_as(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(
        error
            .message()
            .ends_with("is being written by another download")
    );

    running.kill().unwrap();
    running.wait().unwrap();
    let saved = host.download().save_as(&path).await.unwrap();
    assert!(saved.resumed_from >= 2_000_000, "{saved:?}");
    assert_eq!(std::fs::read(&path).unwrap(), song(5_000_000));
    assert_eq!(names(path.parent().unwrap()), ["song.mp3"]);
}
