//! Mails that came back. The sender of each envelope names its mail by a tag with a signature, so that
//! nobody can have an address suppressed by a report that they made up.

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail::bounce::{Report, Returned};
use crate::mail::causes::Code;
use crate::mail::webhooks::Reported;
use crate::notify::model::State;
use crate::notify::store::{deliveries, suppressions};
use crate::vault::Vault;

const SIGN: &str = "returned mail";

/// Bytes of the signature: as few as the vault accepts, because a local part has at most 64 characters.
const SIGNATURE: usize = 16;

/// The effect of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The address gets no more mail.
    Suppressed(DeliveryId),
    /// Nothing: the fault may pass.
    Noted(DeliveryId),
    /// Nothing: it was reported before.
    Known(DeliveryId),
    /// Nothing: it names no mail of this installation.
    Unknown,
}

/// The tag in the sender of a mail's envelope: digits, a hyphen and hexadecimal digits, because some
/// servers fold the case of addresses.
pub(super) fn tag(vault: &Vault, id: DeliveryId) -> String {
    let signature = vault.sign(SIGN, &[&id.0.to_be_bytes()]);
    let hex: String = signature[..SIGNATURE].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{id}-{hex}")
}

/// The mail that a tag names.
fn read_tag(vault: &Vault, tag: &str) -> Option<DeliveryId> {
    let (id, hex) = tag.split_once('-')?;
    let id = DeliveryId(id.parse().ok()?);
    if hex.len() != 2 * SIGNATURE || !hex.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..SIGNATURE)
        .map(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).ok())
        .collect();
    vault.verify(SIGN, &[&id.0.to_be_bytes()], &bytes?).then_some(id)
}

/// Suppresses the address of a mail that came back for good or that its recipient complained about.
pub fn returned(
    conn: &mut Connection,
    vault: &Vault,
    returned: &Returned,
    now: Time,
) -> Result<Effect> {
    match returned.tags.iter().find_map(|tag| read_tag(vault, tag)) {
        Some(id) => apply(conn, id, &returned.report, now),
        None => Ok(Effect::Unknown),
    }
}

/// The same for what a mail service has reported and signed, which therefore may name a mail by its Message-ID.
pub fn reported(
    conn: &mut Connection,
    vault: &Vault,
    reported: &Reported,
    now: Time,
) -> Result<Effect> {
    let id = match reported.tags.iter().find_map(|tag| read_tag(vault, tag)) {
        Some(id) => Some(id),
        None => match &reported.message_id {
            Some(message_id) => deliveries::with_message_id(conn, message_id)?,
            None => None,
        },
    };
    match id {
        Some(id) => apply(conn, id, &reported.report, now),
        None => Ok(Effect::Unknown),
    }
}

fn apply(conn: &mut Connection, id: DeliveryId, report: &Report, now: Time) -> Result<Effect> {
    let (cause, is_final) = match report {
        Report::Failed(status) => (Code::Bounced.with(status), true),
        Report::Complaint => (Code::Complaint.into(), true),
        Report::FailedForNow(status) => (Code::BouncedForNow.with(status), false),
        Report::Delayed(status) => (Code::Delayed.with(status), false),
    };
    let Some(address) = suppressions::recipient_of(conn, id)? else { return Ok(Effect::Unknown) };
    let found = deliveries::find(conn, id)?;
    if found.state == State::Suppressed {
        // Reported before. An admin may have lifted the suppression since, which only another mail can show to be
        // wrong.
        return Ok(Effect::Known(id));
    }
    if !is_final {
        deliveries::store_cause(conn, id, found.attempts, &cause)?;
        return Ok(Effect::Noted(id));
    }
    deliveries::end(conn, id, State::Suppressed, found.attempts, Some(&cause), now)?;
    suppressions::suppress(conn, &address, &cause, now)?;
    Ok(Effect::Suppressed(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_reads_back_in_any_case_and_cannot_be_forged() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open_or_create(&folder.path().join("keys")).expect("a key");
        let id = DeliveryId(1_234_567_890);
        let tag = tag(&vault, id);
        assert!(format!("bounces+{tag}").len() <= 64, "{tag}");
        assert_eq!(read_tag(&vault, &tag), Some(id));
        assert_eq!(read_tag(&vault, &tag.to_ascii_uppercase()), Some(id));
        let other = format!("{}{}", 9, &tag[1..]);
        for forged in [
            "",
            "1",
            "1-",
            &other,
            &format!("{tag}0"),
            "1-\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}",
        ] {
            assert_eq!(read_tag(&vault, forged), None, "{forged}");
        }
    }
}
