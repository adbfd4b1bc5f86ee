//! The state of a running import, which its steps share.

use std::collections::HashSet;
use std::sync::Arc;

use crate::app::App;
use crate::clock::Time;
use crate::error::Result;
use crate::ids::{ImportId, ImportSourceId};

use super::folder::Uploads;
use super::items::Kind;
use super::matching::Map;
use super::model::{Progress, Unmatched};
use super::report::Report;
use super::store::ledger::{self, InThread};
use super::store::staging::Staging;

/// The state of a running import.
pub(super) struct Run<'a> {
    pub(super) app: Arc<App>,
    pub(super) staging: Staging,
    pub(super) report: Report,
    pub(super) system: &'static str,
    pub(super) site: String,
    pub(super) map: Map,
    pub(super) unmatched: Unmatched,
    /// The files of the site, if they are copied.
    pub(super) uploads: Option<Uploads>,
    /// Threads whose comments are left out, which is reported already.
    pub(super) left_out: HashSet<String>,
    /// Whether comments of the site were there before. If not, none is looked for: a new site is the case in which there are
    /// many.
    pub(super) has_comments: bool,
    /// The site's row, unless this is a dry run of a site that is new.
    pub(super) source: Option<ImportSourceId>,
    /// `None` in a dry run.
    pub(super) import: Option<ImportId>,
    pub(super) now: Time,
    pub(super) total: u64,
    pub(super) done: u64,
    pub(super) progress: &'a mut dyn FnMut(Progress),
}

impl Run<'_> {
    /// What an item has become before.
    pub(super) async fn known(&self, kind: Kind, key: &str) -> Result<Option<ledger::Known>> {
        let (Some(source), key) = (self.source, key.to_owned()) else { return Ok(None) };
        self.app.db.read(move |conn| ledger::find(conn, source, kind, &key)).await
    }

    /// What comments have become before, in the same order.
    pub(super) async fn known_comments(&self, keys: Vec<String>) -> Result<Vec<Option<InThread>>> {
        let Some(source) = self.source.filter(|_| self.has_comments) else {
            return Ok(vec![None; keys.len()]);
        };
        self.app.db.read(move |conn| ledger::comments(conn, source, &keys)).await
    }

    /// A line of the ledger, unless this is a dry run.
    pub(super) fn entry(&self, kind: Kind, source: &str, hash: Vec<u8>) -> Option<ledger::Entry> {
        Some(ledger::Entry {
            source_id: self.source?,
            import_id: self.import?,
            kind,
            source: source.to_owned(),
            target_id: 0,
            version: 0,
            hash,
        })
    }

    pub(super) fn step(&mut self, items: u64) {
        self.done += items;
        (self.progress)(Progress::Stored(self.done, self.total));
    }
}
