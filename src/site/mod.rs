//! Lists of articles for readers: the front page and the pages of sections and tags.

pub mod view;
pub mod web;
