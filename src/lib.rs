//! Rejoinder: articles, the conversation under them, and the desk that moderates it.

pub mod config;

pub mod clock;
pub mod ids;

pub mod error;

pub mod text;

pub mod address;

pub mod markup;

pub mod vault;

pub mod cache;

pub mod db;

pub mod changes;

pub mod queue;

pub mod app;

pub mod web;

pub mod accounts;

pub mod articles;

pub mod comments;

pub mod moderation;

pub mod site;

pub mod openapi;

pub mod routes;

pub mod server;

pub mod cli;
pub mod logging;
