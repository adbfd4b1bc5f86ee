//! Rejoinder: articles, the conversation under them, and the desk that moderates it.

pub mod clock;
pub mod error;
pub mod ids;

pub mod web;

pub mod accounts;
pub mod articles;
pub mod comments;
pub mod moderation;
pub mod site;
