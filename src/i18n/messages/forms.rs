//! The messages of `locales/*/forms.ftl`: what is wrong with a form of the desk, and what to do
//! about it. One sentence each, without a full stop where it stands beside a field.

use super::messages;

messages! {
Forms;
text {
    // Any form of the desk
    fault_form_unreadable();
    fault_load_again();
    // Batches
    fault_count_again();
    fault_tick_comments(most: Number);
}
html {}
}
