//! Moderation: the desk at which comments are read and decided.

pub mod view;
