//! A person asks what is stored about an address, and gets a mail with a link to it.
//!
//! A request does the same for every address, whether it is known or not: it stores a row and queues a job.
//! Only the job looks for the reader, so neither the answer nor its time reveals whether there is one.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::address::EmailAddress;
use crate::app::App;
use crate::clock::{DAY, HOUR, Time};
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::DataRequestId;
use crate::notify::readers as mails;
use crate::queue::{self, Claimed, Job};
use crate::readers::store_requests as store;

/// The least time between two such mails to one inbox.
const BETWEEN_MAILS: Duration = DAY;
/// The most requests in an hour from one network, which many people may share.
const REQUESTS_A_NETWORK: i64 = 10;

/// Asks for the link to what is stored about this address.
///
/// # Errors
/// [`Error::Invalid`] in `email`; [`Error::TooFast`] after many requests from one network.
pub async fn request(app: &App, email: &str, network: IpAddr, now: Time) -> Result<()> {
    let email =
        EmailAddress::parse(email).map_err(|fault| Error::Invalid(vec![fault.of("email")]))?;
    let (index, inbox) = (app.vault.index(&email.canonical()), app.vault.inbox_index(&email));
    let network = app.vault.network_hash(network, now);
    let network = app.vault.sign("data request network", &[&network]).to_vec();
    app.db
        .write(move |conn| {
            dialect::serialize_on(conn, &network)?;
            let earlier = store::of_network(conn, &network, now.minus(HOUR))?;
            if let Some(oldest) = earlier.first()
                && i64::try_from(earlier.len()).is_ok_and(|count| count >= REQUESTS_A_NETWORK)
            {
                let left = now.remaining(HOUR, *oldest).unwrap_or_default();
                let retry_after = Duration::from_secs(left.as_secs() + 1);
                return Err(Error::TooFast { retry_after });
            }
            let request = store::insert(conn, (&index, &inbox, &network), now)?;
            queue::enqueue(conn, Job::DataRequest { request }, now)
        })
        .await?;
    app.worker_wakeup.notify_one();
    Ok(())
}

/// Plans the mail, if anything is stored about the address and the inbox has got none within a day, and
/// finishes the job, in one transaction. Who has ended all mail gets this one, too.
pub async fn answer(app: &Arc<App>, claimed: Claimed, id: DataRequestId) -> Result<()> {
    let (now, parts) = (app.clock.now(), Arc::clone(app));
    let planning = app.db.write(move |conn| {
        if let Some(asked) = store::find(conn, id)? {
            dialect::serialize_on(conn, &asked.inbox_index)?;
            let last = store::last_mailed(conn, &asked.inbox_index)?;
            let may_mail = last.is_none_or(|last| now.remaining(BETWEEN_MAILS, last).is_none());
            let reader = store::reader(conn, &asked.email_index, &asked.inbox_index)?;
            if let Some(reader) = reader.filter(|_| may_mail) {
                store::set_mailed(conn, id, now)?;
                mails::plan_data_link(&parts, conn, reader, now)?;
            }
        }
        queue::finish(conn, &claimed)
    });
    planning.await.map(drop)
}

/// Deletes requests that no limit needs any more. Called by the maintenance.
pub fn forget(conn: &mut Connection, now: Time) -> Result<usize> {
    store::delete_before(conn, now.minus(BETWEEN_MAILS * 2))
}
