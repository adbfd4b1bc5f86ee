//! Signing in and out, and the sessions that come of it.
//!
//! Whether an address has an account cannot be learned here, neither from the answer nor from its
//! time: an address without one is checked against the hash of some account that exists (always the
//! same one), the result is thrown away, and the failure is counted alike. Every try is counted
//! *before* its password is looked at and taken back if it was right, so a hundred tries at once
//! are a hundred tries.

use std::net::IpAddr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::accounts::log;
use crate::accounts::model::{Proof, Role, Staff};
use crate::accounts::records::{Member, Session};
use crate::accounts::store::sessions::NewSession;
use crate::accounts::store::{self, attempts, sessions};
use crate::accounts::waits::{self, Counted};
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::ids::{AccountId, SessionId};
use crate::passwords::Verdict;
use crate::vault::{self, Vault};

/// How exact "last seen" and "last used" are: noting every request would make every read a write.
pub const SEEN_EVERY: Duration = Duration::from_secs(60);
/// Wrong passwords older than this are forgotten altogether.
const ATTEMPTS_KEPT: Duration = Duration::from_secs(86_400 * 2);

/// The browser that asks, as far as it is kept.
#[derive(Clone, Debug)]
pub struct Browser {
    /// What it calls itself, in a few words: "Firefox on Linux".
    pub label: String,
    /// Where it is; kept as a truncated prefix and a keyed hash only.
    pub address: IpAddr,
    /// The hash of the session cookie it already has.
    pub cookie_hash: Option<Vec<u8>>,
}

/// Begins a session for whoever knows the password, and returns the secret for the cookie and whose
/// it is. A session that the browser had before ends.
///
/// # Errors
/// [`Error::Invalid`] in `email` or `password`; [`Error::Forbidden`] `credentials` for a pair that
/// does not fit; [`Error::TooFast`] after several of those.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: SecretString,
    browser: Browser,
    now: Time,
) -> Result<(String, Role)> {
    let mut faults = Vec::new();
    let email = EmailAddress::parse(email).map_err(|fault| faults.push(fault.of("email"))).ok();
    if password.expose_secret().is_empty() {
        faults.push(FieldError::new("password", "required", "Enter your password"));
    }
    let (Some(email), true) = (email, faults.is_empty()) else {
        return Err(Error::Invalid(faults));
    };

    let index = app.vault.index(&email.canonical());
    let attempt = Attempt::new(&app.vault, &index, browser.address, now);
    let known = match try_password(app, attempt.clone(), index, password, now).await? {
        Tried::Right(known) => known,
        Tried::Wrong(account) => {
            failed(app, account, "sign_in", &browser, now).await?;
            return Err(wrong());
        }
    };

    let (secret, role) = (vault::secret()?, known.account.role);
    let session = new_session(app, known.account.id, &secret, &browser, now);
    app.db
        .write(move |conn| {
            attempt.forgive(conn)?;
            known.keep(conn)?;
            if let Some(hash) = &browser.cookie_hash {
                sessions::delete_by_hash(conn, hash)?;
            }
            begin(conn, &session, now)
        })
        .await?;
    Ok((secret, role))
}

/// Changes one's own password: all sessions end, and the one that asks gets a new secret.
///
/// # Errors
/// [`Error::Invalid`] in `current_password`, [`Error::TooFast`] after several wrong ones.
pub async fn change_password(
    app: &App,
    id: AccountId,
    current: SecretString,
    new_hash: String,
    browser: Browser,
    now: Time,
) -> Result<String> {
    let account =
        app.db.read(move |conn| store::find(conn, id)).await?.ok_or(Error::Unauthenticated)?;
    let index = account.email_index;
    let attempt = Attempt::new(&app.vault, &index, browser.address, now);
    let known = match try_password(app, attempt.clone(), index, current, now).await? {
        Tried::Right(known) => known,
        Tried::Wrong(account) => {
            failed(app, account, "password", &browser, now).await?;
            return Err(Error::invalid(
                "current_password",
                "credentials",
                "Enter the password you have now",
            ));
        }
    };

    let secret = vault::secret()?;
    let session = new_session(app, id, &secret, &browser, now);
    app.db
        .write(move |conn| {
            attempt.forgive(conn)?;
            known.keep(conn)?;
            store::set_password(conn, id, &new_hash)?;
            sessions::delete_all(conn, id)?;
            log(
                conn,
                Act::Password,
                Some(id),
                json!({ "account": id, "network": session.network_prefix }),
                now,
            )?;
            sessions::insert(conn, &session)
        })
        .await?;
    Ok(secret)
}

/// Begins a session without a password, for the admin who was just made.
pub async fn begin_session(
    app: &App,
    id: AccountId,
    browser: Browser,
    now: Time,
) -> Result<String> {
    let secret = vault::secret()?;
    let session = new_session(app, id, &secret, &browser, now);
    app.db.write(move |conn| begin(conn, &session, now)).await?;
    Ok(secret)
}

/// Stores a session and that it was begun.
fn begin(conn: &mut Connection, session: &NewSession, now: Time) -> Result<SessionId> {
    let id = sessions::insert(conn, session)?;
    let detail =
        json!({ "session": id, "network": session.network_prefix, "browser": session.label });
    log(conn, Act::SignIn, Some(session.account_id), detail, now)?;
    Ok(id)
}

/// Stores that a password was wrong, and for which account; none where the address has no account.
/// Both take as long.
async fn failed(
    app: &App,
    account: Option<AccountId>,
    place: &'static str,
    browser: &Browser,
    now: Time,
) -> Result<()> {
    let network = vault::network_prefix(browser.address);
    let detail =
        json!({ "account": account, "at": place, "network": network, "browser": browser.label });
    app.db.write(move |conn| log(conn, Act::SignInFailed, None, detail.clone(), now)).await
}

/// Whose session a cookie is, and the session itself.
pub fn find(
    conn: &mut Connection,
    cookie_hash: &[u8],
    now: Time,
) -> Result<Option<(Staff, Session)>> {
    let found = sessions::by_hash(conn, cookie_hash, now)?;
    Ok(found.map(|(session, account)| {
        let Member { id, name, role, .. } = account;
        (Staff { id, name, role, proof: Proof::Session(session.id) }, session)
    }))
}

/// Notes that a session was used, which puts off its end.
pub fn seen(conn: &mut Connection, id: SessionId, life: Duration, now: Time) -> Result<()> {
    sessions::touch(conn, id, now, now.plus(life))
}

/// Sessions of an account that have not ended, with numbers below `before`, the newest first.
pub fn list(
    conn: &mut Connection,
    owner: AccountId,
    before: i64,
    limit: i64,
    now: Time,
) -> Result<Vec<Session>> {
    sessions::list(conn, owner, before, limit, now)
}

/// Ends one session of an account.
///
/// # Errors
/// [`Error::NotFound`] if it has none of that number.
pub fn end(conn: &mut Connection, owner: AccountId, id: SessionId, now: Time) -> Result<()> {
    if !sessions::delete(conn, owner, id)? {
        return Err(Error::NotFound);
    }
    log(conn, Act::SignOut, Some(owner), json!({ "session": id }), now)
}

/// How long a session lives after it was last used.
pub fn session_life(app: &App) -> Duration {
    Duration::from_secs(u64::from(app.config.accounts.session_days) * 86_400)
}

/// Removes wrong passwords of long ago.
pub(super) fn forget_attempts(conn: &mut Connection, now: Time) -> Result<usize> {
    attempts::clear_before(conn, now.minus(ATTEMPTS_KEPT))
}

fn new_session(
    app: &App,
    account_id: AccountId,
    secret: &str,
    browser: &Browser,
    now: Time,
) -> NewSession {
    NewSession {
        account_id,
        token_hash: vault::hash(secret),
        label: browser.label.clone(),
        network_prefix: vault::network_prefix(browser.address),
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus(session_life(app)),
    }
}

fn wrong() -> Error {
    Error::forbidden(
        "credentials",
        "Email and password do not belong together. Check both and try again.",
    )
}

/// An account whose password was right when it was looked at.
#[derive(Clone)]
struct Known {
    account: Member,
    /// A dearer hash of the same password, where the setting was raised.
    dearer: Option<String>,
}

impl Known {
    /// Makes sure, in the transaction that trusts it, that nothing has changed since; and keeps the
    /// dearer hash.
    fn keep(&self, conn: &mut Connection) -> Result<()> {
        let now = store::find_alone(conn, self.account.id)?
            .filter(|account| account.disabled_at.is_none());
        if now.is_none_or(|account| account.password_hash != self.account.password_hash) {
            return Err(wrong());
        }
        if let Some(dearer) = &self.dearer {
            store::replace_password(conn, self.account.id, &self.account.password_hash, dearer)?;
        }
        Ok(())
    }
}

/// What came of a try.
enum Tried {
    Right(Known),
    /// The account that was meant, if there is one.
    Wrong(Option<AccountId>),
}

/// Counts the try, then looks at the password.
async fn try_password(
    app: &App,
    attempt: Attempt,
    index: Vec<u8>,
    password: SecretString,
    now: Time,
) -> Result<Tried> {
    let counted = attempt.clone();
    let wanted = index.clone();
    let nearest = app
        .db
        .write(move |conn| {
            counted.count(conn, now)?;
            store::nearest(conn, &wanted)
        })
        .await?;
    let looked = look(app, nearest, &index, password).await;
    if let Err(Error::Unavailable { .. }) = looked {
        // Nobody looked at the password, so nothing was learned and nothing is to be counted.
        app.db.write(move |conn| attempt.take_back(conn)).await?;
    }
    looked
}

async fn look(
    app: &App,
    nearest: Option<Member>,
    index: &[u8],
    password: SecretString,
) -> Result<Tried> {
    let hash = match &nearest {
        Some(account) => account.password_hash.clone(),
        None => app.passwords.dummy_hash().await?,
    };
    let verdict = app.passwords.verify(password.clone(), hash).await?;
    let meant = nearest.filter(|account| account.email_index == index);
    let id = meant.as_ref().map(|account| account.id);
    let may = meant.filter(|account| account.disabled_at.is_none());
    let (Some(account), true) = (may, verdict != Verdict::Wrong) else {
        return Ok(Tried::Wrong(id));
    };
    let dearer = match verdict {
        Verdict::RightNeedsRehash => Some(app.passwords.hash(password).await?),
        Verdict::Right | Verdict::Wrong => None,
    };
    Ok(Tried::Right(Known { account, dearer }))
}

/// What one try is counted against: see [`waits`].
#[derive(Clone)]
struct Attempt {
    email_index: Vec<u8>,
    network_prefix: String,
    pair: Vec<u8>,
    account: Vec<u8>,
    network: Vec<u8>,
}

impl Attempt {
    fn new(vault: &Vault, email_index: &[u8], address: IpAddr, now: Time) -> Attempt {
        let network = vault.network_hash(address, now);
        Attempt {
            email_index: email_index.to_vec(),
            network_prefix: vault::network_prefix(address),
            pair: vault.sign("login pair", &[email_index, &network]).to_vec(),
            account: vault.sign("login account", &[email_index]).to_vec(),
            network: vault.sign("login network", &[&network]).to_vec(),
        }
    }

    /// Counts one more, unless the wait after the last ones is not over. Tries during the wait are
    /// not counted: otherwise a stranger could keep it from ever ending.
    ///
    /// From a network where the account is signed in, only the tries at this account from there
    /// count: what strangers do elsewhere, or at other accounts, is none of its owner's.
    fn count(&self, conn: &mut Connection, now: Time) -> Result<()> {
        // Always in this order, so that two tries never wait for each other.
        dialect::serialize_on(conn, &self.pair)?;
        let (failures, last) = attempts::find(conn, &self.pair)?.unwrap_or((0, now));
        let is_known =
            sessions::exists_in_network(conn, &self.email_index, &self.network_prefix, now)?;
        if is_known {
            refuse_during(Counted::Pair.wait(failures, last, now))?;
        } else {
            dialect::serialize_on(conn, &self.account)?;
            let (of_account, at) = attempts::find(conn, &self.account)?.unwrap_or((0, now));
            let attacked = waits::is_attack(of_account, at, now);
            let pair = if attacked { Counted::PairUnderAttack } else { Counted::Pair };
            refuse_during(pair.wait(failures, last, now))?;
            dialect::serialize_on(conn, &self.network)?;
            let (of_network, since) = attempts::find(conn, &self.network)?.unwrap_or((0, now));
            refuse_during(Counted::Network.wait(of_network, since, now))?;
            attempts::set(conn, &self.account, waits::remembered(of_account, at, now) + 1, now)?;
            attempts::set(conn, &self.network, waits::remembered(of_network, since, now) + 1, now)?;
        }
        attempts::set(conn, &self.pair, waits::remembered(failures, last, now) + 1, now)
    }

    /// The password was right: this network starts afresh with the account, and what others did
    /// stays counted.
    fn forgive(&self, conn: &mut Connection) -> Result<()> {
        self.take_back(conn)?;
        attempts::clear(conn, &self.pair)
    }

    /// Takes the try back where it says nothing. The shared counts may lose one that was not this
    /// try's, if it came from a known network: one less of many changes nothing.
    fn take_back(&self, conn: &mut Connection) -> Result<()> {
        attempts::take_back(conn, &self.pair)?;
        attempts::take_back(conn, &self.account)?;
        attempts::take_back(conn, &self.network)
    }
}

fn refuse_during(wait: Option<Duration>) -> Result<()> {
    match wait {
        Some(retry_after) => Err(Error::TooFast { retry_after }),
        None => Ok(()),
    }
}
