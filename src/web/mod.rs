//! HTTP plumbing and what every page shares.

pub mod view;

#[cfg(test)]
mod samples;
