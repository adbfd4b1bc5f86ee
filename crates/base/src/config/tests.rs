use std::ffi::OsString;
use std::io::Write;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::*;
use crate::config::layers::Layers;

fn with(flags: &Flags, variables: &[(&str, &str)]) -> Result<(Config, Vec<Setting>), ConfigErrors> {
    let variables =
        variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    resolve::resolve(Layers::read(flags, variables))
}

fn faults(text: &str) -> Vec<Problem> {
    Config::from_toml(text).expect_err("this must be refused").0
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".toml").expect("a temporary file");
    file.write_all(text.as_bytes()).expect("room for a few bytes");
    file
}

fn naming(file: &tempfile::NamedTempFile) -> Flags {
    Flags { config: Some(file.path().to_owned()), ..Flags::default() }
}

fn set(pairs: &[&str]) -> Flags {
    Flags { set: pairs.iter().map(ToString::to_string).collect(), ..Flags::default() }
}

#[test]
fn the_defaults_are_those_of_the_contract() {
    let config = Config::from_toml("").expect("the defaults are good");
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.server.base_url, "http://127.0.0.1:8080");
    assert_eq!(config.database.url.to_string(), "sqlite:data/rejoinder.db");
    assert_eq!(config.mail.folder, PathBuf::from("data/mail"));
    assert_eq!(config.mail.from.to_string(), "rejoinder@localhost");
    assert_eq!((config.mail.transport, config.comments.policy), (Transport::File, Policy::HoldAll));
    assert_eq!(config.comments.min_interval, Duration::from_secs(15));
    assert_eq!(config.mail.max_age, Duration::from_secs(5 * 86_400));
    assert_eq!(config.cache.bytes, 64 << 20);
    assert_eq!(config.warnings(), Vec::<String>::new());
}

#[test]
fn the_default_file_names_every_key_and_no_other() {
    let (_, settings) = with(&Flags::default(), &[]).expect("the defaults are good");
    let mut section = String::new();
    let mut named = Vec::new();
    for line in DEFAULT_TOML.lines() {
        let line = line.trim_start_matches("# ");
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.to_owned();
        } else if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| !key.contains(' '))
        {
            named.push(format!("{section}.{key}"));
        }
    }
    let mut known: Vec<String> = settings.iter().map(|setting| setting.key.to_owned()).collect();
    named.sort();
    known.sort();
    assert_eq!(named, known);
}

#[test]
fn flags_override_variables_override_the_file_overrides_the_defaults() {
    let file = file(
        "[server]\nlisten = \"127.0.0.1:1\"\nworkers = 1\nmax_connections = 16\n[site]\ntitle = \"File\"\n",
    );
    let mut flags = naming(&file);
    flags.set.push("server.workers=3".to_owned());
    flags.listen = Some("127.0.0.1:4".to_owned());
    let variables = [
        ("REJOINDER__SERVER__LISTEN", "127.0.0.1:2"),
        ("REJOINDER__SERVER__WORKERS", "2"),
        ("REJOINDER__SERVER__MAX_CONNECTIONS", "17"),
    ];
    let (config, settings) = with(&flags, &variables).expect("all good");
    assert_eq!(config.server.listen.port(), 4);
    assert_eq!(config.server.workers, 3);
    assert_eq!(config.server.max_connections, 17);
    assert_eq!(config.site.title, "File");
    assert_eq!(config.articles.per_page, 10);
    let origin = |key: &str| {
        settings.iter().find(|setting| setting.key == key).map(|setting| setting.origin.clone())
    };
    assert_eq!(origin("server.listen").as_deref(), Some("flag --listen"));
    assert_eq!(origin("server.workers").as_deref(), Some("flag --set server.workers"));
    assert_eq!(
        origin("server.max_connections").as_deref(),
        Some("variable REJOINDER__SERVER__MAX_CONNECTIONS")
    );
    assert_eq!(origin("site.title"), Some(format!("file {}", file.path().display())));
    assert_eq!(origin("articles.per_page").as_deref(), Some("default"));
    assert_eq!(origin("database.url").as_deref(), Some("computed from data.folder"));
}

#[test]
fn the_file_may_be_set_by_a_variable_and_an_empty_variable_is_ignored() {
    let file = file("[site]\ntitle = \"File\"\n");
    let path = shown(file.path());
    let variables =
        [("REJOINDER_CONFIG", path.as_str()), ("REJOINDER__SITE__TITLE", ""), ("HOME", "/")];
    let (config, _) = with(&Flags::default(), &variables).expect("all good");
    assert_eq!(config.site.title, "File");
}

#[test]
fn variables_carry_text_numbers_switches_and_lists() {
    let variables = [
        ("REJOINDER__SITE__TITLE", "2026"),
        ("REJOINDER__SERVER__RUN_WORKER", "false"),
        ("REJOINDER__SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("REJOINDER__COMMENTS__POLICY", "publish_all"),
        ("REJOINDER__ARTICLES__OPEN_DAYS", "14"),
        ("REJOINDER__SITE__SOCIAL", "[{label=\"Elsewhere\",url=\"https://social.example/@news\"}]"),
    ];
    let (config, _) = with(&Flags::default(), &variables).expect("all good");
    assert_eq!(config.site.title, "2026");
    assert!(!config.server.run_worker);
    assert_eq!(config.server.trusted_proxies.len(), 2);
    assert_eq!(config.comments.policy, Policy::PublishAll);
    assert_eq!(config.articles.open_days, Some(14));
    assert_eq!(config.site.social[0].label, "Elsewhere");
}

#[test]
fn an_unknown_key_is_reported_with_its_origin_and_the_nearest_known_key() {
    let file = file("[comments]\nmin_intervall = 3\n[serve]\nx = 1\n[cache]\nper_page = 3\n");
    let mut flags = naming(&file);
    flags.set.push("site.tilte=X".to_owned());
    let errors = with(&flags, &[("REJOINDER__SERVER__LISTNE", "x"), ("REJOINDER__NONSENSE", "")])
        .expect_err("typos");
    let messages: Vec<String> = errors.0.iter().map(ToString::to_string).collect();
    let place = file.path().display();
    for expected in [
        format!("comments.min_intervall (file {place}): there is no such key. Did you mean comments.min_interval?"),
        format!("serve.x (file {place}): there is no such key. Remove it"),
        format!("cache.per_page (file {place}): there is no such key. Did you mean articles.per_page?"),
        "site.tilte (flag --set site.tilte): there is no such key. Did you mean site.title?".to_owned(),
        "server.listne (variable REJOINDER__SERVER__LISTNE): there is no such key. Did you mean server.listen?"
            .to_owned(),
        "nonsense (variable REJOINDER__NONSENSE): there is no such key.".to_owned(),
    ] {
        assert!(messages.iter().any(|line| line.starts_with(&expected)), "{expected}\n{messages:#?}");
    }
    assert_eq!(messages.len(), 6);
}

#[test]
fn a_variable_with_a_missing_underscore_is_reported() {
    let errors = with(
        &Flags::default(),
        &[("REJOINDER_DATABASE_URL", "postgres://x"), ("REJOINDER_TEST_ONLY", "1")],
    );
    let errors = errors.expect_err("it would be ignored in silence").0;
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].remedy, "Write REJOINDER__DATABASE__URL");
}

#[test]
fn all_faults_are_reported_together() {
    let errors = Config::from_toml(
        "[server]\nlisten = \"8080\"\nstop_timeout = 60\n[comments]\npolicy = \"hold\"\n[log]\nlevel = \"inof\"\nformat = 3\n",
    )
    .expect_err("five faults");
    let keys: Vec<&str> = errors.0.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(
        keys,
        ["server.listen", "server.stop_timeout", "comments.policy", "log.level", "log.format"]
    );
    let messages = errors.to_string();
    assert!(messages.contains("server.stop_timeout (text): 60 cannot be used"), "{messages}");
    assert!(
        messages
            .contains("Write one of hold_all, hold_links, first_comment, rules_only, publish_all."),
        "{messages}"
    );
}

#[test]
fn a_line_of_which_nothing_can_be_seen_is_empty() {
    let config = Config::from_toml("[comments]\nconsent = \"\\u200B \"").expect("valid");
    assert_eq!(config.comments.consent, "");
    let config = Config::from_toml("[site]\ntagline = \"\\u2067\\u05D0\\u2069 b\"").expect("valid");
    assert_eq!(config.site.tagline, "\u{5D0} b");
}

#[test]
fn each_invalid_value_is_refused_with_its_key() {
    for (text, key) in [
        ("[retention]\nunconfirmed_days = 0", "retention.unconfirmed_days"),
        ("[articles]\npermalink = \"/{year}/{title}\"", "articles.permalink"),
        ("[articles]\npermalink = \"/desk/{slug}\"", "articles.permalink"),
        ("[site]\nlogo = \"logo.png\"", "site.logo"),
        ("[site]\nicon = \"/media/../keys\"", "site.icon"),
        ("[articles]\nembeds = [\"https://youtube.com\"]", "articles.embeds"),
        ("[articles]\nembeds = [\"www.youtube.com\"]", "articles.embeds"),
        ("[articles]\nfold_words = -1", "articles.fold_words"),
        ("[ads]\ntop = \"a\\u0000b\"", "ads.top"),
        ("[ads]\nsources = [\"script-src 'unsafe-inline'\"]", "ads.sources"),
        ("[ads]\nsources = [\"script-src https://a.example; object-src *\"]", "ads.sources"),
        ("[ads]\nsources = [\"default-src https://a.example\"]", "ads.sources"),
        ("[ads]\nsources = [\"script-src http://a.example\"]", "ads.sources"),
        ("[ads]\nsources = [\"script-src https://*\"]", "ads.sources"),
        ("[server]\nbase_url = \"ftp://x.example\"", "server.base_url"),
        ("[server]\nbase_url = \"https://x.example/?a\"", "server.base_url"),
        ("[server]\nbase_url = \"https://x.example/blog\"", "server.base_url"),
        ("[server]\nbase_url = \"https://x.example/blog/\"", "server.base_url"),
        ("[server]\nbase_url = \"http://0.0.0.0:8080\"", "server.base_url"),
        ("[server]\nbase_url = \"http://[::]\"", "server.base_url"),
        ("[server]\nbase_url = \"http://x.example:0\"", "server.base_url"),
        ("[server]\nadmin_listen = \"127.0.0.1:8080\"", "server.admin_listen"),
        ("[server]\nadmin_listen = \"0.0.0.0:8080\"", "server.admin_listen"),
        ("[server]\ntrusted_proxies = [\"0.0.0.0/0\"]", "server.trusted_proxies"),
        ("[server]\ntrusted_proxies = [\"::/0\"]", "server.trusted_proxies"),
        ("[server]\ntrusted_proxies = [\"128.0.0.0/1\"]", "server.trusted_proxies"),
        ("[server]\ntrusted_proxies = [\"0.0.0.0\"]", "server.trusted_proxies"),
        ("[server]\ntrusted_proxies = [\"::ffff:10.0.0.0/104\"]", "server.trusted_proxies"),
        ("[data]\nfolder = \"  \"", "data.folder"),
        ("[data]\nfolder = \"/dev/null\"", "data.folder"),
        ("[data]\nfolder = \"/dev/null/data\"", "data.folder"),
        ("[data]\nfolder = \"/dev/null/\"", "data.folder"),
        ("[data]\nkey_file = \"/dev/null/keys\"", "data.key_file"),
        ("[data]\nfolder = \"/proc/nothing\"", "data.folder"),
        ("[data]\nmin_free_megabytes = -1", "data.min_free_megabytes"),
        ("[feeds]\ncontent = \"half\"", "feeds.content"),
        ("[feeds]\nentries = 0", "feeds.entries"),
        ("[feeds]\nhub = \"hub.example\"", "feeds.hub"),
        ("[discovery]\nrobots = \"a\\u0000b\"", "discovery.robots"),
        ("[discovery]\nsecurity_contact = [\"ann@x.example\"]", "discovery.security_contact"),
        ("[discovery]\nsecurity_contact = [\"http://x.example\"]", "discovery.security_contact"),
        ("[discovery]\nsecurity_policy = \"/security\"", "discovery.security_policy"),
        ("[discovery]\nindexnow_key = \"short\"", "discovery.indexnow_key"),
        ("[discovery]\nindexnow_key = \"../../../etc\"", "discovery.indexnow_key"),
        ("[discovery]\nindexnow_endpoint = \"\"", "discovery.indexnow_endpoint"),
        ("[media]\nfolder = \"/dev/null\"", "media.folder"),
        ("[media]\nmax_megabytes = 0", "media.max_megabytes"),
        ("[media]\nmax_megapixels = 1000", "media.max_megapixels"),
        ("[media]\ns3_endpoint = \"s3.example\"", "media.s3_endpoint"),
        ("[media]\ns3_bucket = \"a b\"", "media.s3_bucket"),
        ("[media]\ns3_bucket = \"news\"\ns3_access_key = \"k\"", "media.s3_secret_key"),
        ("[mail]\nfolder = \"/dev/null\"", "mail.folder"),
        ("[mail]\nsmtp_ca_file = \"/dev/null\"", "mail.smtp_ca_file"),
        ("[database]\nurl = \"sqlite:/tmp\"", "database.url"),
        ("[site]\ntitle = \"One\\nTwo\"", "site.title"),
        ("[site]\ntitle = \"One\\rTwo\"", "site.title"),
        ("[site]\ntitle = \"One\\u2028Two\"", "site.title"),
        ("[site]\ntitle = \" \"", "site.title"),
        ("[site]\ntitle = \"\\u200B\\u00AD\"", "site.title"),
        ("[reasons]\nspam = \"\\u2060\"", "reasons.spam"),
        ("[server]\nlisten = \"224.0.0.1:8080\"", "server.listen"),
        ("[server]\nlisten = \"255.255.255.255:8080\"", "server.listen"),
        ("[server]\nadmin_listen = \"[ff02::1]:8080\"", "server.admin_listen"),
        ("[server]\nbase_url = \"https://*.x.example\"", "server.base_url"),
        ("[server]\nbase_url = \"https://x..example\"", "server.base_url"),
        ("[server]\nbase_url = \"https://x.example.\"", "server.base_url"),
        ("[server]\nbase_url = \"https://224.0.0.1\"", "server.base_url"),
        ("[server]\nmax_connections = 2", "server.max_connections"),
        ("[server]\nmax_connections_per_network = 1", "server.max_connections_per_network"),
        ("[database]\nurl = \"postgres://u:p@h.example:0/db\"", "database.url"),
        ("[database]\nurl = \"postgres://u:p@h.example:5432,h2.example:x/db\"", "database.url"),
        ("[database]\nurl = \"postgres://u:p@[::1]:99999/db\"", "database.url"),
        ("[database]\nurl = \"postgres://u:p@h.example/db?port=0\"", "database.url"),
        ("[database]\nurl = \"sqlite:/dev/null/x.db\"", "database.url"),
        ("[site]\nsocial = [{ label = \"x\", url = \"https://x.example:0\" }]", "site.social"),
        ("[site]\nsocial = [{ label = \"\\u200B\", url = \"https://x.example\" }]", "site.social"),
        ("[outbound]\nprivate_hosts = [\"*.internal\"]", "outbound.private_hosts"),
        ("[outbound]\nprivate_hosts = [\"10.0.0.0/8\"]", "outbound.private_hosts"),
        ("[akismet]\nkey = \"a1\"\nendpoint = \"https://10.0.0.5\"", "akismet.endpoint"),
        ("[akismet]\nendpoint = \"https://x.example:0\"", "akismet.endpoint"),
        ("[akismet]\nendpoint = \"https://-x.example\"", "akismet.endpoint"),
        ("[mail]\nsmtp_url = \"smtps://u:p@h.example:0\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:p@0.0.0.0:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:p@h..example:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:p@:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u@h.example:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://:p@h.example:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:p@h.example:465/a/b\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:p@h.example:465/name\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:12/ab@h.example:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u:12#ab@h.example:465\"", "mail.smtp_url"),
        ("[mail]\nses_topic = \"mail\"", "mail.ses_topic"),
        ("[mail]\nmailgun_key = \"short\"", "mail.mailgun_key"),
        ("[mail]\nsendgrid_key = \"MFkw\"", "mail.sendgrid_key"),
        ("[mail]\nreply_to = \"nobody\"", "mail.reply_to"),
        ("[mail]\nreturn_path = \"a+b@h.example\"", "mail.return_path"),
        ("[mail]\nreturn_path = \"Ann <a@h.example>\"", "mail.return_path"),
        ("[mail]\nper_minute = -1", "mail.per_minute"),
        ("[mail]\ndkim_selector = \"a.b\"", "mail.dkim_selector"),
        ("[moderation]\njoin_minutes = 1441", "moderation.join_minutes"),
        ("[site]\ntagline = \"One\\nTwo\"", "site.tagline"),
        ("[site]\ncopyright = \"One\\u0000\"", "site.copyright"),
        ("[site]\nlanguage = \"english\"", "site.language"),
        ("[site]\nsocial = [{ label = \"a\\nb\", url = \"https://x.example\" }]", "site.social"),
        ("[server]\ntrusted_proxies = [\"ten\"]", "server.trusted_proxies"),
        ("[server]\nworkers = -1", "server.workers"),
        ("[server]\nworkers = 1.5", "server.workers"),
        ("[server]\nrun_worker = \"maybe\"", "server.run_worker"),
        ("[data]\nfolder = \"\"", "data.folder"),
        ("[database]\nurl = \"mysql://x/y\"", "database.url"),
        ("[database]\nurl = \"sqlite::memory:\"", "database.url"),
        ("[database]\nurl = \"postgres://host\"", "database.url"),
        ("[database]\nurl = \"postgres://host/db?sslmode=always\"", "database.url"),
        ("[database]\ndirect_url = \"postgres://host/db\"", "database.direct_url"),
        ("[database]\nreplica_urls = [\"postgres://host/db\"]", "database.replica_urls"),
        (
            "[database]\nurl = \"postgres://host/db\"\nreplica_urls = [\"sqlite:a.db\"]",
            "database.replica_urls",
        ),
        ("[database]\nreplica_max_lag = 61", "database.replica_max_lag"),
        ("[site]\ntitle = 3", "site.title"),
        ("[site]\nlanguage = \"English, mostly\"", "site.language"),
        ("[site]\ntimezone = \"Berlin\"", "site.timezone"),
        ("[site]\ntimezone = \"+01:00\"", "site.timezone"),
        ("[site]\nsocial = [{ label = \"x\", url = \"javascript:alert(1)\" }]", "site.social"),
        ("[site]\nsocial = [{ label = \"x\" }]", "site.social"),
        ("[accounts]\nargon2_memory_kib = 1024", "accounts.argon2_memory_kib"),
        ("[mail]\ntransport = \"smtp\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"mail.example.org\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtp://h.example?tls=opportunistic\"", "mail.smtp_url"),
        (
            "[mail]\nsmtp_allow_plaintext = true\nsmtp_url = \"smtp://mail.example.org\"",
            "mail.smtp_url",
        ),
        ("[mail]\nsmtp_ca_file = \"/nowhere/root.pem\"", "mail.smtp_ca_file"),
        ("[mail]\nfrom = \"nobody\"", "mail.from"),
        ("[log]\nlevel = \"\"", "log.level"),
        ("[site]\ntitle = \"\\u202Eabc\"", "site.title"),
        ("[site]\ntagline = \"a\\u2067b\"", "site.tagline"),
        ("[site]\ncopyright = \"a\\u202Cb\"", "site.copyright"),
        ("[site]\nguidelines = \"a\\u202E\\nb\"", "site.guidelines"),
        ("[site]\nsocial = [{ label = \"x\", url = \"https://u:p@x.example\" }]", "site.social"),
        ("[feeds]\nhub = \"https://u:p@hub.example/\"", "feeds.hub"),
        ("[discovery]\nsecurity_policy = \"https://u@x.example/\"", "discovery.security_policy"),
        ("[discovery]\nsecurity_contact = [\"mailto:ann\"]", "discovery.security_contact"),
        ("[discovery]\nsecurity_contact = [\"tel:+\"]", "discovery.security_contact"),
        ("[media]\ns3_endpoint = \"https://s3.example/?a\"", "media.s3_endpoint"),
        ("[media]\ns3_endpoint = \"https://s3.example/\\nx\"", "media.s3_endpoint"),
        ("[media]\ns3_bucket = \"a/b\"", "media.s3_bucket"),
        ("[media]\ns3_bucket = \"10.0.0.1\"", "media.s3_bucket"),
        ("[media]\ns3_bucket = \"a..b\"", "media.s3_bucket"),
        ("[media]\ns3_region = \"\"", "media.s3_region"),
        ("[media]\ns3_prefix = \"../x\"", "media.s3_prefix"),
        ("[media]\ns3_prefix = \"a//b\"", "media.s3_prefix"),
        ("[backup]\ns3_region = \"\"", "backup.s3_region"),
        ("[backup]\npassphrase = \"         \"", "backup.passphrase"),
        ("[comments]\nconsent = \"I agree\"\nconsent_version = \"\"", "comments.consent_version"),
        ("[mail]\nfrom = \"\\u202ENews <news@x.example>\"", "mail.from"),
        ("[mail]\nreturn_path = \"\\\"a b\\\"@h.example\"", "mail.return_path"),
        ("[mail]\nreturn_path = \"bü@h.example\"", "mail.return_path"),
        ("[mail]\nses_topic = \"arn:aws:sns:evil.example#:123456789012:mail\"", "mail.ses_topic"),
        ("[mail]\nses_topic = \"arn:aws:sns:eu-west-1:1:mail\"", "mail.ses_topic"),
        ("[mail]\nsmtp_url = \"smtps://u:p%0Ab@h.example:465\"", "mail.smtp_url"),
        ("[mail]\nsmtp_url = \"smtps://u%00:p@h.example:465\"", "mail.smtp_url"),
    ] {
        let faults = faults(text);
        assert_eq!(
            faults.iter().map(|problem| problem.key.as_str()).collect::<Vec<_>>(),
            [key],
            "{text}"
        );
        assert!(!faults[0].remedy.is_empty(), "{text}");
    }
}

#[test]
fn a_section_given_as_a_value_and_a_key_without_section_are_unknown() {
    assert_eq!(faults("server = 3")[0].key, "server");
    assert_eq!(
        faults("listen = \"127.0.0.1:1\"")[0].remedy,
        "Did you mean server.listen? Otherwise remove it"
    );
    let errors = with(&set(&["server.listen"]), &[]).expect_err("no equals sign").0;
    assert_eq!(errors[0].remedy, "Write --set section.key=value");
}

#[test]
fn a_missing_or_broken_file_is_reported_by_name() {
    let flags = Flags { config: Some(PathBuf::from("/nowhere/site.toml")), ..Flags::default() };
    let errors = with(&flags, &[]).expect_err("no such file").0;
    assert_eq!(errors[0].origin, "file /nowhere/site.toml");
    let broken = file("[mail]\nsmtp_url = \"smtps://me:hunter2@mail.example.org\n");
    let messages = with(&naming(&broken), &[]).expect_err("a quote is missing").to_string();
    assert!(messages.contains("line 2 is not TOML") && !messages.contains("hunter2"), "{messages}");
}

#[test]
fn plaintext_smtp_is_only_allowed_to_this_machine() {
    let url = |text: &str| {
        let config = Config::from_toml(text).expect("a good relay");
        config.startup.mail.smtp_url.expect("it is set").expose_secret().to_owned()
    };
    assert_eq!(
        url("[mail]\ntransport = \"smtp\"\nsmtp_url = \"smtp://u:p@mail.example.org:587\""),
        "smtp://u:p@mail.example.org:587?tls=required"
    );
    for host in ["127.0.0.1", "[::1]", "localhost"] {
        let text = format!("[mail]\nsmtp_allow_plaintext = true\nsmtp_url = \"smtp://{host}:25\"");
        assert_eq!(url(&text), format!("smtp://{host}:25"));
    }
}

#[test]
fn tls_to_postgresql_needs_the_build_that_has_it() {
    let text =
        "[database]\nurl = \"postgres://me:hunter2@db.example.org/news?sslmode=verify-full\"";
    let read = Config::from_toml(text);
    assert_eq!(read.is_ok(), cfg!(feature = "postgres-tls"));
    if let Err(errors) = read {
        assert!(errors.to_string().contains("cargo feature postgres-tls"), "{errors}");
        assert!(!errors.to_string().contains("hunter2"));
    }
}

#[test]
fn passwords_are_in_no_debug_no_listing_and_no_message() {
    let flags = set(&["mail.smtp_url=smtps://me:hunter2@mail.example.org", "mail.transport=smtp"]);
    let variables = [(
        "REJOINDER__DATABASE__URL",
        "postgres://me:hunter2@db.example.org/news?password=hunter2",
    )];
    let (config, settings) = with(&flags, &variables).expect("all good");
    assert!(!format!("{config:?} {settings:?}").contains("hunter2"));
    assert!(format!("{settings:?}").contains("postgres://me:***@db.example.org/news?***"));
    for url in
        ["postgrse://me:hunter2@db/news", "postgres:me:hunter2@db/news", "me:hunter2@db", "hunter2"]
    {
        let flags = Flags { database_url: Some(url.to_owned()), ..Flags::default() };
        let errors = with(&flags, &[]).expect_err("no such URL");
        assert!(!format!("{errors} {errors:?}").contains("hunter2"), "{errors}");
    }
}

#[test]
fn replicas_are_a_list_of_addresses_without_their_passwords() {
    let urls = "postgres://me:hunter2@a.example/news,postgres://me:hunter2@b.example:5433/news";
    let variables = [
        ("REJOINDER__DATABASE__URL", "postgres://me:hunter2@db.example/news"),
        ("REJOINDER__DATABASE__REPLICA_URLS", urls),
    ];
    let (config, settings) = with(&Flags::default(), &variables).expect("all good");
    let servers: Vec<String> = config.database.replicas.iter().map(DatabaseUrl::servers).collect();
    assert_eq!(servers, ["a.example", "b.example:5433"]);
    assert!(!format!("{config:?} {settings:?}").contains("hunter2"));
    assert!(format!("{settings:?}").contains("postgres://me:***@b.example:5433/news"));
    for wrong in ["hunter2@b", "postgres://me:hunter2@b.example:0/news", "[3]"] {
        let variables = [variables[0], ("REJOINDER__DATABASE__REPLICA_URLS", wrong)];
        let errors = with(&Flags::default(), &variables).expect_err("no such replica");
        assert_eq!(errors.0[0].key, "database.replica_urls");
        assert!(!format!("{errors} {errors:?}").contains("hunter2"), "{errors}");
    }
}

#[test]
fn rarely_intended_settings_give_a_warning() {
    let config = Config::from_toml("[server]\nlisten = \"0.0.0.0:80\"").expect("allowed");
    assert!(config.warnings()[0].contains("works on this machine only"));
    let proxied = "[server]\nlisten = \"0.0.0.0:80\"\nbase_url = \"https://news.example.org/\"\n\
                   trusted_proxies = [\"10.0.0.0/8\"]";
    let config = Config::from_toml(proxied).expect("allowed");
    assert_eq!(config.server.base_url, "https://news.example.org");
    assert_eq!(config.mail.from.to_string(), "rejoinder@news.example.org");
    assert_eq!(config.warnings(), Vec::<String>::new());
}

#[test]
fn settings_that_fail_for_some_readers_give_a_warning() {
    for (text, words) in [
        ("[server]\nlisten = \"[::]:80\"", "works on this machine only"),
        ("[server]\nlisten = \"192.0.2.1:80\"", "is not https"),
        ("[server]\nbase_url = \"https://news.example.org\"", "trusted_proxies names none"),
        ("[server]\nlisten = \"127.0.0.1:0\"", "takes any free port"),
        ("[server]\nmax_connections = 100", "max_connections_per_network"),
        ("[server]\nadmin_listen = \"127.0.0.1:0\"", "takes another free port"),
        ("[server]\nbase_url = \"https://news.example.org:80\"", "the port 80"),
        ("[screening]\nspam_per_thousand = 20", "which nobody reviews"),
        ("[server]\nadmin_listen = \"0.0.0.0:9090\"", "shows /metrics"),
        ("[accounts]\nargon2_memory_kib = 2000000", "argon2_memory_kib"),
        ("[mail]\nsmtp_url = \"smtps://h.example:587\"", "at port 587"),
        ("[mail]\nsmtp_url = \"smtp://h.example:465\"", "at port 465"),
    ] {
        let config = Config::from_toml(text).expect("allowed");
        assert!(config.warnings().iter().any(|warning| warning.contains(words)), "{text}");
    }
}

#[test]
fn a_site_without_a_name_has_links_that_work_on_its_machine() {
    let config = Config::from_toml("[server]\nlisten = \"0.0.0.0:8080\"").expect("allowed");
    assert_eq!(config.server.base_url, "http://localhost:8080");
    let config = Config::from_toml("[server]\nlisten = \"[::]:8080\"").expect("allowed");
    assert_eq!(config.server.base_url, "http://localhost:8080");
}
