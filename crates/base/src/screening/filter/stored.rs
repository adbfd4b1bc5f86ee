//! The features of stored comments.

use std::time::Duration;

use crate::screening::filter::features::Sample;
use crate::screening::filter::store::Text;
use crate::screening::filter::vector::Vector;
use crate::vault::Vault;

/// The features of a stored comment, with those of its author's address.
pub(super) fn vector(text: &Text, vault: &Vault) -> Vector {
    let address = text.reader.as_ref().and_then(|(index, sealed)| {
        // The comment is learned without it.
        let opened = vault.open_reader(index, sealed);
        opened.inspect_err(|error| tracing::error!(%error, "a reader's address does not open")).ok()
    });
    let address = address.as_deref().and_then(|address| address.rsplit_once('@'));
    Vector::of(&Sample {
        text: &text.text,
        name: &text.name,
        mailbox: address.map(|(mailbox, _)| mailbox),
        email_domain: address.map(|(_, domain)| domain),
        website: text.website.as_deref(),
        form_age: text.form_age.and_then(|age| u64::try_from(age).ok()).map(Duration::from_millis),
    })
}
