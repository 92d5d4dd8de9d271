//! The configuration as a whole: what is read, what is refused, and that the pages for operators name it all.

use std::{collections::BTreeSet, fs, path::Path};

use super::*;

const EXAMPLE: &str = include_str!("../../../../.env.example");
const GUIDE: &str = include_str!("../../../../docs/operator-guide.md");

fn from_environment(variables: &[(&str, &str)]) -> Result<Config, ConfigProblems> {
    Config::read(variables.iter().map(|(name, value)| ((*name).into(), (*value).into())), None)
}

fn from_file(content: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigProblems> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recado.toml");
    fs::write(&path, content).unwrap();
    let read = Config::read(variables.iter().map(|(name, value)| ((*name).into(), (*value).into())), Some(&path));
    read.map_err(|problems| {
        ConfigProblems::one("", problems.to_string().replace(&*path.to_string_lossy(), "recado.toml"))
    })
}

fn database(config: &Config) -> String {
    format!("{:?}", config.database.address(&config.data))
}

#[test]
fn nothing_set_is_the_embedded_default() {
    let config = from_environment(&[("PATH", "/bin"), ("RECADO_SERVER__LISTEN", "")]).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(database(&config), "sqlite://./data/recado.db");
    assert!(config.database.migrate);
    assert_eq!(config.graph.base_url.as_str(), "https://graph.facebook.com");
    assert_eq!(config.graph.version.as_str(), "v25.0");
    assert_eq!(config.graph.timeout().as_millis(), 20_000);
    assert_eq!(config.sending.evidence_after().as_secs(), 600);
    assert_eq!(config.sending.queue_limit, 100_000);
    assert_eq!(config.lease.duration().as_secs(), 15);
    assert_eq!(config.auth.access().as_secs(), 900);
    assert_eq!((config.log.format, config.log.level.0), (LogFormat::Json, tracing::level_filters::LevelFilter::INFO));
    assert!(config.server.trusted_proxies.is_empty() && config.metrics.listen.is_none());
    assert!(config.listing.iter().all(|listed| listed.origin == Origin::Default));
}

#[test]
fn the_environment_wins_over_the_file() {
    let file = "[server]\nlisten = \"0.0.0.0:1\"\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n\n[lease]\nsecs = 5\n";
    let config = from_file(file, &[("RECADO_SERVER__LISTEN", "127.0.0.1:0")]).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:0");
    assert_eq!(config.server.trusted_proxies.len(), 2);
    assert_eq!(config.lease.duration().as_secs(), 5);
}

#[test]
fn values_are_text_never_guessed() {
    let config = from_environment(&[
        ("WHATSAPP_VERIFY_TOKEN", "12345"),
        ("WHATSAPP_APP_SECRET", "0012"),
        ("WHATSAPP_TOKEN", "true"),
        ("RECADO_BOOTSTRAP__TENANT", "on"),
        ("RECADO_BOOTSTRAP__EMAIL", "null@example.com"),
        ("RECADO_BOOTSTRAP__PASSWORD", " [1, 2] "),
    ])
    .unwrap();
    let whatsapp = &config.whatsapp;
    let texts = [&whatsapp.verify_token, &whatsapp.app_secret, &whatsapp.token].map(|it| it.as_ref().unwrap().expose());
    assert_eq!(texts, ["12345", "0012", "true"]);
    let owner = config.bootstrap.first_owner().unwrap();
    assert_eq!((owner.tenant, owner.email, owner.password.expose()), ("on", "null@example.com", " [1, 2] "));
}

#[test]
fn conventional_names_mean_the_same() {
    for name in ["WHATSAPP_APP_SECRET", "WEBHOOK_SECRET", "RECADO_WHATSAPP__APP_SECRET"] {
        let config = from_environment(&[(name, "shared")]).unwrap();
        assert_eq!(config.whatsapp.app_secret.unwrap().expose(), "shared", "{name}");
    }
    for name in ["GRAPH_VERSION", "RECADO_GRAPH__VERSION"] {
        assert_eq!(from_environment(&[(name, "v99.1")]).unwrap().graph.version.as_str(), "v99.1", "{name}");
    }
    for name in ["DATABASE_URL", "RECADO_DATABASE__URL"] {
        let config = from_environment(&[(name, "sqlite://x.db")]).unwrap();
        assert_eq!(database(&config), "sqlite://x.db", "{name}");
    }
}

/// Each row: what is set, and what the message must say.
#[test]
fn a_bad_variable_is_refused() {
    let short = "s".repeat(31);
    for (name, value, said) in [
        ("RECADO_SERVER__LISTEN", "8080", "not an address with a port"),
        ("RECADO_SERVER__LISTEN", "localhost:8080", "not an address with a port"),
        ("RECADO_SERVER__PUBLIC_URL", "recado.example.com", "not an address such as"),
        ("RECADO_SERVER__SECURITY_CONTACT", "security@example.com", "is neither mailto:"),
        ("RECADO_SERVER__TRUSTED_PROXIES", "10.0.0.0/8,nginx", "\"nginx\" is not"),
        ("RECADO_DATABASE__MIGRATE", "yes", "neither true nor false"),
        ("RECADO_DATABASE__MAX_CONNECTIONS", "1", "not between 2 and 1000"),
        ("DATABASE_URL", "mysql://root:hunter2@db", "begins with sqlite:// or postgres://"),
        ("GRAPH_VERSION", "25.0", "not a version such as v25.0"),
        ("RECADO_GRAPH__BASE_URL", "https://graph.facebook.com/v25.0", "not an address such as"),
        ("RECADO_GRAPH__TIMEOUT_MS", "20s", "not a whole number"),
        ("RECADO_GRAPH__TIMEOUT_MS", "-1", "not a whole number"),
        ("RECADO_SENDING__EVIDENCE_AFTER_SECS", "0", "not between 1 and 86400"),
        ("RECADO_LEASE__SECS", "301", "not between 1 and 300"),
        ("RECADO_AUTH__ACCESS_SECS", "86401", "not between 1 and 86400"),
        ("JWT_SECRET", &short, "must have at least 32 characters"),
        ("RECADO_SECRETS__KEY", "c2hvcnQ=", "holds 5 bytes, not 32"),
        ("RECADO_SECRETS__KEY", "not base64", "is not base64"),
        ("RECADO_LOG__FORMAT", "JSON", "neither json nor text"),
        ("RECADO_LOG__LEVEL", "infoo", "none of off, error"),
        ("RECADO_METRICS__LISTEN", "9100", "not an address with a port"),
        ("RECADO_BOOTSTRAP__TENANT", "Shop", "must be 2 to 40 of a-z"),
        ("WHATSAPP_TOKEN", "EAAx y", "holds a space"),
        ("WHATSAPP_APP_SECRET_FILE", "/nowhere/secret", "cannot be read"),
        ("RECADO_SERVER_LISTEN", "127.0.0.1:1", "no setting has this name"),
        ("RECADO_SERVER__LISTENS", "127.0.0.1:1", "no setting has this name"),
        ("RECADO_SERVER__LISTEN_FILE", "x", "no setting has this name"),
        ("RECADO_TURBO", "1", "no setting has this name"),
    ] {
        let problems = from_environment(&[(name, value)]).unwrap_err().to_string();
        assert!(problems.contains(&format!("{name}: ")) && problems.contains(said), "{name}={value}: {problems}");
        assert!(!problems.contains("hunter2"), "{problems}");
    }
}

#[test]
fn a_bad_file_is_refused() {
    for (content, said) in [
        ("[server]\nlisten = 8080\n", "recado.toml: server.listen: must be text in quotes, not a number"),
        ("[whatsapp]\nverify_token = 12345\n", "whatsapp.verify_token: must be text in quotes, not a number"),
        ("[lease]\nsecs = \"5\"\n", "lease.secs: must be a number, not text in quotes"),
        ("[lease]\nsecs = 0\n", "recado.toml: lease.secs: 0 is not between 1 and 300"),
        ("[database]\nmigrate = \"true\"\n", "database.migrate: must be true or false, not text in quotes"),
        ("[server]\ntrusted_proxies = \"::1\"\n", "server.trusted_proxies: must be a list of texts"),
        ("[server]\ntrusted_proxies = [1]\n", "server.trusted_proxies: has a type that no setting has"),
        ("[data]\ndir = \"\"\n", "data.dir: is empty"),
        ("[server]\nlissen = \"127.0.0.1:1\"\n", "recado.toml: server.lissen: no setting has this name"),
        ("[servers]\nlisten = \"127.0.0.1:1\"\n", "recado.toml: servers.listen: no setting has this name"),
        ("listen = \"127.0.0.1:1\"\n", "recado.toml: listen: no setting has this name"),
        ("[log]\n\nlevel = \"hunter2\n", "recado.toml: line 3: "),
    ] {
        let problems = from_file(content, &[]).unwrap_err().to_string();
        assert!(problems.contains(said), "{content}: {problems}");
        assert!(!problems.contains("hunter2"), "a broken line is not quoted: {problems}");
    }
    assert!(
        Config::read([], Some(Path::new("nowhere.toml"))).unwrap_err().to_string().contains("nowhere.toml: cannot")
    );
}

#[test]
fn all_problems_are_listed_at_once() {
    let variables = [("RECADO_LEASE__SECS", "0"), ("RECADO_TURBO", "1"), ("RECADO_BOOTSTRAP__TENANT", "shop")];
    let problems = from_file("[log]\nlevel = \"loud\"\nlevels = \"x\"\n", &variables).unwrap_err().to_string();
    let said = "
  RECADO_LEASE__SECS: 0 is not between 1 and 300
  recado.toml: log.level: \"loud\" is none of off, error, warn, info, debug, trace
  bootstrap.email: is missing: tenant, email and password are needed together
  bootstrap.password: is missing: tenant, email and password are needed together
  RECADO_TURBO: no setting has this name
  recado.toml: log.levels: no setting has this name";
    assert!(problems.contains(&format!("the configuration has 6 problems:{said}")), "{problems}");
}

#[test]
fn variables_of_a_kubernetes_service_are_not_ours() {
    let links =
        [("RECADO_SERVICE_HOST", "10.0.0.1"), ("RECADO_PORT", "tcp://10.0.0.1:80"), ("RECADO_PORT_80_TCP", "x")];
    assert!(from_environment(&links).is_ok());
}

#[test]
fn every_secret_can_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let secrets: Vec<Listed> =
        from_environment(&[]).unwrap().listing.into_iter().filter(|listed| listed.is_secret).collect();
    let names: Vec<&str> = secrets.iter().map(|listed| listed.name.as_str()).collect();
    let all = "database.url auth.jwt_secret auth.google_client_secret auth.facebook_client_secret mail.url secrets.key secrets.other_key backup.key bootstrap.password whatsapp.app_secret whatsapp.verify_token whatsapp.token";
    assert_eq!(names.join(" "), all);

    for listed in secrets.iter().filter(|listed| !["bootstrap.password", "mail.url"].contains(&&*listed.name)) {
        let content = match listed.name.as_str() {
            "database.url" => "postgres://recado:planted-secret@db/recado".to_owned(),
            "secrets.key" | "secrets.other_key" | "backup.key" => {
                WrappingKey::from_bytes(*b"planted-secret-planted-secret-32").encode().to_string()
            }
            _ => "planted-secret-of-at-least-32-characters".to_owned(),
        };
        let path = folder.path().join(&listed.name);
        fs::write(&path, format!("{content}\r\n")).unwrap();
        let sister = format!("{}_FILE", listed.variable);
        // A provider's secret goes with its id.
        let partner = listed.variable.strip_suffix("CLIENT_SECRET").map(|provider| format!("{provider}CLIENT_ID"));
        let mut variables = vec![(sister.as_str(), path.to_str().unwrap())];
        variables.extend(partner.as_deref().map(|name| (name, "client")));
        let config = from_environment(&variables).unwrap();
        let shown = config.listing.iter().find(|other| other.name == listed.name).unwrap();
        assert_eq!(shown.value.as_deref(), Some("***"), "{sister}");
        assert!(!format!("{config:?}").contains("planted"), "{sister}");
    }
}

#[test]
fn the_content_of_a_secret_file_is_taken_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    for (content, read) in [("12345", "12345"), ("12345\n", "12345"), (" a b \r\n", " a b "), ("a\n\n", "a\n")] {
        fs::write(&path, content).unwrap();
        let config = from_environment(&[("WHATSAPP_VERIFY_TOKEN_FILE", path.to_str().unwrap())]).unwrap();
        assert_eq!(config.whatsapp.verify_token.unwrap().expose(), read);
    }
    fs::write(&path, "\n").unwrap();
    let empty = from_environment(&[("WHATSAPP_VERIFY_TOKEN_FILE", path.to_str().unwrap())]).unwrap_err();
    assert!(empty.to_string().contains("is empty"), "{empty}");
}

#[test]
fn two_answers_to_one_question_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    fs::write(&path, "abc").unwrap();
    let file = path.to_str().unwrap();
    for variables in [
        [("WHATSAPP_APP_SECRET", "abc"), ("WHATSAPP_APP_SECRET_FILE", file)],
        [("WHATSAPP_APP_SECRET", "abc"), ("WEBHOOK_SECRET", "abd")],
        [("DATABASE_URL", "sqlite://a"), ("RECADO_DATABASE__URL", "sqlite://b")],
    ] {
        assert!(from_environment(&variables).is_err(), "{variables:?}");
    }
    assert!(from_environment(&[("WHATSAPP_APP_SECRET", "abc"), ("WEBHOOK_SECRET", "abc")]).is_ok());
}

/// The names of the variables in `.env.example`, set or commented out, with their values.
fn example_variables() -> Vec<(&'static str, &'static str)> {
    let lines = EXAMPLE.lines().map(|line| line.trim_start_matches('#').trim_start_matches(' '));
    let pairs = lines.filter_map(|line| line.split_once('='));
    pairs.filter(|(name, _)| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')).collect()
}

#[test]
fn the_example_names_every_setting_and_is_valid() {
    let config = from_environment(&example_variables()).expect("with every line uncommented it can be read");
    let known: BTreeSet<&str> = config.listing.iter().map(|listed| listed.variable.as_str()).collect();
    let named: BTreeSet<&str> = example_variables().into_iter().map(|(name, _)| name).collect();
    assert_eq!(named, known);
}

#[test]
fn the_example_shows_the_defaults() {
    let defaults = from_environment(&[]).unwrap().listing;
    for (name, value) in example_variables() {
        let listed = defaults.iter().find(|listed| listed.variable == name).unwrap();
        if let Some(default) = &listed.value {
            assert_eq!(value, default, "{name}");
        }
    }
}

#[test]
fn the_operator_guide_explains_every_setting() {
    for listed in from_environment(&[]).unwrap().listing {
        let row = GUIDE.lines().find(|line| line.starts_with(&format!("| `{}` ", listed.variable)));
        let row = row.unwrap_or_else(|| panic!("{} has no row in docs/operator-guide.md", listed.variable));
        let default = listed.value.unwrap_or_else(|| "unset".to_owned());
        assert!(row.contains(&default), "{row} does not name the default {default}");
        assert!(row.contains(&listed.name), "{row} does not name {}", listed.name);
    }
}
