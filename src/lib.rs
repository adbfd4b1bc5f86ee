//! Rejoinder runs a publication and the conversation under it. This page is the map.
//!
//! # Rooms
//!
//! The modules at the root are called rooms. They are listed in reading order, and each uses only
//! those above it. `tests/architecture.rs` checks this order and prints the graph. They are in three
//! packages, `rejoinder-base`, `rejoinder-domain` and this one, each of which imports the rooms of those
//! before it into its root, so `crate::db` is the database in all three. The compiler works on a package
//! at a time: a change in a slice does not compile the database again, and in a clean build one package
//! becomes machine code while the next is read (`docs/decisions/2026-11-30-three-packages.md`).
//!
//! ```text
//! rejoinder-base, crates/base
//! enums clock i18n theme error text config ids    basic types, without I/O; they know no comments
//! address markup
//! vault canary passwords logging cache            secrets, the log, the page cache
//! db settings invalidation status audit queue     the database and its basic tables
//! mail outbound traces                            sending mail, HTTP requests to other servers, traces
//! pictures storage                                decoding pictures, keeping their files
//! archive backups                                 whole sites in one file, and copies that prove themselves
//! screening post_processing app web               judging comments; shared state; HTTP
//!
//! rejoinder-domain, crates/domain
//! accounts media site_settings articles rules reviews   slices
//! subscriptions mentions
//! comments moderation bans profiles transparency
//!
//! rejoinder, src
//! notify readers                                  slices about mail to people
//! imports exports                                 moving in from other systems, and out
//! site feeds
//! desk                                            all pages for staff
//! maintenance worker doctor health api routes     background work, operation, entry points
//! server cli
//! ```
//!
//! A *slice* is one subject, from its tables to its pages. Each part is a file or a folder of that
//! name:
//!
//! ```text
//! model.rs  types, rules, transitions; no I/O
//! store.rs  all of the slice's queries; takes a &mut Connection; the only part that uses Diesel
//! mod.rs    one function per use case; a write is one transaction
//! web.rs    handlers, request and response bodies; the only part that uses actix
//! view.rs   plain structs for the templates beside them
//! ```
//!
//! Slices use each other's `mod.rs` and `model.rs`. A query that joins tables of several slices
//! belongs to the slice that shows the result.
//!
//! # Three walks
//!
//! **A reader posts**, in three files. `POST /articles/{id}/comments` is
//! `comments::web::form::submit`, which hands the fields to [`comments::posting`]: the draft is
//! checked, rendered, sealed and hashed, and read by rules, filter and Akismet; then one
//! transaction gathers the facts, has them judged and writes the row, the first line of its log and
//! the job that mails the staff. The judge is [`screening::verdict::judge`]: facts in; a refusal,
//! or the first status with its reasons, out. The response (303) is sent after the commit is on
//! disk. A moment later the worker does what could wait ([`post_processing`]).
//!
//! **An editor decides**, in three files. `POST /api/v1/comments/{id}/decisions` is
//! `moderation::web::deciding`; the extractor checks the permission, and [`moderation::request`] the
//! fields. `moderation::deciding` opens the decision: [`comments::life::state`] locks the comment and
//! compares its version with the one that was seen. [`comments::life::change`] writes it: status and
//! version by compare-and-set, a line of the log, the reviews that it closes, the mail for the time
//! when the decision can no longer be undone; one transaction. The cached page is dropped before the
//! answer leaves. The filter learns from the log a few seconds later.
//!
//! **A mail leaves**, in four files. The [`worker`] has [`notify::planning`] plan the mails about frequent
//! events (a comment was held or published) many at a time: one transaction adds a delivery for each
//! recipient, unique by event and recipient, and removes the events' jobs. It claims any other job
//! that is due and holds it by a lease. When a delivery is due, [`notify::delivering`] reads the present state
//! and cancels a mail that is no longer true. `notify::composing` renders the others in the language of the
//! recipient. They are sent outside any transaction by [`mail`], and `notify::attempts` stores the outcome
//! together with the end of the job.
//!
//! # Design decisions
//!
//! * **Both databases, one set of queries.** [`db::Connection`] holds a connection to either
//!   engine, and [`on!`] expands a query body for each, because Diesel's `MultiConnection` refuses
//!   `ON CONFLICT`, `RETURNING` and batch inserts. SQL that differs is in [`db::dialect`].
//! * **Settings can change while the program runs** ([`config::run_time`]). [`app::App::settings`] is a
//!   snapshot, which is replaced as a whole, so that what belongs together reads it once. The desk's
//!   values override the file; variables and flags override the desk.
//! * **A worker pool is threads that own a connection** ([`db`]). SQLite has one thread that
//!   writes, with group commit, a few that read, and one that copies the write-ahead log into the
//!   file; PostgreSQL has as many as connections. Tasks wait in one bounded queue. Of the idle
//!   threads the one that worked last is woken, because its connection is warm. A batch in which a
//!   task fails runs again with a savepoint around each task, in one commit. Writes that no request
//!   waits for (batches, learning, seals, maintenance) have a queue of low priority
//!   ([`db::Db::write_low_priority`]) and commit alone, in short parts.
//! * **The numbers of comments grow in the order of their arrival**, not of their times: an import brings what was written
//!   years ago. What goes by arrival (recent comments, how long one waits) begins in [`db::arrivals`].
//! * **Cached pages carry an edition number** ([`cache`]), which grows with each change, so
//!   dropping is one addition, and a page rendered while a change commits is never served after it.
//!   Other processes on the same database read the [`invalidation`] events.
//! * **Readers' pages may come from a replica** ([`db::replicas`]) that has everything from before the page's last change.
//!   One place decides: handlers call [`app::App::read_public`] with the scope of their page.
//! * **A cached page still has a form of its own.** The form's hidden fields (random id, signed
//!   stamp) are spliced into the finished bytes per request, as an uncompressed block in the gzip or brotli
//!   stream, so a page is compressed once and two readers never share a form id. The first reader of a page gets
//!   gzip, which is quick, the next ones brotli, and one that is sent again and again is compressed
//!   once more, beside the requests.
//! * **Counts of the queue are kept by triggers** (`comment_counts`), in the transaction that
//!   changes a comment, so that no way of changing one can forget them. On PostgreSQL each
//!   connection adds to a slot of its own: one counter row would make every post wait for every
//!   other.
//! * **A long thread costs a reader no more than a short one** ([`comments::thread_counts`]). Public
//!   comments have an index of their own in the order of their threads. How many threads come
//!   before a page or a comment is added up from counts by blocks of comment numbers; a trigger
//!   notes which blocks have changed, readers count those themselves, and the worker counts them
//!   again a second later.
//! * **Rules are compiled once** ([`screening::rules::live`]) and shared; each process checks every
//!   second whether they have changed. They are matched against a text before the transaction. The
//!   transaction reads the article, its policy and the surge guard's state with one query, and the
//!   bans with another.
//! * **One log** ([`audit`]) for decisions and for everything else that staff do. Rows are only
//!   added; they are chained by hashes a moment after their commit, because a chain inside the
//!   transaction would make every post wait for every other on PostgreSQL.
//! * **The desk is plain pages** ([`desk`]): lists by address, a form per decision, the next
//!   comment in the answer's `Location`. Its routes are one scope, whose layer renders refusals in
//!   the desk's own layout. Its script requests parts of the same pages from the same addresses,
//!   shows the next comment before the decision is acknowledged, and returns to it if the decision
//!   fails. New comments arrive by [`desk::live`]: one query a second and process, however many
//!   desks are open.
//! * **The address vault** ([`vault`]) binds a sealed address to its row by the blind index. That
//!   one is unique, so no row number is needed before the insert.
//! * **The filter's weights are sums of integers** ([`screening::filter`]). Lessons commute, so
//!   nodes agree in any order of learning, and an undone lesson leaves no trace. The filter
//!   learns from the log of decisions, not within the decision.
//! * **Akismet** ([`screening::akismet`]), where it is switched on, is asked between two
//!   judgements: one on a snapshot, whether its answer could matter, and the transaction that
//!   stores the comment, which holds a comment about which it should have been asked and was not.
//! * **A post pays for nothing that can wait** ([`post_processing`]). A trigger lists each new
//!   comment; the worker detects its language, finds near-duplicates and enters its words in the
//!   search (a table beside the comments on both engines), for many at once and within a second or
//!   two. A rule that needs the language still has it at once.
//! * **Readers search folded words** ([`articles::search`]) in FTS5 or `tsvector`, and results are in order of the place
//!   where the words were found, then of time: the engines' own ranks differ. Triggers list what can be found and what has
//!   changed; the worker enters it.
//! * **Requests to other servers** go through one client ([`outbound`]), which connects to public
//!   addresses only and checks the address it connects to, not the name.
//! * **Spans are made in one place** ([`logging::spans`]), so that one file shows what a trace contains. A span
//!   costs the test of a flag unless [`traces`] sends it to a collector, which a thread of its own does.
//! * **Words are not in the code** ([`i18n`]). Pages and faults name messages that are declared with
//!   their arguments, so that a wrong one does not compile; the texts are Fluent files, one folder
//!   per language. A fault is a message until an answer is written, because only then the language
//!   is known. Most messages are plain text with gaps and do not run Fluent's resolver, which is ten
//!   times slower and is kept for plural forms.
//! * **A scheduled article has no job** ([`articles::scheduling`]). Every worker looks for articles whose
//!   time has come; a save compares the version, so one of them publishes. A job would share the
//!   queue's slots with mail and could wait behind a slow relay.
//! * **Each save of an article is a revision**, in the transaction of the save. A path that was public
//!   is never given away silently: it redirects until an editor says that it should not.
//! * **The API and the desk are scopes of the route table** ([`routes`]). actix-web compares a path with
//!   one pattern after another, and a reader's path should not meet a hundred that it cannot match.
//! * **Uploaded pictures are encoded anew** ([`pictures`], [`storage`], [`media`]). Nothing of a file is
//!   stored but its pixels. The slice `media` stands above `articles`, which show pictures and say where
//!   they use them; threads and files are rooms of their own above `app`, because the running program
//!   has one of each.
//! * **Mails to staff are joined** (`notify::digests`). The first held comment is a mail at once; a delivery
//!   for the next ones is planned with it, and what it lists is settled when it is sent, in the transaction
//!   that seals it, so that a second attempt has the same content.
//! * **Links that decide have no table** ([`notify::staff_links`]). They are signed and encrypted statements
//!   about one version of a comment, and the compare-and-set on that version makes them work once.
//! * **Followers have notices** ([`subscriptions`], [`notify::following`]). A mail to a reader takes all
//!   notices that belong to it, so an approval and the reply to it are one mail.
//! * **One format for moving and keeping** ([`archive`]). The sealed export and the backup are the same
//!   file on both engines, read from one snapshot, so that a backup restores with this program alone and
//!   is proven by restoring it ([`backups`]). What readers can see has a format of its own ([`exports`]).
//! * **A source of an import only parses** ([`imports`]): its file yields threads and comments with their
//!   places in it. What they become is decided for all sources alike.
//! * **Advertisements and boxes are places in the stored text** ([`articles::blocks`]), filled when a page
//!   is rendered, so that a text never carries the operator's HTML.
//! * **A theme overrides parts, not pages** ([`theme`]). Each of our templates asks at its seams whether the operator has
//!   one of their own for that part, so that what is not overridden stays ours, what fails falls back to ours, and
//!   no theme can leave out the head of a page.
//! * **Commenters' pictures** are drawn from a random number per comment. One per reader would let anyone test
//!   whether an address they guess belongs to a name.

// The rooms from `enums` to `transparency`, under the names that they have there.
#[doc(inline)]
pub use rejoinder_base::*;
#[doc(inline)]
pub use rejoinder_domain::*;

// In the order of the list above. The blank lines keep rustfmt from sorting them.

pub mod notify;

pub mod readers;

pub mod imports;

pub mod exports;

pub mod site;

pub mod feeds;

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
#[cfg(test)]
mod service_tests;
