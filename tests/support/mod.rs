//! Support for scenes: instruments that observe the program, the program itself, and its users.

pub mod akismet;
pub mod answer;
pub mod app;
pub mod builders;
pub mod canary;
pub mod database;
pub mod http;
pub mod ledger;
pub mod mails;
pub mod process;
pub mod reader;
pub mod sink;
pub mod snapshots;
pub mod staff;
pub mod stream;

#[cfg(feature = "system-tests")]
pub mod axe;
#[cfg(feature = "system-tests")]
pub mod browser;
#[cfg(feature = "system-tests")]
pub mod relay;
#[cfg(feature = "system-tests")]
pub mod tools;
