//! The middle rooms of Rejoinder: accounts, articles, comments and their moderation.
//!
//! They use `rejoinder-base`, whose rooms have their names here, too: `crate::db` is the database. The package
//! `rejoinder` uses both: mail to people, imports and exports, the desk, the routes, the server and the commands. Its crate
//! doc is the map of all rooms, and says why they are in three packages.

// In the order of the map. The blank lines keep rustfmt from sorting them.

use rejoinder_base::*;

pub mod accounts;

pub mod media;

pub mod site_settings;

pub mod articles;

pub mod rules;

pub mod reviews;

pub mod subscriptions;

pub mod mentions;

pub mod comments;

pub mod moderation;

pub mod bans;

pub mod profiles;

pub mod transparency;
