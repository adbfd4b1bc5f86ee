//! Support for scenes.
//!
//! | what | where |
//! | --- | --- |
//! | the program: in this process, or as a process of its own | `app`, `process`, `database` |
//! | its users: readers, staff, browsers | `reader`, `staff`, `browser`, `http` |
//! | what they get: answers, mails, snapshots of both | `answer`, `mails`, `snapshots` |
//! | data for a scene: articles, surges, many comments | `builders`, `rows`, `stream` |
//! | stored rows that neither a page nor the API shows | `stored` |
//! | documents, read strictly | `xml` |
//! | other servers: mail relays, Akismet, a replica of the database, a pooler | `sink`, `relay`, `postfix`, `akismet`, `replicas`, `pgbouncer` |
//! | checks: addresses that leak, comments that get lost, accessibility | `canary`, `ledger`, `axe` |

pub mod akismet;
pub mod answer;
pub mod app;
pub mod builders;
pub mod canary;
pub mod database;
pub mod http;
pub mod ledger;
pub mod mails;
pub mod pictures;
pub mod process;
pub mod reader;
pub mod rows;
pub mod sink;
pub mod snapshots;
pub mod staff;
pub mod stored;
pub mod stream;
pub mod xml;

#[cfg(feature = "system-tests")]
pub mod axe;
#[cfg(feature = "system-tests")]
pub mod browser;
#[cfg(feature = "system-tests")]
pub mod pgbouncer;
#[cfg(feature = "system-tests")]
pub mod postfix;
#[cfg(feature = "system-tests")]
pub mod relay;
#[cfg(feature = "system-tests")]
pub mod replicas;
#[cfg(feature = "system-tests")]
pub mod s3;
#[cfg(feature = "system-tests")]
pub mod tools;
