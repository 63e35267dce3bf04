//! `mureka login` and `mureka logout`.

use mureka_mock::Fault;

use crate::world::{KEY, TOKEN, World, check};

async fn world() -> World {
    World::new()
        .await
        .without("USEAPI_TOKEN")
        .without("CLOUDSWAY_API_KEY")
        .without("CLOUDSWAY_ENDPOINT")
}

fn file(world: &World) -> String {
    std::fs::read_to_string(world.path("config/config.toml")).unwrap_or_default()
}

#[tokio::test]
async fn a_token_is_checked_and_stored() {
    let world = world().await;
    let mut text = String::new();
    for (line, stdin) in [
        ("login", format!("{TOKEN}\n")),
        (
            "login - --profile work --account 12345678901234",
            TOKEN.into(),
        ),
        ("login @token.txt --json", String::new()),
        ("login --no-check", TOKEN.into()),
        ("login --cloudsway --endpoint abc", KEY.into()),
        ("login --cloudsway --json", KEY.into()),
    ] {
        let ended = world.run_with(line, &stdin).await;
        text += &world.entry(line, &ended);
    }
    check("login", &text);
    let expected = format!(
        "[default]\ntoken = \"{TOKEN}\"\ncloudsway_api_key = \"{KEY}\"\ncloudsway_endpoint = \"abc\"\n\n\
         [work]\ntoken = \"{TOKEN}\"\naccount = \"12345678901234\"\n"
    );
    assert_eq!(file(&world), expected);
    assert_eq!(
        world
            .called()
            .iter()
            .filter(|call| *call == "list_accounts")
            .count(),
        3
    );
    // And it is used from then on.
    assert_eq!(world.run("profile --profile work").await.code, 0);
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_can_be_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = world().await;
    std::fs::create_dir_all(world.path("config")).unwrap();
    std::fs::write(world.path("config/config.toml"), "").unwrap();
    assert_eq!(world.run_with("login", TOKEN).await.code, 0);
    let mode = std::fs::metadata(world.path("config/config.toml"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_a_link_stays_one() {
    let world = world().await;
    std::fs::create_dir_all(world.path("config")).unwrap();
    let kept = world.path("kept.toml");
    std::fs::write(&kept, "[work]\ntoken = \"other\"\n").unwrap();
    let link = world.path("config/config.toml");
    std::os::unix::fs::symlink(&kept, &link).unwrap();
    assert_eq!(world.run_with("login --no-check", TOKEN).await.code, 0);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    let text = std::fs::read_to_string(&kept).unwrap();
    assert!(text.contains(TOKEN) && text.contains("[work]"), "{text}");
}

#[tokio::test]
async fn a_token_that_is_refused_is_not_stored() {
    let fault = Fault::any().status(401).always();
    let world = World::with(|mock| mock.fault(fault))
        .await
        .without("USEAPI_TOKEN");
    let mut text = world.entry("login", &world.run_with("login", TOKEN).await);
    let line = "login --cloudsway --endpoint abc --json";
    text += &world.entry(line, &world.run_with(line, KEY).await);
    check("login_refused", &text);
    assert_eq!(file(&world), "");
}

#[tokio::test]
async fn a_token_without_accounts_is_one_all_the_same() {
    let world = World::with(mureka_mock::Builder::no_accounts)
        .await
        .without("USEAPI_TOKEN");
    let ended = world.run_with("login", TOKEN).await;
    check("login_no_accounts", &world.entry("login", &ended));
}

#[tokio::test]
async fn what_is_no_token_is_refused_and_not_quoted() {
    let world = world().await;
    let mut text = String::new();
    for (line, stdin) in [
        ("login", ""),
        ("login", "two words"),
        ("login @nowhere", ""),
        ("login --cloudsway", KEY),
    ] {
        text += &world.entry(line, &world.run_with(line, stdin).await);
    }
    let ended = world.run(&format!("login {TOKEN}")).await;
    assert!(!ended.stderr.contains(TOKEN), "{}", ended.stderr);
    text += &world.entry("login TOKEN", &ended);
    check("login_wrong", &text);
    assert_eq!(file(&world), "");
}

#[tokio::test]
async fn a_variable_that_goes_before_the_profile_is_told_of() {
    let world = World::new().await;
    let ended = world.run_with("login", TOKEN).await;
    assert!(
        ended
            .stderr
            .contains("USEAPI_TOKEN is set, and goes before the profile"),
        "{}",
        ended.stderr
    );
}

#[tokio::test]
async fn what_the_environment_says_does_not_become_part_of_the_profile() {
    let world = world().await.and("MUREKA_ACCOUNT", "999");
    assert_eq!(world.run_with("login --no-check", TOKEN).await.code, 0);
    assert_eq!(file(&world), format!("[default]\ntoken = \"{TOKEN}\"\n"));
}

#[cfg(feature = "mock")]
#[tokio::test]
async fn the_embedded_server_leaves_the_profiles_alone() {
    let world = world().await;
    let ended = world.run_with("--mock login", TOKEN).await;
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (0, "✓ nothing saved: --mock needs no token\n")
    );
    assert_eq!(file(&world), "");
}

#[tokio::test]
async fn a_profile_is_forgotten() {
    let world = world().await;
    for line in [
        "login --no-check",
        "login --no-check --profile work",
        "login --no-check --cloudsway --endpoint abc",
    ] {
        assert_eq!(world.run_with(line, TOKEN).await.code, 0);
    }
    let lines = [
        "logout --cloudsway",
        "logout --json",
        "logout",
        "logout --profile nobody",
    ];
    let text = world.transcript(&lines).await;
    check("logout", &text);
    assert_eq!(file(&world), format!("[work]\ntoken = \"{TOKEN}\"\n"));
}
