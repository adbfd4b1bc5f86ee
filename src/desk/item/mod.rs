//! One comment in its context, and its forms. [`crate::desk::queue`] shows the pane beside the list.

pub mod address;
pub mod ban_form;
pub mod deciding;
pub(super) mod links;
mod marking;
pub(super) mod pane;
pub mod side_forms;
pub mod thread;
pub mod view;
