//! Signing in and out, and sessions.
//!
//! Neither the response nor its time reveals whether an address has an account: for an address
//! without one, the password is verified against the hash of another account (always the same one),
//! the result is discarded, and the failure is counted in the same way. Every attempt is counted
//! *before* its password is verified, and the count is reversed if the password was right, so a
//! hundred attempts at once count as a hundred.

use std::net::IpAddr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::accounts::log;
use crate::accounts::model::{Credential, Role, Staff};
use crate::accounts::records::{Member, Session};
use crate::accounts::store::sessions::NewSession;
use crate::accounts::store::{self, attempts, sessions};
use crate::accounts::throttle::{self, Throttle};
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::{DAY, Time};
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, SessionId};
use crate::passwords::{Line, Verdict};
use crate::vault::{self, Vault};

/// The resolution of "last seen" and "last used": storing every request would turn every read into
/// a write.
pub const SEEN_EVERY: Duration = Duration::from_secs(60);
/// Counts of wrong passwords older than this are deleted.
const ATTEMPTS_KEPT: Duration = DAY.saturating_mul(2);

/// The data that are stored about the browser of a request.
#[derive(Clone, Debug)]
pub struct Browser {
    /// A short name: "Firefox on Linux".
    pub label: String,
    /// Its network address; only a truncated prefix and a keyed hash are stored.
    pub address: IpAddr,
    /// The hash of its present session cookie.
    pub cookie_hash: Option<Vec<u8>>,
}

/// Verifies the password and creates a session. Returns the secret for the cookie and the role of
/// the account. The previous session of the browser ends.
///
/// # Errors
/// [`Error::Invalid`] in `email` or `password`; [`Error::Forbidden`] `credentials` if they do not
/// match; [`Error::TooFast`] after several of those.
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
        faults.push(FieldError::new("password", "required", Message::fault_your_password()));
    }
    let (Some(email), true) = (email, faults.is_empty()) else {
        return Err(Error::Invalid(faults));
    };

    let index = app.vault.index(&email.canonical());
    let attempt = Attempt::new(&app.vault, &index, browser.address, now);
    let verified = match check_password(app, attempt.clone(), index, password, now).await? {
        PasswordCheck::Right(verified) => verified,
        PasswordCheck::Wrong(account) => {
            log_failure(app, account, "sign_in", &browser, now).await?;
            return Err(wrong_credentials());
        }
    };

    let (secret, role) = (vault::secret()?, verified.account.role);
    let session = new_session(app, verified.account.id, &secret, &browser, now);
    app.db
        .write(move |conn| {
            attempt.forgive(conn)?;
            verified.confirm(conn)?;
            if let Some(hash) = &browser.cookie_hash {
                sessions::delete_by_hash(conn, hash)?;
            }
            begin(conn, &session, now)
        })
        .await?;
    Ok((secret, role))
}

/// Changes the password of an account on its owner's request: all sessions end, and the present
/// browser gets a new one.
///
/// # Errors
/// [`Error::Invalid`] in `current_password`, [`Error::TooFast`] after several wrong passwords.
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
    let verified = match check_password(app, attempt.clone(), index, current, now).await? {
        PasswordCheck::Right(verified) => verified,
        PasswordCheck::Wrong(account) => {
            log_failure(app, account, "password", &browser, now).await?;
            return Err(Error::invalid(
                "current_password",
                "credentials",
                Message::fault_current_password(),
            ));
        }
    };

    let secret = vault::secret()?;
    let session = new_session(app, id, &secret, &browser, now);
    app.db
        .write(move |conn| {
            attempt.forgive(conn)?;
            verified.confirm(conn)?;
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

/// Creates a session without a password, for the first admin after set-up.
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

/// Stores a session and logs the sign-in.
fn begin(conn: &mut Connection, session: &NewSession, now: Time) -> Result<SessionId> {
    let id = sessions::insert(conn, session)?;
    store::signed_in(conn, session.account_id, now)?;
    let detail =
        json!({ "session": id, "network": session.network_prefix, "browser": session.label });
    log(conn, Act::SignIn, Some(session.account_id), detail, now)?;
    Ok(id)
}

/// Logs a wrong password and the account, if there is one. Both cases take the same time.
async fn log_failure(
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

/// The session of a cookie and its account.
pub fn find(
    conn: &mut Connection,
    cookie_hash: &[u8],
    now: Time,
) -> Result<Option<(Staff, Session)>> {
    let found = sessions::by_hash(conn, cookie_hash, now)?;
    Ok(found.map(|(session, account)| {
        let language = account.language();
        let Member { id, name, role, .. } = account;
        let credential = Credential::Session(session.id);
        (Staff { id, name, role, language, credential }, session)
    }))
}

/// Stores that a session was used, which extends it.
pub fn touch(conn: &mut Connection, id: SessionId, life: Duration, now: Time) -> Result<()> {
    sessions::touch(conn, id, now, now.plus(life))
}

/// Active sessions of an account with ids below `before`, newest first.
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
/// [`Error::NotFound`] if the account has no such session.
pub fn end(conn: &mut Connection, owner: AccountId, id: SessionId, now: Time) -> Result<()> {
    if !sessions::delete(conn, owner, id)? {
        return Err(Error::NotFound);
    }
    log(conn, Act::SignOut, Some(owner), json!({ "session": id }), now)
}

/// The page that a member sees first. The desk's first page is not for authors.
pub fn first_page(role: Role) -> &'static str {
    if role == Role::Author { "/desk/articles" } else { "/desk" }
}

/// How long a session is valid after it was last used.
pub fn session_life(app: &App) -> Duration {
    DAY * app.config.accounts.session_days
}

/// Deletes old counts of wrong passwords.
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

fn wrong_credentials() -> Error {
    Error::forbidden("credentials", Message::fault_credentials())
}

/// An account whose password was verified outside the transaction.
#[derive(Clone)]
struct VerifiedAccount {
    account: Member,
    /// A stronger hash of the same password, if the setting was raised.
    stronger_hash: Option<String>,
}

impl VerifiedAccount {
    /// Checks in the transaction that the account has not changed since, and stores the stronger
    /// hash.
    fn confirm(&self, conn: &mut Connection) -> Result<()> {
        let now = store::find_locked(conn, self.account.id)?
            .filter(|account| account.disabled_at.is_none());
        if now.is_none_or(|account| account.password_hash != self.account.password_hash) {
            return Err(wrong_credentials());
        }
        if let Some(stronger_hash) = &self.stronger_hash {
            store::replace_password(
                conn,
                self.account.id,
                &self.account.password_hash,
                stronger_hash,
            )?;
        }
        Ok(())
    }
}

/// The result of an attempt.
enum PasswordCheck {
    Right(Box<VerifiedAccount>),
    /// The account of the address, if there is one.
    Wrong(Option<AccountId>),
}

/// Counts the attempt, then verifies the password.
async fn check_password(
    app: &App,
    attempt: Attempt,
    index: Vec<u8>,
    password: SecretString,
    now: Time,
) -> Result<PasswordCheck> {
    let counted = attempt.clone();
    let wanted = index.clone();
    let (is_known, nearest) = app
        .db
        .write(move |conn| {
            let is_known = counted.count(conn, now)?;
            Ok((is_known, store::nearest(conn, &wanted)?))
        })
        .await?;
    let line = if is_known { Line::Known } else { Line::Open { group: attempt.group() } };
    let checked = verify_password(app, line, nearest, &index, password).await;
    if let Err(Error::Unavailable { .. }) = checked {
        // The password was not verified, so the attempt must not count.
        app.db.write(move |conn| attempt.uncount(conn)).await?;
    }
    checked
}

async fn verify_password(
    app: &App,
    line: Line,
    nearest: Option<Member>,
    index: &[u8],
    password: SecretString,
) -> Result<PasswordCheck> {
    let hash = match &nearest {
        Some(account) => account.password_hash.clone(),
        None => app.passwords.dummy_hash(line).await?,
    };
    let verdict = app.passwords.verify(line, password.clone(), hash).await?;
    let meant = nearest.filter(|account| account.email_index == index);
    let id = meant.as_ref().map(|account| account.id);
    let may = meant.filter(|account| account.disabled_at.is_none());
    let (Some(account), true) = (may, verdict != Verdict::Wrong) else {
        return Ok(PasswordCheck::Wrong(id));
    };
    let stronger_hash = match verdict {
        Verdict::RightNeedsRehash => Some(app.passwords.hash(password).await?),
        Verdict::Right | Verdict::Wrong => None,
    };
    Ok(PasswordCheck::Right(Box::new(VerifiedAccount { account, stronger_hash })))
}

/// The keys under which an attempt is counted: see [`throttle`].
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

    /// Counts the attempt, or refuses it during the delay after earlier ones. Attempts during the
    /// delay are not counted: otherwise a stranger could prolong it for ever.
    ///
    /// In a network where the account is signed in, only attempts at this account from this network
    /// count, so that its owner is not delayed by strangers elsewhere or by other people's
    /// mistakes. Returns whether this is such a network.
    fn count(&self, conn: &mut Connection, now: Time) -> Result<bool> {
        // The locks are always taken in this order, so that two attempts cannot deadlock.
        dialect::serialize_on(conn, &self.pair)?;
        let (failures, last) = attempts::find(conn, &self.pair)?.unwrap_or((0, now));
        let is_known =
            sessions::exists_in_network(conn, &self.email_index, &self.network_prefix, now)?;
        if is_known {
            refuse_during(Throttle::Pair.wait(failures, last, now))?;
        } else {
            dialect::serialize_on(conn, &self.account)?;
            let (of_account, at) = attempts::find(conn, &self.account)?.unwrap_or((0, now));
            let attacked = throttle::is_attack(of_account, at, now);
            let pair = if attacked { Throttle::PairUnderAttack } else { Throttle::Pair };
            refuse_during(pair.wait(failures, last, now))?;
            dialect::serialize_on(conn, &self.network)?;
            let (of_network, since) = attempts::find(conn, &self.network)?.unwrap_or((0, now));
            refuse_during(Throttle::Network.wait(of_network, since, now))?;
            attempts::set(conn, &self.account, throttle::decayed(of_account, at, now) + 1, now)?;
            attempts::set(conn, &self.network, throttle::decayed(of_network, since, now) + 1, now)?;
        }
        attempts::set(conn, &self.pair, throttle::decayed(failures, last, now) + 1, now)?;
        Ok(is_known)
    }

    /// A number for the address, the same whether it has an account or not.
    fn group(&self) -> u64 {
        self.account.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// Resets the count of this account from this network after the right password. The counts of
    /// others are kept.
    fn forgive(&self, conn: &mut Connection) -> Result<()> {
        self.uncount(conn)?;
        attempts::clear(conn, &self.pair)
    }

    /// Reverses the count of an attempt. For a known network the shared counts may lose one attempt
    /// of somebody else, which makes no difference among many.
    fn uncount(&self, conn: &mut Connection) -> Result<()> {
        attempts::decrement(conn, &self.pair)?;
        attempts::decrement(conn, &self.account)?;
        attempts::decrement(conn, &self.network)
    }
}

fn refuse_during(wait: Option<Duration>) -> Result<()> {
    match wait {
        Some(retry_after) => Err(Error::TooFast { retry_after }),
        None => Ok(()),
    }
}
