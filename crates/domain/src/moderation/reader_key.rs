//! The pseudonymous key of a reader in lists and filters.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::ids::ReaderId;
use crate::vault::Vault;

/// The reader's key: the same in every list, and meaningless without the vault's secret.
///
/// It is a keyed hash of the reader's number, followed by the number, encrypted with a pad that is
/// derived from the hash. So it can be read back without a query, and nobody can forge one.
pub fn of(vault: &Vault, reader: ReaderId) -> String {
    let number = reader.0.to_be_bytes();
    let tag = vault.sign(READER_TAG, &[&number]);
    let mut key = [0; TAG + 8];
    key[..TAG].copy_from_slice(&tag[..TAG]);
    key[TAG..].copy_from_slice(&padded(vault, &tag[..TAG], number));
    URL_SAFE_NO_PAD.encode(key)
}

/// Reads a key that [`of`] made; None for any other text.
pub fn reader(vault: &Vault, key: &str) -> Option<ReaderId> {
    let bytes = URL_SAFE_NO_PAD.decode(key).ok()?;
    let (tag, hidden) = bytes.split_at_checked(TAG)?;
    let number = padded(vault, tag, hidden.try_into().ok()?);
    vault.verify(READER_TAG, &[&number], tag).then(|| ReaderId(i64::from_be_bytes(number)))
}

const TAG: usize = 16;
const READER_TAG: &str = "moderation reader";

fn padded(vault: &Vault, tag: &[u8], mut number: [u8; 8]) -> [u8; 8] {
    let pad = vault.sign("moderation reader pad", &[tag]);
    for (byte, pad) in number.iter_mut().zip(pad) {
        *byte ^= pad;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_cannot_be_forged() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open_or_create(&folder.path().join("keys")).expect("a vault");
        let stranger = Vault::open_or_create(&folder.path().join("others")).expect("a vault");
        let key = of(&vault, ReaderId(17));
        assert_eq!(key.len(), 32);
        assert_eq!(reader(&vault, &key), Some(ReaderId(17)));
        assert_eq!(key, of(&vault, ReaderId(17)));
        assert_eq!(reader(&stranger, &key), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&key).expect("base64");
        bytes[TAG + 7] ^= 1;
        assert_eq!(reader(&vault, &URL_SAFE_NO_PAD.encode(bytes)), None);
        for text in ["", "17", "!", &key[1..], &format!("{key}AA")] {
            assert_eq!(reader(&vault, text), None, "{text}");
        }
    }
}
