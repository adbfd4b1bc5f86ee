//! What editors have chosen for the front page. What they have not chosen, and what is no longer public, is
//! arranged by the rule of [`super::front`].

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::articles;
use crate::articles::listing::{Filter, Start};
use crate::articles::model::SlugLookup;
use crate::articles::sections;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, CommentId};
use crate::invalidation;
use crate::settings;

use super::store;

/// Stories in the row under the lead.
pub const ROW: usize = 4;
/// Sections with stories of their own.
pub const SECTIONS: usize = 6;
/// Comments that editors have picked.
pub const PICKS: usize = 3;

/// The name under which the choices are stored.
const NAME: &str = "front";
/// The key of the lock under which they are changed.
const LOCK: &[u8] = b"\0front\0";

/// The choices for the slots of the front page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrontChoices {
    /// The first story; by the rule if none is chosen.
    pub lead: Option<ArticleId>,
    /// The stories in the row under it, each by choice or by the rule.
    pub row: Vec<Option<ArticleId>>,
    /// The slugs of the sections with stories of their own, in their order; by the rule if empty.
    pub sections: Vec<String>,
    /// Comments, in their order. The newest that were picked fill the places that are left.
    pub picks: Vec<CommentId>,
    /// Grows with each change.
    pub version: i64,
}

impl FrontChoices {
    /// The chosen articles.
    pub fn articles(&self) -> Vec<ArticleId> {
        self.lead.into_iter().chain(self.row.iter().copied().flatten()).collect()
    }
}

/// The present choices.
pub fn stored(conn: &mut Connection) -> Result<FrontChoices> {
    match settings::get(conn, NAME)? {
        Some(value) => serde_json::from_str(&value).map_err(Error::internal),
        None => Ok(FrontChoices::default()),
    }
}

/// Replaces the choices. `sent.version` is the one that was seen.
///
/// # Errors
/// [`Error::Conflict`] `stale_version` with the present choices; [`Error::Invalid`] at the slot: `not_public` for an
/// article or a comment that readers cannot see, `unknown_section`, `twice`, `too_many`.
pub fn change(
    conn: &mut Connection,
    sent: FrontChoices,
    by: AccountId,
    now: Time,
) -> Result<FrontChoices> {
    dialect::serialize_on(conn, LOCK)?;
    let present = stored(conn)?;
    if sent.version != present.version {
        return Err(Error::Conflict {
            code: "stale_version",
            detail: Message::front_meanwhile(),
            present: Some(Box::new(json!(present))),
        });
    }
    check(conn, &sent)?;
    let mut row = sent.row;
    while row.last() == Some(&None) {
        row.pop();
    }
    let changed = FrontChoices { row, version: present.version + 1, ..sent };
    settings::set(conn, NAME, &serde_json::to_string(&changed).map_err(Error::internal)?)?;
    let detail = Some(json!({
        "lead": changed.lead, "row": changed.row, "sections": changed.sections, "picks": changed.picks,
    }));
    audit::append(conn, &Entry { detail, ..Entry::by(by, Act::Front) }, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    Ok(changed)
}

fn check(conn: &mut Connection, sent: &FrontChoices) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |at: String, code, detail: Message| {
        faults.push(FieldError::at(&at, code, detail));
    };
    let lists = [
        ("/row", sent.row.len(), ROW),
        ("/sections", sent.sections.len(), SECTIONS),
        ("/picks", sent.picks.len(), PICKS),
    ];
    for (at, length, most) in lists {
        if length > most {
            fault(at.to_owned(), "too_many", Message::fault_front_many(most));
        }
    }
    if lists.iter().any(|(_, length, most)| length > most) {
        return Err(Error::Invalid(faults));
    }
    let filter = Filter { among: Some(sent.articles()), ..Filter::public() };
    let public: HashSet<ArticleId> = match sent.articles().is_empty() {
        true => HashSet::new(),
        false => articles::list(conn, &filter, Start::Beginning, (ROW + 1) as i64)?
            .into_iter()
            .map(|article| article.id)
            .collect(),
    };
    let mut seen = HashSet::new();
    let row =
        sent.row.iter().enumerate().filter_map(|(at, id)| Some((format!("/row/{at}"), (*id)?)));
    for (at, id) in sent.lead.map(|id| ("/lead".to_owned(), id)).into_iter().chain(row) {
        if !public.contains(&id) {
            fault(at, "not_public", Message::fault_front_article());
        } else if !seen.insert(id) {
            fault(at, "twice", Message::fault_front_twice());
        }
    }
    let mut sections_seen = HashSet::new();
    for (at, slug) in sent.sections.iter().enumerate() {
        let at = format!("/sections/{at}");
        if matches!(sections::page(conn, slug)?, SlugLookup::NotFound) {
            fault(at, "unknown_section", Message::fault_front_section());
        } else if !sections_seen.insert(slug) {
            fault(at, "twice", Message::fault_front_twice());
        }
    }
    let shown: Vec<CommentId> =
        store::chosen_picks(conn, &sent.picks)?.into_iter().map(|pick| pick.id).collect();
    let mut picks_seen = HashSet::new();
    for (at, id) in sent.picks.iter().enumerate() {
        let at = format!("/picks/{at}");
        if !shown.contains(id) {
            fault(at, "not_public", Message::fault_front_comment());
        } else if !picks_seen.insert(id) {
            fault(at, "twice", Message::fault_front_twice());
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}
