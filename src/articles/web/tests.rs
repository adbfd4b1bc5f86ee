//! The API and the pages of lists, from outside.
