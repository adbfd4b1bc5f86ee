//! The messages of `locales/*/reading.ftl`: what stands in and around a story.

use super::messages;

messages! {
Reading;
text {
    // In the text
    advertisement();
    read_more();
    embed_video(site: Text);
    embed_sound(site: Text);
    embed_post(site: Text);
    unfold_story();
    // After the text
    related_stories();
    previous_story();
    next_story();
    stories_of(section: Text);
    // Settings
    settings_ads();
    settings_ads_hint();
    setting_ad_top();
    setting_ad_middle();
    setting_ad_bottom();
    setting_ad_sources();
    setting_ad_sources_hint();
    setting_embeds();
    setting_embeds_hint();
    setting_fold();
    setting_fold_hint();
    // Help in the editor
    forms_heading();
    forms_caption();
    forms_gallery();
    forms_pull();
    forms_aside();
    forms_more_named();
    forms_more();
    forms_card();
    forms_ad();
    // Ways to share and to read
    story_link();
    copy_link();
    link_copied();
    print_with_comments();
    dark_pages();
    light_pages();
    // The front page by choice
    nav_front();
    front_text();
    front_see();
    front_saved();
    front_by_rule();
    front_gone();
    front_top();
    front_top_hint();
    front_lead();
    front_row();
    front_row_hint();
    front_place(number: Number);
    front_sections_hint();
    front_picks_hint();
    front_meanwhile();
    fault_front_many(limit: Number);
    fault_front_article();
    fault_front_comment();
    fault_front_section();
    fault_front_twice();
    // Pictures of the publication
    setting_logo();
    setting_logo_hint();
    setting_icon();
    setting_icon_hint();
    // Lists
    list_of(name: Text, site: Text);
}
html {
    log_front(who: Html);
}
}
