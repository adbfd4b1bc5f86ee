# Settings, people, the log, and the mails about accounts.

## Settings at run time

settings_heading = Settings
settings_intro = Changes are in force at once, without a restart. Each setting says where its value comes from; a value that is set here overrides the configuration file.
settings_publication = Publication
settings_appearance = Appearance and footer
settings_articles = Articles
settings_comments = Comments
settings_moderation = Moderation
settings_reasons = Reasons for a rejection
settings_reasons_hint = The sentence that authors read when their comment is rejected. Empty: the program’s own, in the language of the page or mail.
settings_policies = Which comments are public at once is set by the policies.
settings_save = Save settings
settings_saved = Saved. The changes are in force.
settings_reset = Reset
settings_meanwhile = Somebody else has changed the settings while you were writing. Your values are below: check them, then save again.
setting_from_default = Default
setting_from_file = From { $file }
setting_from_desk = Set here
setting_pinned = Set by { $place }, which overrides this page
setting_name = Name
setting_name_hint = In the head of every page, in feeds and mails.
setting_tagline = Tagline
setting_tagline_hint = One line under the name; may be empty.
setting_site_language = Language
setting_site_language_hint = A tag such as en, de or pt-BR, for words, dates and hyphenation.
setting_zone = Time zone
setting_zone_hint = A name such as Europe/Berlin, or UTC.
setting_colour = Accent colour
setting_colour_hint = # and six digits, such as #1a4b8c; empty: a dark red. The contrast is checked, and dark pages get a lighter shade.
setting_links = Connect with us
setting_links_hint = One link per line: its text, a space, and the address. For instance: Mastodon https://social.example/@news
setting_copyright = Copyright line
setting_copyright_hint = At the foot of every page; may be empty.
setting_paths = Permalinks
setting_paths_hint = The paths of new articles, made of { "{" }year{ "}" }, { "{" }month{ "}" }, { "{" }day{ "}" }, { "{" }section{ "}" } and { "{" }slug{ "}" }, which is required. Public articles keep their paths.
setting_per_page = Articles per page
setting_per_page_hint = On the front page, and on those of sections and tags.
setting_open_days = Days open for comments
setting_open_days_hint = After publication; empty: until an article is closed.
setting_guidelines = Guidelines for commenters
setting_guidelines_hint = Shown above the comment form; Markdown. An article may have its own.
setting_interval = Seconds between comments
setting_interval_hint = The least time between two comments of one reader; 0 is off.
setting_edit_window = Seconds for editing
setting_edit_window_hint = How long readers may edit their own comment; 0 is off.
setting_figures = Publish figures about moderation
setting_figures_hint = Monthly totals at /transparency, without personal data.
setting_undo = Seconds to undo
setting_undo_hint = How long mails about a decision wait, so that it can be undone; 0 is off.
setting_target = Minutes until a reminder
setting_target_hint = If the oldest comment of a section waits longer, its moderators get a mail; 0 is off.

## What is wrong with a setting

setting_title = Write the name of the publication
setting_line = Write one line of at most 300 characters
setting_long = Shorten this to 10,000 characters, without control characters
setting_language = Write a language tag such as en, de or pt-BR
setting_timezone = Write the name of a time zone, such as Europe/Berlin or UTC
setting_social = Write each link on a line of its own: text, space, and an address with https://
setting_accent = Write # and six digits, such as #1a4b8c
setting_contrast = Small text in this colour is hard to read: choose a darker one, such as { $colour }
setting_permalink = Write a pattern such as /{ "{" }year{ "}" }/{ "{" }month{ "}" }/{ "{" }slug{ "}" } at which the program does not answer itself
setting_number = Write a whole number from { $least } to { $most }
