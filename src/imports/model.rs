//! From which systems content comes, how far an import is, and what is done with pages that are no articles here. No I/O.

use crate::{named_enum, stored_enum};

named_enum! {
    /// A system from which content can be imported.
    pub enum System {
        /// WordPress's export files (WXR).
        Wordpress => "wordpress",
        /// Disqus's export.
        Disqus => "disqus",
        /// Isso's database.
        Isso => "isso",
        /// Remark42's backup.
        Remark42 => "remark42",
        /// Commento's export.
        Commento => "commento",
        /// Comentario's export.
        Comentario => "comentario",
        /// Artalk's transfer files (artrans), and the exports of Waline and Cusdis.
        Artalk => "artalk",
        /// The collections of Coral.
        Coral => "coral",
        /// Our own format.
        Jsonl => "jsonl",
    }
}

impl System {
    /// What it calls itself.
    pub fn title(self) -> &'static str {
        match self {
            System::Wordpress => "WordPress",
            System::Disqus => "Disqus",
            System::Isso => "Isso",
            System::Remark42 => "Remark42",
            System::Commento => "Commento",
            System::Comentario => "Comentario",
            System::Artalk => "Artalk, Waline, Cusdis",
            System::Coral => "Coral",
            System::Jsonl => "Rejoinder (JSON Lines)",
        }
    }
}

named_enum! {
    /// What is done with the comments of a page that is no article here.
    #[derive(Default)]
    pub enum Unmatched {
        /// A draft is made that holds them, until an editor publishes it.
        #[default]
        Hold => "hold",
        /// An article without text is published.
        Create => "create",
        /// They are left out.
        Skip => "skip",
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many items were read, from so many bytes of so many; the last is 0 if nobody knows.
    Read(u64, u64, u64),
    /// So many items were stored or compared, of so many.
    Stored(u64, u64),
}

stored_enum! {
    /// What has become of an upload. A SMALLINT in the database.
    pub enum UploadState {
        /// It is being planned.
        Waiting = 0 => "waiting",
        /// It can be applied.
        Planned = 1 => "planned",
        /// It is being imported.
        Applying = 2 => "applying",
        /// It was imported.
        Done = 3 => "done",
        /// It was refused; nothing was stored.
        Failed = 4 => "failed",
    }
}
