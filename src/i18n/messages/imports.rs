//! The messages of `locales/*/imports.ftl`: moving in from other systems, at the desk.

use super::messages;

messages! {
Imports;
text {
    // The list and the form
    imports_heading();
    import_add();
    import_add_text();
    import_system();
    import_files();
    import_files_hint(size: Number);
    import_unmatched();
    import_unmatched_hold();
    import_unmatched_create();
    import_unmatched_skip();
    import_map();
    import_map_hint();
    import_teach();
    import_upload();
    import_uploading();
    import_uploaded();
    import_made_before();
    import_none();
    // The state of an upload and of an import
    import_state_waiting();
    import_state_planned();
    import_state_applying();
    import_state_done();
    import_state_failed();
    import_state_running();
    import_state_undone();
    // One upload
    import_number(number: Text);
    import_plan();
    import_plan_text();
    import_result();
    import_apply();
    import_discard();
    import_reload();
    import_reload_text();
    import_progress();
    import_reading(count: Number);
    import_storing(done: Number, total: Number);
    import_made();
    import_to_make();
    import_matched();
    import_nothing();
    import_states();
    import_pages();
    import_no_article();
    import_repaired();
    import_skipped();
    import_count();
    import_there();
    import_here();
    import_first_of(shown: Number, total: Number);
    import_undo();
    import_undo_text();
    import_notice_undo();
    import_notice_discarded();
    import_from(system: Text, files: Text);
    // Faults
    import_choose();
    import_choose_system();
    import_too_large(size: Number);
    import_gone();
    import_in_other_state();
}
html {
}
}
