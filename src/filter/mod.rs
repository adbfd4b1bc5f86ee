//! The filter that learns: how much a comment looks like what this site's moderators call spam.

pub mod calibration;
pub mod evaluation;
pub mod explain;
pub mod features;
pub mod file;
mod fold;
mod links;
pub mod model;
pub mod near;
mod prior;
pub mod vector;
