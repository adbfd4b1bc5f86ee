//! The lower rooms of Rejoinder: basic types, the database, mail, screening, and what HTTP needs.
//!
//! The package `rejoinder` stands on this one and gives these modules their names again, so that both read
//! `crate::db` for the database. Its crate doc is the map of all rooms. They are in two packages because the
//! compiler works on a package at a time: a change in a slice does not compile these again, and in a clean build
//! they become machine code while the slices are read. `docs/performance.md`, "Compiling", has the figures.
//!
//! The test of the architecture (`tests/architecture.rs` of `rejoinder`) reads both packages as one.

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
