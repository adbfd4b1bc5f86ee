//! The messages of `locales/*/media.ftl`: the library of pictures.

use super::messages;

messages! {
Media;
text {
    // The library
    nav_media();
    media_search();
    media_parts();
    media_words();
    media_search_long(limit: Number);
    media_all();
    media_mine();
    media_unused();
    media_undescribed();
    media_upload();
    media_upload_button();
    media_uploading();
    media_upload_first();
    media_upload_faults();
    media_choose();
    media_files();
    media_files_hint(files: Number, limit: Number);
    media_for_all();
    media_alt();
    media_alt_hint();
    media_caption();
    media_credit();
    media_credit_hint();
    media_none();
    media_none_found();
    media_show_all();
    media_not_described();
    media_not_used();
    media_used(count: Number);
    media_newest();
    media_number(number: Text);
    media_file_added();
    media_file_present();
    media_done_added(count: Number);
    media_done_present();
    media_done_first_frame();
    media_done_removed();
    // One picture
    media_sizes();
    media_kilobytes(count: Number);
    media_markdown();
    media_markdown_hint();
    media_focus();
    media_focus_hint();
    media_upper_left();
    media_upper_middle();
    media_upper_right();
    media_middle_left();
    media_middle();
    media_middle_right();
    media_lower_left();
    media_lower_middle();
    media_lower_right();
    media_not_yours();
    media_uses();
    media_no_uses();
    media_use_lead();
    media_use_body();
    media_remove();
    media_remove_hint();
    media_remove_used();
    // Pictures and comments in the editor
    lead_title();
    lead_none();
    lead_other();
    lead_other_hint();
    lead_library();
    lead_words_hint();
    lead_decorates();
    lead_file();
    lead_file_hint();
    lead_upload();
    text_pictures();
    text_pictures_hint();
    text_upload();
    done_picture();
    done_lead_picture();
    media_file_fault(name: Text, fault: Phrase);
    fault_lead_alt();
    fault_lead_unknown();
    fault_lead_path();
    field_comments_days();
    field_comments_days_hint();
    field_comments_message();
    field_comments_message_hint();
    field_guidelines();
    field_guidelines_hint();
    // Pages such as About
    nav_pages();
    page_new();
    pages_find();
    pages_none();
    pages_none_found();
}
html {
}
}
