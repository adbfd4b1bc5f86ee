//! What the scenes are played with: the instruments that watch the program from outside.

pub mod canary;
pub mod ledger;
pub mod sink;

#[cfg(feature = "system-tests")]
pub mod axe;
#[cfg(feature = "system-tests")]
pub mod browser;
#[cfg(feature = "system-tests")]
pub mod relay;
#[cfg(feature = "system-tests")]
pub mod tools;
