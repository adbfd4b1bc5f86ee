//! Scenes on the embedded database: readers post, colleagues decide.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use tempfile::TempDir;

use super::model::list::{Cursor, Filter, Order};
use super::request::DecisionRequest;
use super::*;
use crate::articles::commenting::CommentRules;
use crate::audit::model::Act;
use crate::cache::Scope;
use crate::comments::draft::{CommentText, Draft, RawDraft};
use crate::comments::life::deleted;
use crate::comments::life::model::{Changed, Reply};
use crate::comments::posting;
use crate::comments::settings::PostingSettings;
use crate::comments::submission::{Sender, Signals, Submission};
use crate::config::reasons::ReasonCode;
use crate::config::{Config, Database, DatabaseUrl, Policy};
use crate::db::Db;
use crate::db::schema::{
    accounts, articles, audit_log, comment_revisions, deleted_comments, jobs, readers, sections,
};
use crate::ids::{AccountId, ArticleId, SectionId};
use crate::on;
use crate::post_processing;
use crate::screening::facts::{Form, Honeypot, Verification};
use crate::status::Decision;
use crate::status::Status;

/// A publication with one article in the section `harbour`, one in none, and two moderators.
struct Desk {
    db: Db,
    vault: Arc<Vault>,
    settings: PostingSettings,
    harbour: ArticleId,
    letters: ArticleId,
    jo: AccountId,
    maren: AccountId,
    _folder: TempDir,
}

fn noon() -> Time {
    Time::parse("2026-11-22T12:00:00Z").expect("a valid instant")
}

fn minutes(count: u64) -> Time {
    noon().plus(Duration::from_secs(count * 60))
}

impl Desk {
    async fn open() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Database {
            url: DatabaseUrl::Sqlite(folder.path().join("rejoinder.db")),
            direct_url: None,
            replicas: Vec::new(),
            replica_max_lag: Duration::ZERO,
            readers: 1,
            connections: 1,
            queue: 100,
        };
        let db = Db::open(&settings, None).expect("an open database");
        let vault = Arc::new(Vault::open_or_create(&folder.path().join("keys")).expect("a vault"));
        let (harbour, letters, jo, maren) = db.write(furnish).await.expect("a furnished desk");
        let mut comments = Config::from_toml("").expect("the defaults are good").comments;
        comments.min_interval = Duration::ZERO;
        comments.policy = Policy::HoldAll;
        let settings = PostingSettings { comments, rules: CommentRules::default() };
        Desk { db, vault, settings, harbour, letters, jo, maren, _folder: folder }
    }

    async fn post(&self, article: ArticleId, name: &str, text: &str, at: Time) -> CommentId {
        let raw = RawDraft {
            text: text.to_owned(),
            name: name.to_owned(),
            email: format!("{name}@example.com"),
            website: "https://example.com/".to_owned(),
            ..RawDraft::default()
        };
        let draft = Draft::parse(&raw).expect("a good draft");
        let signals = Signals {
            form: Form::None,
            honeypot: Honeypot::Empty,
            sender: Sender::Reader,
            verification: Verification::Unverified,
            unlocked: None,
        };
        let network: IpAddr = "192.0.2.7".parse().expect("an address");
        let submission = Submission::new(&self.vault, article, draft, text, network, signals, at)
            .expect("a submission");
        let settings = self.settings.clone();
        let stored =
            self.db.write(move |conn| posting::submit(conn, &submission, &settings, at)).await;
        stored.expect("a stored comment").id
    }

    async fn decide(
        &self,
        id: CommentId,
        decision: Decision,
        version: i64,
        at: Time,
    ) -> Result<Changed> {
        let (ruling, actor) = (ruling(decision, version), self.jo);
        self.db.write(move |conn| decide(conn, id, &ruling, actor, at)).await
    }

    async fn edit(&self, id: CommentId, text: &str, version: i64) -> Result<Changed> {
        let rewrite = Rewrite::parse(text, Some(version)).expect("a good text");
        let actor = self.maren;
        self.db.write(move |conn| edit(conn, id, &rewrite, actor, minutes(5))).await
    }

    async fn undo(&self, id: CommentId, version: i64) -> Result<Changed> {
        let actor = self.maren;
        self.db.write(move |conn| undo(conn, id, version, actor, minutes(8))).await
    }

    async fn context(&self, id: CommentId) -> Context {
        self.db.read(move |conn| context(conn, id)).await.expect("the comment")
    }

    /// Two comments after `after`.
    async fn page(&self, order: Order, after: Option<CommentId>) -> Vec<CommentId> {
        let after = after.map(Cursor::At);
        let items = self
            .db
            .read(move |conn| list(conn, &Filter::default(), order, after, 2))
            .await
            .expect("a list");
        items.iter().map(|item| item.id).collect()
    }

    async fn found(&self, filter: Filter) -> Vec<i64> {
        let order = filter.default_order();
        let items =
            self.db.read(move |conn| list(conn, &filter, order, None, 100)).await.expect("a list");
        items.iter().map(|item| item.id.0).collect()
    }
}

fn furnish(conn: &mut Connection) -> Result<(ArticleId, ArticleId, AccountId, AccountId)> {
    let section: SectionId = on!(conn, |c| diesel::insert_into(sections::table)
        .values((sections::slug.eq("harbour"), sections::name.eq("Harbour")))
        .returning(sections::id)
        .get_result(c))?;
    let mut article = |path: &str, section: Option<SectionId>| -> Result<ArticleId> {
        Ok(on!(&mut *conn, |c| diesel::insert_into(articles::table)
            .values((
                articles::path.eq(path),
                articles::title.eq("Mud"),
                articles::summary.eq("What it costs"),
                articles::body.eq("The *dredger* comes."),
                articles::body_html.eq("<p>The <em>dredger</em> comes.</p>"),
                articles::byline.eq(""),
                articles::section_id.eq(section),
                articles::status.eq(1),
                articles::published_at.eq(noon()),
                articles::created_at.eq(noon()),
                articles::updated_at.eq(noon()),
                articles::version.eq(1),
            ))
            .returning(articles::id)
            .get_result(c))?)
    };
    let (harbour, letters) =
        (article("2026/11/mud", Some(section))?, article("2026/11/letters", None)?);
    let mut account = |name: &str| -> Result<AccountId> {
        Ok(on!(&mut *conn, |c| diesel::insert_into(accounts::table)
            .values((
                accounts::email_index.eq(name.as_bytes()),
                accounts::email_sealed.eq(name.as_bytes()),
                accounts::name.eq(name),
                accounts::role.eq(1),
                accounts::password_hash.eq(""),
                accounts::created_at.eq(noon()),
            ))
            .returning(accounts::id)
            .get_result(c))?)
    };
    Ok((harbour, letters, account("Jo Berg")?, account("Maren Holt")?))
}

fn ruling(decision: Decision, version: i64) -> DecisionRequest {
    let note = Some("Good point".to_owned());
    DecisionRequest {
        reason: Some(ReasonCode::OffTopic),
        note,
        ..DecisionRequest::new(decision, version)
    }
}

/// The code and the present state of a conflict.
fn conflict(result: Result<Changed>) -> (&'static str, serde_json::Value) {
    match result {
        Err(Error::Conflict { code, present: Some(present), .. }) => (code, *present),
        other => panic!("not a conflict with the present state: {other:?}"),
    }
}

#[tokio::test]
async fn an_approval_is_public_logged_and_mailed_once() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "A fair point.", noon()).await;
    let done = desk.decide(id, Decision::Approve, 1, minutes(2)).await.expect("approved");
    assert_eq!(
        done,
        Changed { status: Status::Approved, changed: Some(Scope::Article(desk.harbour)) }
    );

    let context = desk.context(id).await;
    assert_eq!((context.item.status, context.item.version), (Status::Approved, 2));
    assert_eq!(
        (context.item.first_status, context.item.decided_at),
        (Status::Pending, Some(minutes(2)))
    );
    let last = context.log.last().expect("a line");
    assert_eq!((context.log.len(), last.decision, last.version), (2, Act::Approve, Some(2)));
    assert_eq!((last.from_status, last.to_status), (Some(Status::Pending), Some(Status::Approved)));
    assert_eq!(last.by.as_ref().and_then(|by| by.name.as_deref()), Some("Jo Berg"));
    assert_eq!(
        (last.reason.as_deref(), last.note.as_deref()),
        (Some("off_topic"), Some("Good point"))
    );
    assert_eq!(context.log[0].by, None);

    // The article's author gets mail after the undo window.
    let run_at = jobs::table.filter(jobs::kind.eq("comment_published")).select(jobs::run_at);
    let run_at: Vec<Time> =
        desk.db.read(move |conn| Ok(on!(conn, |c| run_at.load(c))?)).await.expect("the jobs");
    assert_eq!(run_at, [minutes(2).plus(Duration::from_secs(30))]);
}

#[tokio::test]
async fn decisions_without_effect_on_public_pages_outdate_none() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "Cheap watches", noon()).await;
    assert_eq!(desk.decide(id, Decision::Spam, 1, minutes(1)).await.expect("spam").changed, None);
    assert_eq!(
        desk.decide(id, Decision::Delete, 2, minutes(1)).await.expect("deleted").changed,
        None
    );
}

#[tokio::test]
async fn one_of_racing_decisions_wins_and_the_others_get_the_present_state() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "A fair point.", noon()).await;
    let race = (0..10).map(|n| {
        let decision = if n % 2 == 0 { Decision::Approve } else { Decision::Reject };
        desk.decide(id, decision, 1, minutes(1))
    });
    let results = futures_util::future::join_all(race).await;
    let (won, lost): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 9));
    let status = won[0].as_ref().expect("won").status;
    for result in lost {
        let (code, present) = conflict(result);
        assert_eq!(code, "stale_version");
        assert_eq!(present["status"], status.name());
        assert_eq!((&present["version"], &present["decided_by"]), (&2.into(), &"Jo Berg".into()));
        assert_eq!(present["decided_at"], minutes(1).to_string());
    }
    assert_eq!(desk.context(id).await.log.len(), 2);
}

#[tokio::test]
async fn unchanged_and_deleted_comments_refuse_decisions() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "A fair point.", noon()).await;
    assert_eq!(conflict(desk.decide(id, Decision::Hold, 1, noon()).await).0, "already");
    desk.decide(id, Decision::Delete, 1, noon()).await.expect("deleted");
    assert_eq!(conflict(desk.decide(id, Decision::Approve, 2, noon()).await).0, "deleted");
    assert_eq!(conflict(desk.decide(id, Decision::Delete, 2, noon()).await).0, "already");
    assert_eq!(conflict(desk.edit(id, "Back again", 2).await).0, "deleted");
    let missing = desk.decide(CommentId(999), Decision::Approve, 1, noon()).await;
    assert!(matches!(missing, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_log_only_grows() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "A fair point.", noon()).await;
    desk.decide(id, Decision::Approve, 1, noon()).await.expect("approved");
    for attack in ["UPDATE audit_log SET note = 'nothing happened'", "DELETE FROM audit_log"] {
        let result = desk.db.write(move |conn| Ok(on!(conn, |c| c.batch_execute(attack))?)).await;
        let error = result.expect_err("the log was changed").to_string();
        assert!(error.contains("only ever added"), "{error}");
    }
    assert_eq!(desk.context(id).await.log.len(), 2);
}

#[tokio::test]
async fn an_edit_keeps_the_former_text_and_the_status() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "A fair piont.", noon()).await;
    assert_eq!(desk.edit(id, "A fair *point*.", 1).await.expect("edited").changed, None);
    desk.decide(id, Decision::Approve, 2, minutes(6)).await.expect("approved");
    let public = desk.edit(id, "A fair point!", 3).await.expect("edited");
    assert_eq!(
        public,
        Changed { status: Status::Approved, changed: Some(Scope::Article(desk.harbour)) }
    );

    let context = desk.context(id).await;
    assert_eq!(
        (context.item.text.as_str(), context.item.html.trim()),
        ("A fair point!", "<p>A fair point!</p>")
    );
    assert_eq!((context.item.version, context.item.edited_at), (4, Some(minutes(5))));
    let former: Vec<(i64, &str)> =
        context.revisions.iter().map(|old| (old.version, old.text.as_str())).collect();
    assert_eq!(former, [(1, "A fair piont."), (3, "A fair *point*.")]);
    assert_eq!(
        context.log.iter().map(|line| line.decision).collect::<Vec<_>>(),
        [Act::Hold, Act::Edit, Act::Approve, Act::Edit]
    );
    let (code, present) = conflict(desk.edit(id, "Too late", 1).await);
    assert_eq!(
        (code, &present["decision"], &present["decided_by"]),
        ("stale_version", &"edit".into(), &"Maren Holt".into())
    );
    assert_eq!(conflict(desk.edit(id, "A fair point!", 4).await).0, "already");
}

#[tokio::test]
async fn a_deleted_comment_keeps_nothing_of_its_author() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "zebulon", "Xylophone music", noon()).await;
    desk.edit(id, "Xylophone concerts", 1).await.expect("edited");
    let before = desk.context(id).await;
    assert!(before.item.reader.is_some());
    let done = desk.decide(id, Decision::Delete, 2, minutes(9)).await.expect("deleted");
    assert_eq!(done.status, Status::Deleted);

    let after = desk.context(id).await;
    let item = &after.item;
    assert_eq!((item.name.as_str(), item.text.as_str(), item.html.as_str()), ("", "", ""));
    assert!(item.reader.is_none() && item.website.is_none() && item.network_prefix.is_none());
    assert_eq!(after.log.len(), 3);
    let left = |conn: &mut Connection| {
        let texts: Vec<String> =
            on!(conn, |c| comment_revisions::table.select(comment_revisions::text).load(c))?;
        let addresses: i64 = on!(conn, |c| readers::table.count().get_result(c))?;
        let aside: i64 = on!(conn, |c| deleted_comments::table.count().get_result(c))?;
        Ok((texts, addresses, aside))
    };
    // Nobody sees it any more; what is put aside goes with the address when the time is over.
    assert_eq!(desk.db.read(left).await.expect("what is left"), (vec![String::new()], 1, 1));
    for (now, erased) in [(minutes(9), 0), (minutes(10), 1)] {
        assert_eq!(
            desk.db.write(move |conn| deleted::erase_slice(conn, now)).await.expect("erased"),
            erased
        );
    }
    assert_eq!(desk.db.read(left).await.expect("what is left"), (vec![String::new()], 0, 0));
}

#[tokio::test]
async fn undoing_restores_status_and_text() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "zebulon", "Xylophone music", noon()).await;
    assert_eq!(conflict(desk.undo(id, 1).await).0, "nothing_to_undo");
    desk.decide(id, Decision::Approve, 1, minutes(1)).await.expect("approved");
    desk.edit(id, "Xylophone *concerts*", 2).await.expect("edited");
    desk.decide(id, Decision::Delete, 3, minutes(6)).await.expect("deleted");
    let (code, present) = conflict(desk.undo(id, 3).await);
    assert_eq!((code, &present["decision"]), ("stale_version", &"delete".into()));

    let public = Some(Scope::Article(desk.harbour));
    let back = desk.undo(id, 4).await.expect("brought back");
    assert_eq!(back, Changed { status: Status::Approved, changed: public });
    let item = desk.context(id).await.item;
    assert_eq!((item.name.as_str(), item.text.as_str()), ("zebulon", "Xylophone *concerts*"));
    assert_eq!(item.html.trim(), "<p>Xylophone <em>concerts</em></p>");
    assert!(item.reader.is_some() && item.website.is_some() && item.network_prefix.is_some());
    assert_eq!((item.decided_at, item.edited_at), (Some(minutes(1)), Some(minutes(5))));

    assert_eq!(desk.undo(id, 5).await.expect("unedited").changed, public);
    let item = desk.context(id).await.item;
    assert_eq!((item.text.as_str(), item.edited_at), ("Xylophone music", None));
    assert_eq!(desk.undo(id, 6).await.expect("held again").status, Status::Pending);
    let context = desk.context(id).await;
    assert_eq!((context.item.version, context.item.decided_at), (7, None));
    assert_eq!(conflict(desk.undo(id, 7).await).0, "nothing_to_undo");
    let undoes: Vec<_> = context.log.iter().map(|line| line.undoes).collect();
    let of = |at: usize| Some(context.log[at].id);
    assert_eq!(undoes, [None, None, None, None, of(3), of(2), of(1)]);
}

#[tokio::test]
async fn a_destroyed_text_cannot_be_restored() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "A fair point.", noon()).await;
    desk.decide(id, Decision::Delete, 1, noon()).await.expect("deleted");
    desk.db.write(|conn| deleted::erase_slice(conn, minutes(1))).await.expect("erased");
    assert_eq!(conflict(desk.undo(id, 2).await).0, "deleted");
    assert_eq!(desk.context(id).await.item.version, 2);

    let at_once = desk.post(desk.harbour, "ada", "Another point.", noon()).await;
    let (ruling, actor) = (ruling(Decision::Delete, 1).within(Duration::ZERO), desk.jo);
    desk.db
        .write(move |conn| decide(conn, at_once, &ruling, actor, noon()))
        .await
        .expect("deleted");
    assert_eq!(conflict(desk.undo(at_once, 2).await).0, "deleted");
}

#[tokio::test]
async fn undoing_an_approval_deletes_its_reply() {
    let desk = Desk::open().await;
    let id = desk.post(desk.harbour, "ada", "When does the dredger come?", noon()).await;
    let reply = Reply::new(&CommentText::parse("In **May**.").expect("a text")).expect("a reply");
    let (ruling, actor) =
        (DecisionRequest { reply: Some(reply), ..ruling(Decision::Approve, 1) }, desk.jo);
    desk.db
        .write(move |conn| decide(conn, id, &ruling, actor, minutes(1)))
        .await
        .expect("approved");
    let answer = desk.context(CommentId(id.0 + 1)).await;
    assert_eq!((answer.item.name.as_str(), answer.item.status), ("Jo Berg", Status::Approved));
    assert_eq!(
        (answer.item.parent_id, answer.item.html.trim()),
        (Some(id), "<p>In <strong>May</strong>.</p>")
    );
    assert_eq!(answer.log.len(), 1);
    assert!(answer.log[0].by.is_some());

    desk.undo(id, 2).await.expect("taken back");
    let answer = desk.context(CommentId(id.0 + 1)).await;
    assert_eq!((answer.item.status, answer.item.text.as_str()), (Status::Deleted, ""));
    assert_eq!(answer.log[1].decision, Act::Undo);
}

#[tokio::test]
async fn a_reader_with_other_comments_keeps_the_address() {
    let desk = Desk::open().await;
    let first = desk.post(desk.harbour, "ada", "One", noon()).await;
    let second = desk.post(desk.letters, "ada", "Two", noon()).await;
    let context = desk.context(second).await;
    assert_eq!(context.others.iter().map(|other| other.id).collect::<Vec<_>>(), [first]);
    assert_eq!(
        masked_address(&desk.vault, context.item.reader.as_ref().expect("a reader")).as_deref(),
        Some("a•••@e•••.com")
    );
    desk.decide(first, Decision::Delete, 1, noon()).await.expect("deleted");
    let context = desk.context(second).await;
    assert!(context.item.reader.is_some() && context.others.is_empty());
}

#[tokio::test]
async fn a_list_can_be_filtered_by_each_condition() {
    let desk = Desk::open().await;
    let one = desk.post(desk.harbour, "ada", "Mud costs 100% of it", noon()).await;
    let two = desk.post(desk.letters, "bob", "Mud_costs \\ nothing", minutes(1)).await;
    let three = desk.post(desk.harbour, "bob", "Geese", minutes(2)).await;
    desk.decide(three, Decision::Approve, 1, minutes(3)).await.expect("approved");
    let all = [one.0, two.0, three.0];
    assert_eq!(post_processing::process_part(&desk.db).await.expect("read"), 3);

    let any = Filter::default;
    assert_eq!(desk.found(any()).await, [all[2], all[1], all[0]]);
    assert_eq!(
        desk.found(Filter { status: Some(Status::Pending), ..any() }).await,
        [all[0], all[1]]
    );
    assert_eq!(desk.found(Filter { article: Some(desk.letters), ..any() }).await, [all[1]]);
    assert_eq!(
        desk.found(Filter { section: Some("harbour".to_owned()), ..any() }).await,
        [all[2], all[0]]
    );
    let bob = desk.context(two).await.item.reader.map(|reader| reader.id);
    assert_eq!(desk.found(Filter { reader: bob, ..any() }).await, [all[2], all[1]]);
    assert_eq!(
        desk.found(Filter { since: Some(minutes(1)), until: Some(minutes(2)), ..any() }).await,
        [all[1]]
    );
    for (words, expected) in [
        ("mud", vec![all[1], all[0]]),
        ("it 100% costs", vec![all[0]]),
        ("mud gee", vec![]),
        ("ud", vec![]),
        ("mud_", vec![all[1], all[0]]),
        ("BOB", vec![all[2], all[1]]),
        ("bób nothi", vec![all[1]]),
        ("bob noth", vec![]),
        ("\"mud\" NOT cost*", vec![]),
    ] {
        assert_eq!(
            desk.found(Filter { words: Some(words.to_owned()), ..any() }).await,
            expected,
            "{words}"
        );
    }
}

#[tokio::test]
async fn a_cursor_stays_valid_while_comments_arrive() {
    let desk = Desk::open().await;
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(desk.post(desk.harbour, "ada", &format!("Number {n}"), minutes(n)).await);
    }
    assert_eq!(desk.page(Order::Newest, None).await, [ids[3], ids[2]]);
    let late = desk.post(desk.harbour, "ada", "Late", minutes(9)).await;
    assert_eq!(desk.page(Order::Newest, Some(ids[2])).await, [ids[1], ids[0]]);
    assert_eq!(desk.page(Order::Oldest, Some(ids[2])).await, [ids[3], late]);
}

#[tokio::test]
async fn the_queue_reports_counts_and_waiting_times() {
    let desk = Desk::open().await;
    let one = desk.post(desk.harbour, "ada", "One", noon()).await;
    let two = desk.post(desk.harbour, "ada", "Two", noon()).await;
    desk.post(desk.harbour, "bob", "Three", minutes(3)).await;
    desk.post(desk.letters, "bob", "Four", minutes(7)).await;
    desk.decide(one, Decision::Approve, 1, minutes(10)).await.expect("approved");
    // Only the first decision counts, not what becomes of the comment later.
    desk.decide(one, Decision::Hold, 2, minutes(20)).await.expect("held");
    desk.decide(one, Decision::Reject, 3, minutes(50)).await.expect("rejected");
    desk.decide(two, Decision::Spam, 1, minutes(20)).await.expect("spam");

    let report = desk.db.read(|conn| queue(conn, minutes(60))).await.expect("a report");
    assert_eq!(report.all.counts, [2, 0, 1, 1, 0]);
    assert_eq!(
        (report.all.oldest_pending, report.all.median_seconds()),
        (Some(minutes(3)), Some(900))
    );
    let [(Some(harbour), load), (None, elsewhere)] = report.sections.as_slice() else {
        panic!("other sections: {:?}", report.sections)
    };
    assert_eq!((harbour.slug.as_str(), load.counts), ("harbour", [1, 0, 1, 1, 0]));
    assert_eq!((elsewhere.counts, elsewhere.oldest_pending), ([1, 0, 0, 0, 0], Some(minutes(7))));
    assert_eq!(elsewhere.median_seconds(), None);

    let late = desk.db.read(|conn| queue(conn, minutes(60 * 24 * 31))).await.expect("a report");
    assert_eq!(late.all.median_seconds(), None);
    let (overview, next) = desk
        .db
        .read(move |conn| Ok((overview(conn)?, next_pending(conn, CommentId(4))?)))
        .await
        .expect("an overview");
    assert_eq!(
        (overview.counts, overview.oldest_pending),
        (report.all.counts, report.all.oldest_pending)
    );
    assert_eq!(next, Some(CommentId(3)));
    let lines: i64 = desk
        .db
        .read(|conn| Ok(on!(conn, |c| audit_log::table.count().get_result(c))?))
        .await
        .expect("a count");
    assert_eq!(lines, 8);
}
