//! `rejoinder user`: the accounts of the staff.

use super::{password, staff};
use crate::accounts::model::Role;
use crate::accounts::password_rules::{self, PasswordOwner};
use crate::accounts::records::Member;
use crate::accounts::{self, Access, Change};
use crate::app::App;
use crate::config::Config;
use crate::error::{FieldError, Result};

/// The names of the roles, as in the API.
const ROLES: [&str; 4] = ["admin", "editor", "moderator", "author"];

/// Arguments of `user`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add an account
    #[command(after_long_help = "\
A password has 12 to 128 characters. Without --password-stdin it is prompted for at the terminal.

Examples:
  rejoinder user add --email bo@example.org --name Bo --role moderator
  pass show bo | rejoinder user add --email bo@example.org --name Bo --role author --password-stdin")]
    Add {
        /// The e-mail address, used to sign in
        #[arg(long)]
        email: String,
        /// The name that colleagues see, and readers if it is an author
        #[arg(long)]
        name: String,
        /// What the account may do
        #[arg(long, value_parser = ROLES)]
        role: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all accounts
    #[command(after_long_help = "Examples:\n  rejoinder user list\n  rejoinder user list --json")]
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Disable an account, and end its sessions and tokens
    #[command(after_long_help = "Examples:\n  rejoinder user disable --email bo@example.org")]
    Disable {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Let a disabled account sign in again
    #[command(after_long_help = "Examples:\n  rejoinder user enable --email bo@example.org")]
    Enable {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Change what an account may do
    #[command(
        after_long_help = "Examples:\n  rejoinder user role --email bo@example.org --role editor"
    )]
    Role {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
        /// What it may do from now on
        #[arg(long, value_parser = ROLES)]
        role: String,
    },
    /// Set a new password and end the account's sessions
    #[command(after_long_help = "\
A password has 12 to 128 characters. Without --password-stdin it is prompted for at the terminal.

Examples:
  rejoinder user password --email bo@example.org
  pass show bo | rejoinder user password --email bo@example.org --password-stdin")]
    Password {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Add { email, name, role, password_stdin } => {
            add(config, &email, &name, &role, password_stdin)
        }
        Command::List { json } => staff::with_site(config, async |app, _| list(app, json).await),
        Command::Disable { email } => {
            change(config, email, Change { access: Some(Access::Disabled), ..Change::default() })
        }
        Command::Enable { email } => {
            change(config, email, Change { access: Some(Access::Enabled), ..Change::default() })
        }
        Command::Role { email, role } => {
            change(config, email, Change { role: Role::parse(&role), ..Change::default() })
        }
        Command::Password { email, password_stdin } => set_password(config, email, password_stdin),
    }
}

fn add(config: Config, email: &str, name: &str, role: &str, password_stdin: bool) -> Result<()> {
    let password = password::read(password_stdin)?;
    let role = Role::parse(role).ok_or_else(|| FieldError::new("role", "unknown", "Choose a role"));
    let account = accounts::parse(&config.site.title, email, name, role, &password)?;
    staff::with_new_site(config, async move |app, now| {
        let hash = app.passwords.hash(password).await?;
        let row = accounts::prepare(&app.vault, &account, hash, now)?;
        let made = app.db.write(move |conn| accounts::add(conn, &row)).await?;
        super::print(&format!("Added {}, {}, as number {}", made.name, made.role, made.id))
    })
}

/// How many accounts are read with one query.
const AT_A_TIME: i64 = 100;

async fn list(app: &App, json: bool) -> Result<()> {
    let mut members: Vec<Member> = Vec::new();
    loop {
        let after = members.last().map_or(0, |last| last.id.0);
        let more = app.db.read(move |conn| accounts::list(conn, after, AT_A_TIME)).await?;
        if more.is_empty() {
            break;
        }
        members.extend(more);
    }
    let mut shown = Vec::with_capacity(members.len());
    for member in &members {
        let email = staff::address(app, member)?;
        let disabled = member.disabled_at.is_some();
        if json {
            shown.push(serde_json::json!({
                "id": member.id, "name": member.name, "role": member.role, "email": email.as_str(),
                "disabled": disabled, "created_at": member.created_at,
            }));
        } else {
            let note = if disabled { "  (disabled)" } else { "" };
            super::print(&format!(
                "{:>4}  {:<9}  {}  <{}>{note}",
                member.id,
                member.role,
                member.name,
                email.as_str()
            ))?;
        }
    }
    if json { super::print_json(&shown) } else { Ok(()) }
}

fn change(config: Config, email: String, change: Change) -> Result<()> {
    staff::with_site(config, async move |app, now| {
        let member = staff::of_address(app, &email).await?;
        let after =
            app.db.write(move |conn| accounts::change(conn, member.id, &change, None, now)).await?;
        let access = if after.disabled_at.is_some() { "may not sign in" } else { "may sign in" };
        super::print(&format!("{} is {} and {access}", after.name, after.role))
    })
}

fn set_password(config: Config, email: String, password_stdin: bool) -> Result<()> {
    let password = password::read(password_stdin)?;
    staff::with_site(config, async move |app, now| {
        let member = staff::of_address(app, &email).await?;
        let about =
            PasswordOwner { site: &app.settings().site.title, name: &member.name, email: &email };
        password_rules::check(&password, "password", about)?;
        let hash = app.passwords.hash(password).await?;
        app.db.write(move |conn| accounts::reset_password(conn, member.id, &hash, now)).await?;
        super::print(&format!(
            "{} has a new password and is signed out everywhere; API tokens remain valid (rejoinder token list)",
            member.name
        ))
    })
}
