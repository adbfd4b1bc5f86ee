//! Scenes on SQLite in a folder of their own, with a clock that is moved by hand.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use secrecy::SecretString;
use tempfile::TempDir;

use super::model::{NewToken, Scope};
use super::records::Member;
use super::sign_in::{self, Browser};
use super::tokens::{self, TokenOwner};
use super::*;
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::passwords::Passwords;

const PASSWORD: &str = "tiny green kettle";
const ADDRESS: &str = "Ana@example.org";

/// An installation, gone when it is dropped.
struct TestApp {
    core: actix_web::web::Data<App>,
    _folder: TempDir,
}

impl TestApp {
    fn open() -> TestApp {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("[data]\nfolder = {:?}", folder.path().display().to_string());
        let config = Config::from_toml(&text).expect("a good configuration");
        let noon = Time::parse("2026-11-22T12:00:00Z").expect("valid");
        let app = App::open(config, Clock::fixed(noon)).expect("opened");
        TestApp { core: actix_web::web::Data::new(app), _folder: folder }
    }

    fn now(&self) -> Time {
        self.core.clock.now()
    }

    fn wait(&self, seconds: u64) {
        self.core.clock.advance(Duration::from_secs(seconds));
    }

    async fn has(&self, email: &str, role: Role) -> Member {
        let hash = self.core.passwords.hash(SecretString::from(PASSWORD)).await.expect("hashed");
        self.has_with_hash(email, role, hash).await
    }

    async fn has_with_hash(&self, email: &str, role: Role, hash: String) -> Member {
        let row = self.row(email, role, hash);
        self.core.db.write(move |conn| add(conn, &row)).await.expect("added")
    }

    fn row(&self, email: &str, role: Role, hash: String) -> NewRow {
        let email = EmailAddress::parse(email).expect("an address");
        let account = NewAccount { email, name: Name::parse("Ana").expect("a name"), role };
        prepare(&self.core.vault, &account, hash, self.now()).expect("prepared")
    }

    async fn signs_in(&self, email: &str, password: &str) -> Result<String> {
        self.signs_in_from(email, password, 1).await
    }

    async fn signs_in_from(&self, email: &str, password: &str, place: u8) -> Result<String> {
        self.signs_in_at(email, password, [198, 51, 100, place]).await
    }

    async fn signs_in_at(&self, email: &str, password: &str, place: [u8; 4]) -> Result<String> {
        let browser = Browser { address: IpAddr::from(place), ..browser(1) };
        let password = SecretString::from(password);
        let (secret, _) =
            sign_in::sign_in(&self.core, email, password, browser, self.now()).await?;
        Ok(secret)
    }

    async fn session(&self, secret: &str) -> Option<model::Staff> {
        let (hash, now) = (vault::hash(secret), self.now());
        let found =
            self.core.db.read(move |conn| sign_in::find(conn, &hash, now)).await.expect("looked");
        found.map(|(staff, _)| staff)
    }

    async fn token(&self, secret: &str) -> Option<model::Staff> {
        let (secret, now) = (secret.to_owned(), self.now());
        let found =
            self.core.db.read(move |conn| tokens::find(conn, &secret, now)).await.expect("looked");
        found.map(|(staff, _)| staff)
    }

    async fn makes_token(&self, owner: &Member, scopes: &[Scope]) -> String {
        let secret = tokens::secret().expect("a secret");
        let expires_at = self.now().plus(Duration::from_secs(86_400));
        let new =
            NewToken { name: "test".into(), scopes: scopes.iter().copied().collect(), expires_at };
        let (stored, owner, now) = (secret.clone(), owner.id, self.now());
        self.core
            .db
            .write(move |conn| tokens::create(conn, owner, &new, &stored, now))
            .await
            .expect("made");
        secret
    }

    async fn changes(&self, id: AccountId, change: Change) -> Result<Member> {
        let now = self.now();
        self.core.db.write(move |conn| super::change(conn, id, &change, None, now)).await
    }
}

fn browser(place: u8) -> Browser {
    let address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, place));
    Browser { label: "Firefox on Linux".into(), address, cookie_hash: None }
}

fn code<T>(result: Result<T>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(Error::Forbidden { code, .. } | Error::Conflict { code, .. }) => code,
        Err(Error::TooFast { .. }) => "too_fast",
        Err(Error::NotFound) => "not_found",
        Err(Error::Invalid(faults)) => faults[0].code,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn the_first_admin_is_made_once() {
    let app = TestApp::open();
    let old = setup_link(&app.core).await.expect("asked").expect("a link");
    let other_node = setup_link(&app.core).await.expect("asked").expect("a link");
    assert_eq!(other_node, old, "nodes that start together print one link");
    app.core.clock.advance(std::time::Duration::from_secs(60));
    let link = setup_link(&app.core).await.expect("asked").expect("a link");
    let token = |link: &str| link.rsplit('/').next().expect("a path").to_owned();
    assert!(link.starts_with("http://127.0.0.1:8080/setup/"));
    for (token, good) in [(token(&link), true), (token(&old), false), (String::new(), false)] {
        let open = app.core.db.read(move |conn| may_set_up(conn, &token)).await.expect("looked");
        assert_eq!(open, good);
    }
    let (first, second) = (
        app.row(ADDRESS, Role::Admin, "x".into()),
        app.row("bo@example.org", Role::Admin, "x".into()),
    );
    let made = tokio::join!(
        app.core.db.write(move |conn| set_up(conn, &first)),
        app.core.db.write(move |conn| set_up(conn, &second)),
    );
    let mut codes = [code(made.0), code(made.1)];
    codes.sort_unstable();
    assert_eq!(codes, ["already_set_up", "ok"]);
    let (token, open) = (token(&link), app.core.db.read(has_admin).await.expect("looked"));
    assert!(open && !app.core.db.read(move |conn| may_set_up(conn, &token)).await.expect("looked"));
    assert_eq!(setup_link(&app.core).await.expect("asked"), None);
}

fn has_admin(conn: &mut Connection) -> Result<bool> {
    store::has_admin(conn)
}

#[tokio::test]
async fn an_address_is_sealed_and_bound_to_its_own_account() {
    let app = TestApp::open();
    let ana = app.has(ADDRESS, Role::Moderator).await;
    let bo = app.has("bo@example.org", Role::Author).await;
    let text = String::from_utf8_lossy(&ana.email_sealed).into_owned();
    assert!(!text.to_lowercase().contains("ana@example.org"));
    assert_eq!(open_address(&app.core.vault, &ana.contact()).expect("opened").as_str(), ADDRESS);
    let moved = Contact { email_sealed: ana.email_sealed.clone(), ..bo.contact() };
    assert!(open_address(&app.core.vault, &moved).is_err());
    let twin = app.row("ANA@EXAMPLE.ORG", Role::Author, "x".into());
    assert_eq!(code(app.core.db.write(move |conn| add(conn, &twin)).await), "duplicate");
    let found = app.core.db.read(moderators).await.expect("listed");
    assert_eq!(found.iter().map(|contact| contact.id).collect::<Vec<_>>(), [ana.id]);
}

#[tokio::test]
async fn only_the_right_password_signs_in() {
    let app = TestApp::open();
    let ana = app.has(ADDRESS, Role::Editor).await;
    let secret = app.signs_in("ana@EXAMPLE.org", PASSWORD).await.expect("signed in");
    assert_eq!(app.session(&secret).await.expect("a session").id, ana.id);
    assert!(app.session("another").await.is_none());
    assert_eq!(code(app.signs_in(ADDRESS, "tiny green kettlf").await), "credentials");
    assert_eq!(code(app.signs_in("nobody@example.org", PASSWORD).await), "credentials");
    assert_eq!(code(app.signs_in("nobody", "").await), "email_format");
    app.wait(86_400 * 31);
    assert!(app.session(&secret).await.is_none(), "sessions end");
}

#[tokio::test]
async fn wrong_passwords_make_the_next_try_wait_and_lock_nobody_out() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Editor).await;
    for email in [ADDRESS, "nobody@example.org"] {
        for _ in 0..5 {
            assert_eq!(
                code(app.signs_in_from(email, "wrong wrong", 7).await),
                "credentials",
                "{email}"
            );
        }
        // Also the right password waits: otherwise the answer would tell which one it is.
        assert_eq!(code(app.signs_in_from(email, PASSWORD, 7).await), "too_fast", "{email}");
        assert_eq!(
            code(app.signs_in_from(email, "wrong wrong", 8).await),
            "credentials",
            "{email}, from elsewhere"
        );
        app.wait(1);
        assert_eq!(
            code(app.signs_in_from(email, "wrong wrong", 7).await),
            "credentials",
            "{email}"
        );
        app.wait(1);
        let Err(Error::TooFast { retry_after }) = app.signs_in_from(email, PASSWORD, 7).await
        else {
            panic!("the wait grows");
        };
        assert_eq!(retry_after, Duration::from_secs(1));
    }
    app.wait(1);
    app.signs_in_from(ADDRESS, PASSWORD, 7).await.expect("whoever has waited may try");
    assert_eq!(code(app.signs_in_from(ADDRESS, "wrong wrong", 9).await), "credentials");
    assert_eq!(
        code(app.signs_in_from(ADDRESS, PASSWORD, 9).await),
        "ok",
        "the account has started afresh"
    );
}

#[tokio::test]
async fn guessing_from_many_networks_does_not_lock_out_the_owner() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Editor).await;
    let from = |password, network| app.signs_in_at(ADDRESS, password, [203, 0, network, 1]);
    for network in 0..60 {
        assert_eq!(code(from("wrong wrong", network).await), "credentials");
        app.wait(1);
    }
    // From a network without wrong passwords at once, and after one mistyped within 5 seconds.
    from(PASSWORD, 200).await.expect("signed in");
    assert_eq!(code(from("tiny green kettel", 201).await), "credentials");
    let Err(Error::TooFast { retry_after }) = from(PASSWORD, 201).await else {
        panic!("strangers may not guess on");
    };
    assert!(retry_after <= Duration::from_secs(5), "{retry_after:?}");
    app.wait(retry_after.as_secs());
    from(PASSWORD, 201).await.expect("signed in");

    // A network that has not signed in pays for each further guess.
    assert_eq!(code(from("wrong wrong", 202).await), "credentials");
    assert_eq!(code(from("wrong wrong", 202).await), "too_fast");
    assert_eq!(code(from("wrong wrong", 200).await), "credentials");
    assert_eq!(code(from("wrong wrong", 200).await), "credentials");
}

#[tokio::test]
async fn a_network_that_is_signed_in_pays_for_its_own_mistakes_only() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Editor).await;
    let home = |email, password| app.signs_in_at(email, password, [192, 0, 2, 1]);
    home(ADDRESS, PASSWORD).await.expect("signed in");
    for n in 0..30 {
        let stranger = format!("a{n}@example.org");
        app.signs_in_at(&stranger, "wrong wrong", [192, 0, 2, 1])
            .await
            .expect_err("no such account");
        app.signs_in_at(ADDRESS, "wrong wrong", [203, 0, n, 1]).await.expect_err("wrong");
    }
    assert_eq!(code(home("b@example.org", PASSWORD).await), "too_fast");
    for _ in 0..3 {
        assert_eq!(code(home(ADDRESS, "mistyped twice").await), "credentials");
    }
    assert_eq!(code(home(ADDRESS, PASSWORD).await), "ok");
}

#[tokio::test]
async fn a_clock_that_was_set_back_lets_the_owner_in() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Editor).await;
    for _ in 0..5 {
        assert_eq!(code(app.signs_in(ADDRESS, "wrong wrong").await), "credentials");
    }
    let yesterday = app.now().minus(Duration::from_secs(86_400));
    let password = SecretString::from(PASSWORD);
    let found = sign_in::sign_in(&app.core, ADDRESS, password, browser(1), yesterday).await;
    assert_eq!(code(found), "ok");
}

#[tokio::test]
async fn many_addresses_tried_from_one_network_wait_too() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Editor).await;
    for n in 0..20 {
        assert_eq!(
            code(app.signs_in_from(&format!("a{n}@example.org"), "wrong wrong", 7).await),
            "credentials"
        );
    }
    assert_eq!(code(app.signs_in_from("b@example.org", "wrong wrong", 7).await), "too_fast");
    assert_eq!(code(app.signs_in_from(ADDRESS, PASSWORD, 8).await), "ok");
}

#[tokio::test]
async fn guesses_that_come_all_at_once_are_counted_all_the_same() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Editor).await;
    let tries = (0..12).map(|_| app.signs_in(ADDRESS, "wrong wrong"));
    let answers = futures_util::future::join_all(tries).await;
    let looked_at =
        answers.into_iter().filter(|answer| matches!(answer, Err(Error::Forbidden { .. }))).count();
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn a_hash_from_before_the_setting_was_raised_is_renewed_at_sign_in() {
    let app = TestApp::open();
    let cheap = config::Accounts {
        argon2_memory_kib: 64,
        argon2_passes: 1,
        ..app.core.config.accounts.clone()
    };
    let cheap = Passwords::start(&cheap)
        .expect("started")
        .hash(SecretString::from(PASSWORD))
        .await
        .expect("hashed");
    let ana = app.has_with_hash(ADDRESS, Role::Editor, cheap).await;
    app.signs_in(ADDRESS, PASSWORD).await.expect("signed in");
    let hash = app.core.db.read(move |conn| find(conn, ana.id)).await.expect("there").password_hash;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    app.signs_in(ADDRESS, PASSWORD).await.expect("still the same password");
}

#[tokio::test]
async fn a_new_password_signs_all_other_browsers_out() {
    let app = TestApp::open();
    let ana = app.has(ADDRESS, Role::Editor).await;
    let other = app.signs_in(ADDRESS, PASSWORD).await.expect("signed in");
    let (current, wrong) = (SecretString::from(PASSWORD), SecretString::from("wrong wrong"));
    let hash =
        app.core.passwords.hash(SecretString::from("wide open umbrella")).await.expect("hashed");
    let now = app.now();
    let refused =
        sign_in::change_password(&app.core, ana.id, wrong, hash.clone(), browser(1), now).await;
    assert_eq!(code(refused), "credentials");
    let kept = sign_in::change_password(&app.core, ana.id, current, hash, browser(1), now)
        .await
        .expect("changed");
    assert!(app.session(&other).await.is_none());
    assert!(app.session(&kept).await.is_some());
    assert_eq!(code(app.signs_in(ADDRESS, PASSWORD).await), "credentials");
    assert_eq!(code(app.signs_in(ADDRESS, "wide open umbrella").await), "ok");
}

#[tokio::test]
async fn a_disabled_account_has_no_way_in() {
    let app = TestApp::open();
    app.has("root@example.org", Role::Admin).await;
    let ana = app.has(ADDRESS, Role::Admin).await;
    let session = app.signs_in(ADDRESS, PASSWORD).await.expect("signed in");
    let token = app.makes_token(&ana, &[Scope::Read]).await;
    let off = Change { access: Some(Access::Disabled), ..Change::default() };
    app.changes(ana.id, off).await.expect("disabled");
    assert!(app.session(&session).await.is_none() && app.token(&token).await.is_none());
    assert_eq!(code(app.signs_in(ADDRESS, PASSWORD).await), "credentials");
    let on = Change { access: Some(Access::Enabled), ..Change::default() };
    app.changes(ana.id, on).await.expect("enabled");
    assert!(
        app.session(&session).await.is_none() && app.token(&token).await.is_none(),
        "what ended stays ended"
    );
    assert_eq!(code(app.signs_in(ADDRESS, PASSWORD).await), "ok");
}

#[tokio::test]
async fn the_last_admin_stays() {
    let app = TestApp::open();
    let ana = app.has(ADDRESS, Role::Admin).await;
    let bo = app.has("bo@example.org", Role::Editor).await;
    let less = Change { role: Some(Role::Editor), ..Change::default() };
    let off = Change { access: Some(Access::Disabled), ..Change::default() };
    assert_eq!(code(app.changes(ana.id, less.clone()).await), "last_admin");
    assert_eq!(code(app.changes(ana.id, off).await), "last_admin");
    app.changes(bo.id, Change { role: Some(Role::Admin), ..Change::default() })
        .await
        .expect("a second admin");
    let both = tokio::join!(app.changes(ana.id, less.clone()), app.changes(bo.id, less));
    let mut codes = [code(both.0), code(both.1)];
    codes.sort_unstable();
    assert_eq!(codes, ["last_admin", "ok"]);
    assert_eq!(code(app.changes(AccountId(99), Change::default()).await), "not_found");
}

#[tokio::test]
async fn a_token_is_good_until_it_ends_or_is_revoked_and_never_for_more_than_its_owner() {
    let app = TestApp::open();
    let ana = app.has(ADDRESS, Role::Moderator).await;
    let bo = app.has("bo@example.org", Role::Moderator).await;
    let token = app.makes_token(&ana, &[Scope::Read, Scope::Moderate]).await;
    assert!(token.starts_with("rjd_") && token.len() == 47);
    assert_eq!(app.token(&token).await.expect("good").scopes().to_string(), "read moderate");
    app.changes(ana.id, Change { role: Some(Role::Author), ..Change::default() })
        .await
        .expect("changed");
    assert_eq!(app.token(&token).await.expect("good").scopes().to_string(), "read");

    let listed = app
        .core
        .db
        .read(move |conn| tokens::list(conn, TokenOwner::Anyone, i64::MAX, 9))
        .await
        .expect("listed");
    assert_eq!(listed[0].hint, token[43..]);
    let (id, now) = (listed[0].id, app.now());
    let not_hers = app
        .core
        .db
        .write(move |conn| tokens::revoke(conn, id, TokenOwner::Account(bo.id), Some(bo.id), now))
        .await;
    assert_eq!(code(not_hers), "not_found");
    app.core
        .db
        .write(move |conn| tokens::revoke(conn, id, TokenOwner::Account(ana.id), Some(ana.id), now))
        .await
        .expect("revoked");
    assert!(app.token(&token).await.is_none());

    let member = app.core.db.read(move |conn| find(conn, ana.id)).await.expect("there");
    let short = app.makes_token(&member, &[Scope::Read]).await;
    app.wait(86_400);
    assert!(app.token(&short).await.is_none());
}

#[tokio::test]
async fn expired_rows_are_deleted() {
    let app = TestApp::open();
    app.has(ADDRESS, Role::Author).await;
    app.signs_in(ADDRESS, PASSWORD).await.expect("signed in");
    assert_eq!(code(app.signs_in(ADDRESS, "wrong wrong").await), "credentials");
    app.wait(86_400 * 40);
    let now = app.now();
    assert_eq!(app.core.db.write(move |conn| remove_expired(conn, now)).await.expect("tidied"), 4);
}

#[tokio::test]
async fn a_scope_includes_the_lesser_ones_as_far_as_the_role_reaches() {
    let app = TestApp::open();
    let root = app.has("root@example.org", Role::Admin).await;
    let ana = app.has(ADDRESS, Role::Author).await;
    let holds = async |owner: &Member, scope| {
        let token = app.makes_token(owner, &[scope]).await;
        app.token(&token).await.expect("good").scopes().to_string()
    };
    assert_eq!(holds(&root, Scope::Admin).await, "read moderate publish admin");
    assert_eq!(holds(&root, Scope::Publish).await, "read moderate publish");
    assert_eq!(holds(&root, Scope::Moderate).await, "read moderate");
    assert_eq!(holds(&root, Scope::Read).await, "read");
    assert_eq!(holds(&ana, Scope::Admin).await, "read publish");
    assert_eq!(holds(&ana, Scope::Moderate).await, "read");
}
