//! Accounts of the staff: set-up, sign-in, sessions and tokens.

pub mod view;
