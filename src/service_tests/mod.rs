//! Requests to the whole route table, without a network: what slices promise over HTTP.

/// The whole route table of an installation. A macro, because the service's type has no name.
macro_rules! service {
    ($site:expr) => {{
        let shared = $crate::server::Shared::of($site.app.clone());
        init_service($crate::server::application(shared, $crate::routes::configure)).await
    }};
}

mod accounts;
mod articles;
mod moderation;

use std::time::Duration;

use actix_web::web::Data;

use crate::accounts::model::{Name, NewAccount, NewToken, Role, Scope};
use crate::accounts::records::Member;
use crate::accounts::{add, prepare, tokens};
use crate::address::EmailAddress;
use crate::app::App;
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::ids::AccountId;

/// An installation, in a folder that goes with it. Its clock stands still at noon.
struct TestApp {
    app: Data<App>,
    _folder: tempfile::TempDir,
}

impl TestApp {
    /// Opens one with these settings, in TOML.
    fn open(settings: &str) -> TestApp {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("[data]\nfolder = '{}'\n{settings}", folder.path().display());
        let config = Config::from_toml(&text).expect("a good configuration");
        let noon = Time::parse("2026-11-22T12:00:00Z").expect("an instant");
        let app = App::open(config, Clock::fixed(noon)).expect("opened");
        TestApp { app: Data::new(app), _folder: folder }
    }

    async fn add_member(
        &self,
        email: &str,
        name: &str,
        role: Role,
        password_hash: String,
    ) -> Member {
        let email = EmailAddress::parse(email).expect("an address");
        let account = NewAccount { email, name: Name::parse(name).expect("a name"), role };
        let now = self.app.clock.now();
        let row = prepare(&self.app.vault, &account, password_hash, now).expect("prepared");
        self.app.db.write(move |conn| add(conn, &row)).await.expect("added")
    }

    async fn create_token(&self, owner: AccountId, scopes: &[Scope]) -> String {
        let secret = tokens::secret().expect("a secret");
        let now = self.app.clock.now();
        let new = NewToken {
            name: "test".into(),
            scopes: scopes.iter().copied().collect(),
            expires_at: now.plus(Duration::from_secs(86_400)),
        };
        let stored = secret.clone();
        let made = self.app.db.write(move |conn| tokens::create(conn, owner, &new, &stored, now));
        made.await.expect("made");
        secret
    }

    /// A member of the staff, who has no password, with a token.
    async fn add_staff(&self, name: &str, role: Role, scope: Scope) -> (AccountId, String) {
        let email = format!("{}@news.example", name.to_lowercase());
        let id = self.add_member(&email, name, role, String::new()).await.id;
        (id, self.create_token(id, &[scope]).await)
    }
}
