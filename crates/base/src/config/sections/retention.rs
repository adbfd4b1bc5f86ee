//! The section `retention`.

use crate::config::layers::Layers;

/// How long data are kept. The network addresses of comments have `comments.network_days`.
#[derive(Clone, Debug)]
pub struct Retention {
    /// After how many days an unconfirmed subscription is removed.
    pub unconfirmed_days: u32,
    /// After how many days rejected comments and spam are removed; 0 means never.
    pub refused_days: u32,
    /// After how many days the files of the mail transport `file` are removed; 0 means never.
    pub mail_days: u32,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Retention> {
    let unconfirmed_days = layers.number("retention.unconfirmed_days", 1..=365);
    let refused_days = layers.number("retention.refused_days", 0..=3_650);
    let mail_days = layers.number("retention.mail_days", 0..=3_650);
    Some(Retention {
        unconfirmed_days: unconfirmed_days?,
        refused_days: refused_days?,
        mail_days: mail_days?,
    })
}
