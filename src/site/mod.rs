//! Lists of articles for readers: the front page, the pages of sections and tags, and the search.

pub mod choices;
pub mod front;
pub mod model;
pub(crate) mod samples;
mod store;
pub mod theme_check;
mod themed;
pub mod view;
pub mod web;

pub use store::{chosen_picks, picks as newest_picks};
