//! All tests that attack the program from outside: one binary, so that it is linked once.
//!
//! `cargo test` is the quick loop, on the embedded database. `tests/run` runs the same scenes on
//! SQLite and on PostgreSQL, and adds those that need a browser or another program (feature
//! `system-tests`).

#![allow(clippy::disallowed_methods, reason = "a test attacks from outside the program's rooms")]

mod support;

mod accounts;
mod akismet;
mod api;
mod articles;
mod audit;
mod bans;
mod batches;
mod bylines;
mod choices;
mod deciding;
mod desk;
mod desk_around;
mod desk_article_options;
mod desk_article_pictures;
mod desk_articles;
mod desk_bans;
mod desk_imports;
mod desk_kept;
mod desk_labels;
mod desk_media;
mod desk_reviews;
mod desk_sections;
mod doctor;
mod durability;
mod feeds;
mod figures;
mod filter;
mod filter_loop;
mod following;
mod front;
mod hostile;
mod imports;
mod instruments;
mod languages;
mod mail;
mod media;
mod mentions;
mod migrations;
mod moderation;
mod moving;
mod people;
mod posting;
mod privacy;
mod publishing;
mod queue;
mod race;
mod reading;
mod reviews;
mod rules;
mod screening;
mod search;
mod sections;
mod settings;
mod staff_mail;
mod surge;
mod sync;
mod themes;
mod thread;
mod thread_counts;
mod transparency;
mod vault;
mod visible;
mod web_safety;

#[cfg(feature = "otlp")]
mod traces;

#[cfg(feature = "system-tests")]
mod desk_pages;
#[cfg(feature = "system-tests")]
mod failover;
#[cfg(feature = "system-tests")]
mod litestream;
#[cfg(feature = "system-tests")]
mod nodes;
#[cfg(feature = "system-tests")]
mod pages;
#[cfg(feature = "system-tests")]
mod replicas;
