//! Where settings come from: flags before the environment before the profile.

use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::world::World;

/// What of a setting is given, and what then is used.
struct Case {
    flag: bool,
    variable: bool,
    profile: bool,
    used: &'static str,
}

const CASES: [Case; 5] = [
    Case {
        flag: true,
        variable: true,
        profile: true,
        used: "flag",
    },
    Case {
        flag: true,
        variable: false,
        profile: true,
        used: "flag",
    },
    Case {
        flag: false,
        variable: true,
        profile: true,
        used: "variable",
    },
    Case {
        flag: false,
        variable: true,
        profile: false,
        used: "variable",
    },
    Case {
        flag: false,
        variable: false,
        profile: true,
        used: "profile",
    },
];

/// A world whose default profile has these lines.
async fn with_profile(lines: &str) -> World {
    let world = World::new()
        .await
        .without("USEAPI_TOKEN")
        .without("USEAPI_BASE_URL")
        .without("CLOUDSWAY_API_KEY")
        .without("CLOUDSWAY_ENDPOINT")
        .without("CLOUDSWAY_BASE_URL");
    std::fs::create_dir_all(world.path("config")).unwrap();
    std::fs::write(world.path("config/config.toml"), lines).unwrap();
    world
}

/// Path, query and authorization of the only request.
fn request(world: &World) -> (String, String) {
    let request = world.mock.requests().pop().expect("it was called");
    let headers = request.headers.into_iter();
    let authorization = headers.filter(|(name, _)| name == "authorization");
    (
        request.target,
        authorization.map(|(_, value)| value).collect(),
    )
}

#[tokio::test]
async fn the_account() {
    for case in CASES {
        let account = if case.profile {
            "account = \"profile\"\n"
        } else {
            ""
        };
        let world = with_profile("").await;
        let url = world.mock.base_url();
        let profile = format!("[default]\ntoken = \"t\"\nbase_url = \"{url}\"\n{account}");
        std::fs::write(world.path("config/config.toml"), profile).unwrap();
        let world = if case.variable {
            world.and("MUREKA_ACCOUNT", "variable")
        } else {
            world
        };
        let flag = if case.flag { "--account flag" } else { "" };
        world.run(&format!("profile {flag}")).await;
        let (target, _) = request(&world);
        assert!(
            target.ends_with(&format!("account={}", case.used)),
            "{target}"
        );
    }
}

#[tokio::test]
async fn the_address() {
    for case in CASES {
        let world = with_profile("").await;
        let url = world.mock.base_url().to_owned();
        let line = if case.profile {
            format!("base_url = \"{url}/profile\"\n")
        } else {
            String::new()
        };
        std::fs::write(
            world.path("config/config.toml"),
            format!("[default]\ntoken = \"t\"\n{line}"),
        )
        .unwrap();
        let world = if case.variable {
            world.and("USEAPI_BASE_URL", &format!("{url}/variable"))
        } else {
            world
        };
        let flag = if case.flag {
            format!("--base-url {url}/flag")
        } else {
            String::new()
        };
        world.run(&format!("profile {flag}")).await;
        let (target, _) = request(&world);
        assert!(target.starts_with(&format!("/{}/", case.used)), "{target}");
    }
}

#[tokio::test]
async fn the_token() {
    for case in CASES.iter().filter(|case| !case.flag) {
        let world = with_profile("").await;
        let url = world.mock.base_url().to_owned();
        let line = if case.profile {
            "token = \"profile\"\n"
        } else {
            ""
        };
        std::fs::write(
            world.path("config/config.toml"),
            format!("[default]\nbase_url = \"{url}\"\n{line}"),
        )
        .unwrap();
        let world = if case.variable {
            world.and("USEAPI_TOKEN", "variable")
        } else {
            world
        };
        world.run("profile").await;
        let (_, authorization) = request(&world);
        assert_eq!(authorization, format!("Bearer {}", case.used));
    }
}

#[tokio::test]
async fn key_endpoint_and_address_of_cloudsway() {
    for case in &CASES {
        let world = with_profile("").await;
        let url = world.mock.base_url().to_owned();
        let (key, endpoint, address) = if case.profile {
            ("profile", "profile", format!("{url}/profile"))
        } else {
            ("", "", String::new())
        };
        let profile = format!(
            "[default]\ncloudsway_api_key = \"{key}\"\ncloudsway_endpoint = \"{endpoint}\"\n\
             cloudsway_base_url = \"{address}\"\n"
        );
        std::fs::write(world.path("config/config.toml"), profile).unwrap();
        let world = if case.variable {
            world
                .and("CLOUDSWAY_API_KEY", "variable")
                .and("CLOUDSWAY_ENDPOINT", "variable")
                .and("CLOUDSWAY_BASE_URL", &format!("{url}/variable"))
        } else {
            world
        };
        let flag = if case.flag {
            format!("--cloudsway-base-url {url}/flag")
        } else {
            String::new()
        };
        world.run(&format!("cloudsway query 1 {flag}")).await;
        let (target, authorization) = request(&world);
        // There is no flag for what is secret, nor for the endpoint beside it.
        let other = if case.variable { "variable" } else { "profile" };
        assert!(target.starts_with(&format!("/{}/", case.used)), "{target}");
        assert!(target.contains(&format!("/{other}/mureka/")), "{target}");
        assert_eq!(authorization, format!("Bearer {other}"));
    }
}

#[tokio::test]
async fn the_profile() {
    let file = "[default]\ntoken = \"default\"\n[one]\ntoken = \"one\"\n[two]\ntoken = \"two\"\n";
    for (variable, flag, used) in [
        (None, "", "default"),
        (Some("one"), "", "one"),
        (Some("one"), "--profile two", "two"),
        (None, "--profile two", "two"),
    ] {
        let world = with_profile(file).await;
        let url = world.mock.base_url().to_owned();
        let world = world.and("USEAPI_BASE_URL", &url);
        let world = match variable {
            Some(name) => world.and("MUREKA_PROFILE", name),
            None => world,
        };
        world.run(&format!("profile {flag}")).await;
        assert_eq!(request(&world).1, format!("Bearer {used}"));
    }
}

#[tokio::test]
async fn a_file_that_is_none_is_told_by_its_line_and_not_quoted() {
    let world = with_profile("[default]\n\ntoken = hunter2hunter2\n").await;
    let ended = world.run("profile").await;
    assert_eq!(ended.code, 11);
    assert!(
        ended.stderr.contains("config.toml: line 3: "),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
    let world = with_profile("[default]\ntokn = \"hunter2\"\n").await;
    let ended = world.run("profile").await;
    assert!(ended.stderr.contains("tokn"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
}

#[cfg(feature = "mock")]
#[tokio::test]
async fn the_embedded_server_knows_nothing_of_the_real_accounts() {
    let world = with_profile("[default]\ntoken = \"t\"\naccount = \"999\"\n").await;
    let world = world
        .and("MUREKA_ACCOUNT", "999")
        .and("USEAPI_BASE_URL", "http://127.0.0.1:1");
    let ended = world.run("--mock profile").await;
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let ended = world.run("--mock profile --account 1").await;
    assert!(
        ended.stderr.contains("1 is not configured"),
        "{}",
        ended.stderr
    );
}

/// A world with a token in its environment, and a configuration that cannot be used.
async fn with_broken(what: &str) -> World {
    let world = World::new().await;
    let (folder, file) = (world.path("config"), world.path("config/config.toml"));
    if what == "a file in place of the folder" {
        std::fs::write(&folder, "").unwrap();
        return world;
    }
    std::fs::create_dir_all(&folder).unwrap();
    match what {
        "no TOML" => std::fs::write(&file, "[default\ntoken = hunter2hunter2").unwrap(),
        "no text" => std::fs::write(&file, b"\xff\xfe\0hunter2hunter2").unwrap(),
        "another form" => std::fs::write(&file, "default = \"hunter2hunter2\"").unwrap(),
        "another kind" => std::fs::write(&file, "[default]\ntoken = [\"hunter2\"]").unwrap(),
        "a folder" => std::fs::create_dir(&file).unwrap(),
        _ => panic!("{what}"),
    }
    world
}

const BROKEN: [&str; 6] = [
    "a file in place of the folder",
    "no TOML",
    "no text",
    "another form",
    "another kind",
    "a folder",
];

#[tokio::test]
async fn what_needs_no_configuration_works_with_a_broken_one() {
    for what in BROKEN {
        let world = with_broken(what).await;
        for line in [
            "--help",
            "--version",
            "song create --help",
            "completions bash",
            "man song create",
            "api --list",
            "api create_song --describe",
        ] {
            let ended = world.run(line).await;
            let told = (ended.code, ended.stderr.as_str());
            assert_eq!(told, (0, ""), "{what}: {line}");
            assert!(!ended.stdout.is_empty(), "{what}: {line}");
        }
    }
}

#[tokio::test]
async fn a_broken_configuration_is_named_by_every_command_that_needs_it() {
    for what in BROKEN {
        let world = with_broken(what).await;
        for line in ["song list", "logout", "login @token.txt --no-check"] {
            let ended = world.run(line).await;
            assert_eq!(ended.code, 11, "{what}: {line}: {}", ended.stderr);
            let names = ended.stderr.contains("/config/config.toml: ");
            assert!(names, "{what}: {line}: {}", ended.stderr);
            assert!(
                !ended.stderr.contains("hunter2"),
                "{what}: {}",
                ended.stderr
            );
        }
        assert_eq!(world.called(), Vec::<String>::new(), "{what}");
    }
}

#[tokio::test]
async fn the_doctor_says_what_to_do_about_a_broken_configuration() {
    for what in BROKEN {
        let world = with_broken(what).await;
        let ended = world.run("doctor --json").await;
        assert_eq!(ended.code, 1, "{what}: {}", ended.stderr);
        let report: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let checks = report["checks"].as_array().unwrap();
        let config = checks.iter().find(|it| it["check"] == "config").unwrap();
        assert_eq!(config["state"], "broken", "{what}: {report:#}");
        let remedy = config["remedy"].as_str().unwrap();
        assert!(remedy.contains("mureka login"), "{what}: {remedy}");
        // What hangs on it is said once, and not that something else is to be mended.
        let others = checks.iter().filter(|it| it["state"] == "broken");
        assert_eq!(others.count(), 1, "{what}: {report:#}");
        assert!(
            !ended.stdout.contains("hunter2"),
            "{what}: {}",
            ended.stdout
        );
    }
}

/// The TLS library is this program's choice, and told by what it offers: mureka-api's own, which
/// tests may have beside it, offers more.
#[tokio::test]
async fn an_address_with_https_is_called_through_ring() {
    // The extension "supported groups": x25519, secp256r1, secp384r1.
    const GROUPS: [u8; 12] = [0, 10, 0, 8, 0, 6, 0, 29, 0, 23, 0, 24];
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", server.local_addr().unwrap());
    let world = World::new().await.and("USEAPI_BASE_URL", &url);
    let mut program = world.command(&["genres".to_owned()]).spawn().unwrap();
    let called = tokio::select! {
        ended = program.wait() => panic!("it called nobody: {ended:?}"),
        called = server.accept() => called,
    };
    let (mut connection, _) = called.unwrap();
    // A handshake of TLS 1, and its length.
    let mut head = [0; 5];
    connection.read_exact(&mut head).await.unwrap();
    let [22, 3, _, high, low] = head else {
        panic!("no handshake: {head:?}");
    };
    let mut hello = vec![0; usize::from(u16::from_be_bytes([high, low]))];
    connection.read_exact(&mut hello).await.unwrap();
    assert!(hello.windows(GROUPS.len()).any(|part| part == GROUPS));
}
