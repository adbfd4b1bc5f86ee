//! The parts that all pages of the desk share: the head with the navigation, tabs, and the notice about
//! the last action.

use std::borrow::Cow;

use actix_web::HttpRequest;

use crate::accounts::model::Role;
use crate::accounts::web::csrf;
use crate::accounts::{self, model};
use crate::app::App;
use crate::articles;
use crate::error::Result;
use crate::i18n::{Message, Words};
use crate::mail::health;
use crate::moderation;
use crate::reviews;
use crate::reviews::model::Kind;

/// The head of a page for `staff`: short queries for the counts in the menu and for the addresses
/// that the mail server refuses.
pub async fn head(
    app: &App,
    request: &HttpRequest,
    staff: &model::Staff,
    here: NavEntry,
) -> Result<Staff> {
    let role = staff.role;
    let (waiting, reviews, submitted, refused, relay) = app
        .db
        .read_without_transaction(move |conn| {
            let reviews =
                if role >= Role::Moderator { reviews::open_by_kind(conn)? } else { [0; 3] };
            let submitted = if role >= Role::Editor { articles::submitted(conn)? } else { 0 };
            let relay = if role >= Role::Admin { health::fault(conn)? } else { None };
            let refused = accounts::refused_mail(conn)?;
            Ok((moderation::waiting(conn)?, reviews, submitted, refused, relay))
        })
        .await?;
    let refused = refused
        .into_iter()
        .filter(|(id, _)| *id == staff.id || staff.role == Role::Admin)
        .map(|(id, name)| RefusedMail { account: id.0, name: (id != staff.id).then_some(name) })
        .collect();
    let csrf = csrf::of(app, request);
    let name = staff.name.clone();
    let relay = relay.map(|fault| fault.cause().message());
    Ok(Staff { name, role, csrf, waiting, reviews, submitted, refused, relay, here })
}

/// The signed-in member and the present page, for the head of every page.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The name in the corner.
    pub name: String,
    /// The role, which decides what the menu has.
    pub role: Role,
    /// The session's CSRF token, hidden in every form.
    pub csrf: String,
    /// The number of pending comments.
    pub waiting: i64,
    /// The numbers of open reviews by `reviews::model::Kind::ALL`; zero for those who see none.
    pub reviews: [i64; 3],
    /// The number of articles that wait for an editor; zero for those who cannot publish.
    pub submitted: i64,
    /// Refused addresses that concern them: their own, and for admins everybody's.
    pub refused: Vec<RefusedMail>,
    /// Why no mail can be sent, for admins.
    pub relay: Option<Message>,
    /// The entry of the navigation for the present page.
    pub here: NavEntry,
}

impl Staff {
    /// Whether the member decides about comments.
    pub fn moderates(&self) -> bool {
        self.role >= Role::Moderator
    }

    /// Whether the member decides about articles.
    pub fn edits(&self) -> bool {
        self.role >= Role::Editor
    }

    /// The role as a word.
    pub fn role_name<'a>(&self, words: &'a Words) -> Cow<'a, str> {
        match self.role {
            Role::Author => words.role_author(),
            Role::Moderator => words.role_moderator(),
            Role::Editor => words.role_editor(),
            Role::Admin => words.role_admin(),
        }
    }

    /// The menu in groups, with what the role may open. The count of an entry comes with the name by
    /// which the script updates it.
    pub fn menu<'a>(&self, words: &'a Words) -> Vec<MenuGroup<'a>> {
        use NavEntry::{
            Appeals, Articles, Bans, Comments, Dashboard, Edits, Filter, Flags, Front, Imports,
            Log, Mails, Media, Mentions, Pages, People, Policies, Rules, Sections, Settings, Tags,
        };
        let [flags, appeals, edits] = self.reviews;
        let counted = |key: &'static str, count: i64| Some((key, count));
        let plain = |entry: NavEntry| entry.link(words, None);
        let mut comments = Vec::new();
        let mut publishing =
            vec![Articles.link(words, counted("submitted", self.submitted)), plain(Media)];
        let mut screening = Vec::new();
        if self.moderates() {
            comments = vec![
                Comments.link(words, counted("waiting", self.waiting)),
                Flags.link(words, counted("flags", flags)),
                Appeals.link(words, counted("appeals", appeals)),
                Edits.link(words, counted("edits", edits)),
                plain(Dashboard),
            ];
            publishing.push(plain(Sections));
        }
        if self.edits() {
            publishing.extend([plain(Tags), plain(Pages), plain(Front), plain(Mentions)]);
            screening.extend([plain(Rules), plain(Policies), plain(Filter)]);
        }
        if self.moderates() {
            screening.push(plain(Bans));
        }
        let administration = match self.role {
            Role::Admin => {
                vec![plain(People), plain(Log), plain(Mails), plain(Imports), plain(Settings)]
            }
            Role::Editor => vec![plain(Log)],
            Role::Moderator | Role::Author => Vec::new(),
        };
        let groups = [
            (words.comments(), comments),
            (words.nav_publishing(), publishing),
            (words.nav_screening(), screening),
            (words.nav_administration(), administration),
        ];
        groups
            .into_iter()
            .filter(|(_, entries)| !entries.is_empty())
            .map(|(label, entries)| MenuGroup { label, entries })
            .collect()
    }
}

/// A part of the menu.
#[derive(Clone, Debug)]
pub struct MenuGroup<'a> {
    /// Its heading.
    pub label: Cow<'a, str>,
    /// Its pages.
    pub entries: Vec<MenuEntry<'a>>,
}

/// A page in the menu.
#[derive(Clone, Debug)]
pub struct MenuEntry<'a> {
    /// The page.
    pub entry: NavEntry,
    /// The link's text.
    pub label: Cow<'a, str>,
    /// Its address.
    pub href: &'static str,
    /// The path of its icon, in a square of 16.
    pub icon: &'static str,
    /// The name of its count and how many items wait there.
    pub count: Option<(&'static str, i64)>,
}

/// A member of the staff whose address the mail server refuses.
#[derive(Clone, Debug)]
pub struct RefusedMail {
    /// The account's number.
    pub account: i64,
    /// The name; none for oneself.
    pub name: Option<String>,
}

/// The entries of the desk's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavEntry {
    /// `/desk`
    Comments,
    /// `/desk/reviews?kind=flags`
    Flags,
    /// `/desk/reviews?kind=appeals`
    Appeals,
    /// `/desk/reviews?kind=edits`
    Edits,
    /// `/desk/dashboard`
    Dashboard,
    /// `/desk/articles`
    Articles,
    /// `/desk/media`
    Media,
    /// `/desk/sections`
    Sections,
    /// `/desk/tags`, with the tree of sections; for editors.
    Tags,
    /// `/desk/pages`; for editors.
    Pages,
    /// `/desk/front`; for editors.
    Front,
    /// `/desk/mentions`; for editors.
    Mentions,
    /// `/desk/rules`; for editors.
    Rules,
    /// `/desk/policies`; for editors.
    Policies,
    /// `/desk/rules/filter`; for editors.
    Filter,
    /// `/desk/bans`
    Bans,
    /// `/desk/people`; for admins.
    People,
    /// `/desk/log`; for editors.
    Log,
    /// `/desk/mail`; for admins.
    Mails,
    /// `/desk/imports`; for admins.
    Imports,
    /// `/desk/settings`; for admins.
    Settings,
    /// `/desk/account`, which stands apart from the groups.
    Account,
    /// None of them.
    Elsewhere,
}

impl NavEntry {
    /// The list of open reviews of this kind.
    pub fn of_reviews(kind: Kind) -> NavEntry {
        match kind {
            Kind::Flags => NavEntry::Flags,
            Kind::Appeal => NavEntry::Appeals,
            Kind::Revision => NavEntry::Edits,
        }
    }

    fn link<'a>(self, words: &'a Words, count: Option<(&'static str, i64)>) -> MenuEntry<'a> {
        let label = match self {
            NavEntry::Comments => words.nav_queue(),
            NavEntry::Flags => words.nav_flags(),
            NavEntry::Appeals => words.nav_appeals(),
            NavEntry::Edits => words.nav_edits(),
            NavEntry::Dashboard | NavEntry::Elsewhere => words.nav_dashboard(),
            NavEntry::Articles => words.nav_articles(),
            NavEntry::Media => words.nav_media(),
            NavEntry::Sections => words.nav_sections(),
            NavEntry::Tags => words.nav_tags(),
            NavEntry::Pages => words.nav_pages(),
            NavEntry::Front => words.nav_front(),
            NavEntry::Mentions => words.mentions_heading(),
            NavEntry::Rules => words.nav_rules(),
            NavEntry::Policies => words.nav_policies(),
            NavEntry::Filter => words.nav_filter(),
            NavEntry::Bans => words.nav_bans(),
            NavEntry::People => words.people_heading(),
            NavEntry::Log => words.log_heading(),
            NavEntry::Mails => words.mails_heading(),
            NavEntry::Imports => words.imports_heading(),
            NavEntry::Settings => words.settings_heading(),
            NavEntry::Account => words.nav_account(),
        };
        let (href, icon) = match self {
            NavEntry::Comments => ("/desk", "M2.5 3h11v8h-6l-3 2.5V11h-2z"),
            NavEntry::Flags => ("/desk/reviews?kind=flags", "M4 14V2.5h8.5l-2 3 2 3H4"),
            NavEntry::Appeals => (
                "/desk/reviews?kind=appeals",
                "M8 2.5v11M4.5 13.5h7M3 5h10M3 5l-1.5 4h3zm10 0-1.5 4h3z",
            ),
            NavEntry::Edits => ("/desk/reviews?kind=edits", "M3 13l.8-3L10.5 3.3l2.2 2.2L6 12.2z"),
            NavEntry::Dashboard | NavEntry::Elsewhere => {
                ("/desk/dashboard", "M3 13V8m3.3 5V3m3.4 10V6M13 13v-3")
            }
            NavEntry::Articles => ("/desk/articles", "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5m-5 2.5h3"),
            NavEntry::Media => {
                ("/desk/media", "M2.5 3h11v10h-11zM2.5 11l3.5-4 3 3 2-2 2.5 2.5M11 5.8h.01")
            }
            NavEntry::Sections => {
                ("/desk/sections", "M2.5 3.5h4v3h-4zM9.5 9.5h4v3h-4zM4.5 6.5V11h5")
            }
            NavEntry::Tags => ("/desk/tags", "M2.5 2.5h5l6 6-5 5-6-6zM5 5h.01"),
            NavEntry::Pages => {
                ("/desk/pages", "M4 2.5h5.5L12.5 5.5v8H4zM9 2.5V6h3.5M6 9h4.5M6 11.2h3")
            }
            NavEntry::Front => ("/desk/front", "M2.5 3h11v10h-11zM2.5 6h11M9 6v7"),
            NavEntry::Mentions => (
                "/desk/mentions",
                "M6.5 9.5l3-3M7 5l2-2a2.8 2.8 0 0 1 4 4l-2 2M9 11l-2 2a2.8 2.8 0 0 1-4-4l2-2",
            ),
            NavEntry::Rules => ("/desk/rules", "M2.5 4h11M4.5 8h7m-5 4h3"),
            NavEntry::Policies => ("/desk/policies", "M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4z"),
            NavEntry::Filter => ("/desk/rules/filter", "M2.5 3h11L9.5 8v5.5l-3-2V8z"),
            NavEntry::Bans => {
                ("/desk/bans", "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M4.1 4.1l7.8 7.8")
            }
            NavEntry::People => (
                "/desk/people",
                "M6 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4M2 13c0-2.5 1.5-4 4-4s4 1.5 4 4M10.5 3.3a2 2 0 0 1 0 3.6M11.5 9.2c1.6.5 2.5 1.8 2.5 3.8",
            ),
            NavEntry::Log => {
                ("/desk/log", "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2.2 1.4")
            }
            NavEntry::Mails => ("/desk/mail", "M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5"),
            NavEntry::Imports => ("/desk/imports", "M8 2.5v7m0 0-3-3m3 3 3-3M2.5 10v3.5h11V10"),
            NavEntry::Settings => {
                ("/desk/settings", "M2.5 5h6m3 0h2m-11 6h2m3 0h6M8.5 3.5h3v3h-3zm-4 6h3v3h-3z")
            }
            NavEntry::Account => (
                "/desk/account",
                "M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 13.5c0-3 2-4 5-4s5 1 5 4",
            ),
        };
        MenuEntry { entry: self, label, href, icon, count }
    }
}

/// A tab that leads to a list.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The name by which the script updates the count: `pending`.
    pub key: &'static str,
    /// The label: "Pending".
    pub label: String,
    /// The number of its items.
    pub count: i64,
    /// Its address.
    pub href: String,
    /// The list on this page.
    pub current: bool,
}

/// The notice about the last action, with its undo.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The text.
    pub words: Message,
    /// The action that the button "Undo" reverses.
    pub undo: Option<Undo>,
}

/// A decision, or an answer to a review, that can be undone.
#[derive(Clone, Copy, Debug)]
pub struct Undo {
    /// The comment, or the review.
    pub id: i64,
    /// The version that it made.
    pub version: i64,
}
