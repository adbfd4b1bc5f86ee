//! Rejoinder runs a publication and the conversation under it. This page is the map.
//!
//! # Rooms
//!
//! One package: this library and a thin binary. Modules stand below in reading order, and each may
//! use those above it. The lower half are *slices*, one idea each, cut from the table to the page:
//!
//! ```text
//! model.rs  types, rules, transitions; no I/O
//! store.rs  all of the slice's Diesel; takes a &mut Connection
//! mod.rs    one function per use case; a write is one transaction
//! web.rs    handlers, request and response shapes; the only file that knows actix
//! view.rs   plain structs for the templates that stand beside them
//! ```
//!
//! Slices meet through `mod.rs` and `model.rs`. A joined read belongs to the slice that shows it.
//!
//! # Three walks
//!
//! **A reader posts**, in three files. `POST /articles/{id}/comments` is
//! `comments::web::form::submit`, which hands the fields to [`comments::posting`]: the draft is
//! checked, rendered, sealed and hashed, and read by rules, filter and Akismet; then one transaction
//! gathers the facts, has them judged and writes the row, the first line of its log and the job that
//! mails the staff. The judge is [`screening::verdict::judge`]: facts in; a refusal, or the first
//! status with its reasons, out. The answer leaves after the commit is on disk: 303. A moment later
//! the worker does what could wait ([`post_processing`]).
//!
//! **An editor approves**, in three files. `POST /api/v1/comments/{id}/decisions` is
//! `moderation::web::deciding`: the extractor is the permission. [`moderation::decide`] locks the
//! comment and compares its version with the one that the editor saw. [`comments::life`] does what
//! every change of a comment brings about, all in the same transaction: the row in the append-only
//! log, the reviews that it answers, the mail for the time when it can no longer be undone. The
//! cached page is dropped before the answer leaves. The filter learns of it from the log, a few
//! seconds later.
//!
//! **A mail leaves.** The [`worker`] claims a due job by lease. `notify` makes one delivery per
//! recipient, unique on (event, recipient); each is looked at once more (is it still true?),
//! rendered, sent outside any transaction, and marked.
//!
//! # What is where, and why
//!
//! * **Both databases, one set of queries.** [`db::Connection`] is our own enum and [`on!`] expands
//!   a query body per engine, because Diesel's `MultiConnection` refuses `ON CONFLICT`, `RETURNING`
//!   and batch inserts. What the engines spell differently is in [`db::dialect`].
//! * **A pool is threads that own a connection** ([`db`]). SQLite has one thread that writes, with
//!   group commit, a few that read, and one that copies the log into the file; PostgreSQL has as
//!   many as it has connections. One bounded queue, one mechanism, no async wrapper and no
//!   check-out; of threads that rest, the last one to work is woken, whose connection is warm. A
//!   batch in which something fails runs again with a savepoint around each task, in one commit.
//!   Writes that no request waits for (batches, learning, seals, maintenance) have a queue of low
//!   priority ([`db::Db::write_low_priority`]) and commit alone, in short parts.
//! * **Pages in memory are found by an edition number** ([`cache`]), which grows with each change;
//!   dropping is one addition, and a page rendered while a change commits is never served after it.
//!   Other processes on the same database read the [`invalidation`] events.
//! * **A cached page still has a form of its own.** The form's hidden fields (random id, signed
//!   stamp) are spliced into the finished bytes per request, as a stored block in the gzip stream,
//!   so a page is compressed once and two readers never share a form id.
//! * **Counts of the queue are kept by triggers** (`comment_counts`), in the transaction that
//!   changes a comment, so that no way of changing one can forget them. On PostgreSQL each
//!   connection adds to a slot of its own: one counter row would make every post wait for every
//!   other. What an index counts quickly (one article's approved comments) is counted.
//! * **Rules are compiled once** ([`screening::rules::live`]) and shared; each process asks every second
//!   whether they have changed. They read a text before the transaction. Within it one statement
//!   brings the article, its policy, the surge guard's state, the parent, the reader and their last
//!   post, and one more the bans.
//! * **One log** ([`audit`]) for decisions and for everything else that staff do. Rows are only
//!   added; they are chained by hashes a moment after their commit, because a chain inside the
//!   transaction would make every post wait for every other on PostgreSQL.
//! * **The desk is plain pages** ([`desk`]): lists by address, a form per decision,
//!   the next comment in the answer's `Location`. Its routes are one scope, whose layer shows a
//!   refusal in the desk's own layout. Its script asks the same addresses for parts of the same
//!   pages, shows the next comment before the decision is acknowledged, and takes it back where
//!   that fails. What arrives it hears from [`desk::live`]: one query of the queue a second
//!   and process, however many desks are open.
//! * **The address vault** ([`vault`]) binds a sealed address to its row by the blind index, which
//!   is unique, so that no row number is needed before the insert.
//! * **The filter's weights are sums of integers** ([`screening::filter`]): lessons commute, so nodes agree in
//!   whatever order they hear of them, and one that is taken back leaves no trace. It learns from
//!   the log of decisions, not within them.
//! * **Akismet** ([`screening::akismet`]), where it is switched on, is asked between two judgements: one on
//!   a snapshot, whether its answer could matter, and the transaction that stores the comment, which
//!   holds a comment about which it should have been asked and was not.
//! * **A post pays for nothing that can wait** ([`post_processing`]). A trigger lists each new
//!   comment; the worker detects its language, finds near-duplicates and enters its words in the
//!   search (a table beside the comments on both engines), for many at once and within a second or
//!   two. A rule that needs the language still has it at once.
//! * **Requests to other servers** go through one client ([`outbound`]), which connects to public
//!   addresses only and checks the address it connects to, not the name.
//! * **Pictures** are drawn from a random number per comment. One per reader would let anyone test
//!   whether an address they guess belongs to a name.

pub mod enums;

pub mod clock;
pub mod config;

pub mod ids;

pub mod error;

pub mod text;

pub mod address;

pub mod markup;

pub mod vault;

pub mod passwords;

pub mod logging;

pub mod cache;

pub mod db;

pub mod settings;

pub mod invalidation;

pub mod status;

pub mod audit;

pub mod queue;

pub mod mail;

pub mod outbound;

pub mod screening;

pub mod post_processing;

pub mod app;

pub mod web;

pub mod accounts;

pub mod articles;

pub mod rules;

pub mod reviews;

pub mod comments;

pub mod moderation;

pub mod bans;

pub mod transparency;

pub mod notify;

pub mod readers;

pub mod site;

pub mod desk;

pub mod maintenance;
pub mod worker;

pub mod doctor;

pub mod health;

pub mod api;
pub mod routes;
pub mod server;

pub mod cli;

#[cfg(test)]
mod page_samples;
