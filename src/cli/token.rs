//! `rejoinder token`: API tokens.

use super::staff;
use crate::accounts::model::{NewToken, Scopes, UNNAMED_TOKEN};
use crate::accounts::records::Token;
use crate::accounts::tokens::{self, TokenOwner};
use crate::app::App;
use crate::clock::Time;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ids::TokenId;

/// Arguments of `token`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Create a token and show it; it cannot be shown again
    #[command(after_long_help = "\
A token has the rights of its scopes, but never more than its user. Only a hash of it is stored.

Examples:
  rejoinder token create --user ana@example.org --scope moderate
  rejoinder token create --user ana@example.org --scope read,publish --expires-days 7 --json")]
    Create {
        /// The e-mail address of the account that it belongs to
        #[arg(long, value_name = "EMAIL")]
        user: String,
        /// Its scopes: read, moderate, publish, admin; may be repeated, or separated by commas
        #[arg(long, required = true, value_delimiter = ',')]
        scope: Vec<String>,
        /// Its name in lists
        #[arg(long, default_value = UNNAMED_TOKEN)]
        name: String,
        /// Days until it expires
        #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=365))]
        expires_days: u32,
        /// Print a JSON object with "token"
        #[arg(long)]
        json: bool,
    },
    /// List the tokens that have not been revoked; the tokens themselves cannot be shown again
    #[command(
        after_long_help = "Examples:\n  rejoinder token list\n  rejoinder token list --user ana@example.org --json"
    )]
    List {
        /// Only those of the account with this e-mail address
        #[arg(long, value_name = "EMAIL")]
        user: Option<String>,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// End a token at once
    #[command(after_long_help = "Examples:\n  rejoinder token revoke 7")]
    Revoke {
        /// The number that `token list` shows
        id: i64,
    },
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    staff::with_site(config, async move |app, now| match args.command {
        Command::Create { user, scope, name, expires_days, json } => {
            create(app, &user, &scope, &name, expires_days, json, now).await
        }
        Command::List { user, json } => list(app, user.as_deref(), json).await,
        Command::Revoke { id } => {
            let id = TokenId(id);
            app.db
                .write(move |conn| tokens::revoke(conn, id, TokenOwner::Anyone, None, now))
                .await
                .map_err(|error| match error {
                    Error::NotFound => Error::invalid(
                        "id",
                        "unknown",
                        "There is no such token, or it was revoked already",
                    ),
                    other => other,
                })?;
            super::print(&format!("Revoked token {id}"))
        }
    })
}

async fn create(
    app: &App,
    user: &str,
    scopes: &[String],
    name: &str,
    days: u32,
    json: bool,
    now: Time,
) -> Result<()> {
    let member = staff::of_address(app, user).await?;
    if member.disabled_at.is_some() {
        return Err(Error::invalid(
            "user",
            "disabled",
            "Enable the account first; a token of a disabled account has no effect",
        ));
    }
    let fields = ["name", "scope", "expires-days"];
    let new = NewToken::parse(name, scopes, Some(days), member.role.scopes(), fields, now)?;
    let secret = tokens::secret()?;
    let stored = secret.clone();
    let made = app
        .db
        .write(move |conn| tokens::create_by(conn, member.id, None, &new, &stored, now))
        .await?;
    if json {
        super::print_json(&serde_json::json!({
            "token": secret, "id": made.id, "user_id": made.account_id, "name": made.label,
            "scopes": Scopes::parse(&made.scopes).iter().collect::<Vec<_>>(), "expires_at": made.expires_at,
        }))
    } else {
        super::print(&secret)
    }
}

/// How many tokens are read with one query.
const AT_A_TIME: i64 = 100;

async fn list(app: &App, user: Option<&str>, json: bool) -> Result<()> {
    let owner = match user {
        Some(user) => TokenOwner::Account(staff::of_address(app, user).await?.id),
        None => TokenOwner::Anyone,
    };
    let mut all: Vec<Token> = Vec::new();
    loop {
        let before = all.last().map_or(i64::MAX, |last| last.id.0);
        let more = app.db.read(move |conn| tokens::list(conn, owner, before, AT_A_TIME)).await?;
        if more.is_empty() {
            break;
        }
        all.extend(more);
    }
    if json {
        let shown =
            all.into_iter().map(crate::accounts::web::tokens::Token::from).collect::<Vec<_>>();
        return super::print_json(&shown);
    }
    for token in all {
        let (id, owner, ends) = (token.id, token.account_id, token.expires_at);
        super::print(&format!(
            "{id:>4}  user {owner}  …{}  {}  expires {ends}  {}",
            token.hint, token.scopes, token.label
        ))?;
    }
    Ok(())
}
