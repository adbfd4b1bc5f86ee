//! The first rooms of Rejoinder: basic types, the database, mail, screening, and what HTTP needs.
//!
//! `rejoinder-domain` and `rejoinder` use this package and name its rooms as their own, `crate::db`. The crate doc
//! of `rejoinder` is the map of all rooms, and says why they are in three packages.

// In the order of the map. The blank lines keep rustfmt from sorting them.

pub mod enums;

pub mod clock;

pub mod i18n;

pub mod theme;

pub mod error;

pub mod text;

pub mod config;

pub mod ids;

pub mod address;

pub mod markup;

pub mod vault;

pub mod canary;

pub mod passwords;

pub mod logging;

pub mod cache;

pub mod db;

pub mod settings;

pub mod invalidation;

pub mod status;

pub mod audit;

pub mod queue;

pub mod mail;

pub mod outbound;

pub mod traces;

pub mod pictures;

pub mod storage;

pub mod archive;

pub mod backups;

pub mod screening;

pub mod post_processing;

pub mod app;

pub mod web;
