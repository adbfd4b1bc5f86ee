//! Comments: the thread under an article, and the form that feeds it.

pub mod view;
