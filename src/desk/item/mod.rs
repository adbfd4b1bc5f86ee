//! One comment with all that helps to decide on it, and the forms beside it. The pane is shown beside
//! its list by [`crate::desk::queue`].

pub mod address;
pub mod side_forms;
pub mod ban_form;
pub mod deciding;
pub(super) mod links;
mod marking;
pub(super) mod pane;
pub mod thread;
pub mod view;
