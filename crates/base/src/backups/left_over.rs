//! What a backup or a restore leaves behind when it is killed: an unfinished file, the database that should have proven it, and copies
//! of files from a bucket or from standard input, which may have a whole site in clear.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::retention;
use crate::clock::{DAY, Time};
use crate::config::BackupPlace;
use crate::error::{Error, Result};

/// The beginning of the names of folders in which a backup is restored.
pub(super) const SCRATCH: &str = "scratch-";
/// The beginning of the names of copies from a bucket.
pub(super) const FETCHED: &str = "fetched-";
/// The beginning of the names of copies of standard input.
pub const SPOOLED: &str = "spooled-";
/// What a name has around it while the file is written.
const UNFINISHED: (&str, &str) = (".", ".part");

/// The name of a file that is not finished.
pub(super) fn unfinished(name: &str) -> String {
    format!("{}{name}{}", UNFINISHED.0, UNFINISHED.1)
}

/// Removes from the data folder and from `place` what nobody has written to for a day. No backup and no restore is silent for so
/// long; one that reads a copy for more than a day would have to fetch it again.
pub(super) fn remove(data: &Path, place: &BackupPlace, now: Time) {
    let removed = remove_old(data, is_temporary, now).and_then(|()| match place {
        BackupPlace::Folder(folder) => remove_old(folder, is_unfinished, now),
        BackupPlace::Bucket(_) => Ok(()),
    });
    // Not to be tidied is no reason to have no backup.
    if let Err(error) = removed {
        tracing::warn!(%error, "what killed backups have left was not looked for");
    }
}

fn is_temporary(name: &str) -> bool {
    let number = [SCRATCH, FETCHED, SPOOLED].iter().find_map(|start| name.strip_prefix(start));
    number.is_some_and(|number| {
        number.len() == 16 && number.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn is_unfinished(name: &str) -> bool {
    let (start, end) = UNFINISHED;
    let name = name.strip_prefix(start).and_then(|name| name.strip_suffix(end));
    name.is_some_and(|name| retention::time_of(name).is_some())
}

fn remove_old(folder: &Path, is_left_over: fn(&str) -> bool, now: Time) -> Result<()> {
    let io = Error::of_file(folder);
    // It is made by the first backup.
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let Some(name) = entry.file_name().into_string().ok().filter(|name| is_left_over(name))
        else {
            continue;
        };
        let path = entry.path();
        // Another process may remove it at the same moment.
        let Some(written) = last_written(&path) else { continue };
        if now.since(written) < DAY {
            continue;
        }
        let is_folder = path.is_dir();
        let removed = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match removed {
            Ok(()) => tracing::info!(name, "what a killed backup or restore left was removed"),
            Err(error) => tracing::warn!(%error, name, "an old file could not be removed"),
        }
    }
    Ok(())
}

/// When a file, or any of those in a folder, was last written to; `None` if it is not there.
fn last_written(path: &Path) -> Option<Time> {
    let time = |path: &Path| {
        let found = fs::symlink_metadata(path).ok()?;
        Some(Time::from_micros(found.mtime().saturating_mul(1_000_000)))
    };
    let within = fs::read_dir(path).into_iter().flatten().flatten();
    within.filter_map(|entry| time(&entry.path())).max().max(time(path))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn only_what_a_killed_backup_left_a_day_ago_is_removed() {
        let (data, copies) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let now = Time::from_micros(1_800_000_000_000_000);
        let write = |folder: &Path, name: &str, age: u64| {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            let file = File::create(&path).expect("a file");
            let at = UNIX_EPOCH + Duration::from_secs(1_800_000_000 - age);
            file.set_modified(at).expect("a time");
            path
        };
        let (old, fresh) = (90_000, 80_000);
        let (part, number) = (".rejoinder-20261129T030000Z.rjb.part", "0123456789abcdef");
        let folder = |name: &str, age| {
            write(data.path(), &format!("{name}{number}/restored.db"), age);
            let path = data.path().join(format!("{name}{number}"));
            let at = UNIX_EPOCH + Duration::from_secs(1_800_000_000 - old);
            File::open(&path).and_then(|file| file.set_modified(at)).expect("a time");
            path
        };
        let removed = [
            write(copies.path(), part, old),
            write(data.path(), &format!("{FETCHED}{number}"), old),
            write(data.path(), &format!("{SPOOLED}{number}"), old),
        ];
        let kept = [
            write(copies.path(), &part.replace("03", "04"), fresh),
            write(copies.path(), "rejoinder-20261129T030000Z.rjb", old),
            write(copies.path(), ".other.part", old),
            write(data.path(), &format!("{SPOOLED}{}", number.replace('0', "1")), fresh),
            write(data.path(), "spooled-notes", old),
            write(data.path(), "keys", old),
            // Its database is written to, while the folder itself does not change.
            folder(SCRATCH, fresh),
        ];
        let place = BackupPlace::Folder(copies.path().to_owned());
        remove(data.path(), &place, now);
        for path in &removed {
            assert!(!path.exists(), "{}", path.display());
        }
        for path in &kept {
            assert!(path.exists(), "{}", path.display());
        }
        let scratch = folder(SCRATCH, old);
        remove(data.path(), &place, now);
        assert!(!scratch.exists());
    }
}
