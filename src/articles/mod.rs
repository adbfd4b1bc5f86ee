//! Articles: what is published, and the page that shows it.

pub mod view;
