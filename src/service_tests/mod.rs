//! Requests to the whole route table, without a network: what slices promise over HTTP.

mod accounts;
mod articles;
mod moderation;
