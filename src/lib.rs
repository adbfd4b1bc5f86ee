//! Rejoinder: articles, the conversation under them, and the desk that moderates it.

pub mod clock;
pub mod config;
pub mod error;
pub mod ids;
pub mod logging;

pub mod cli;
