# What stands in and around a story.

## In the text

advertisement = Advertisement
read_more = Read more
embed_video = Watch on { $site }
embed_sound = Listen on { $site }
embed_post = See the post on { $site }
unfold_story = Continue Reading

## After the text

related_stories = Related stories
previous_story = Previous
next_story = Next
stories_of = More in { $section }

## Settings

settings_ads = Advertisements
settings_ads_hint = Your own HTML in stories. An empty place takes no room. Editors write { "{{" }ad middle{ "}}" } where one belongs, and { "{{" }ad none{ "}}" } in a story without advertisements.
setting_ad_top = Above the text
setting_ad_middle = Within the text
setting_ad_bottom = Below the text
setting_ad_sources = What advertisements load
setting_ad_sources_hint = One per line, for instance: script-src https://ads.example. Pages load nothing else from other sites.
setting_embeds = Sites shown as cards
setting_embeds_hint = One host per line. An address of one of them, alone in a paragraph, becomes a card with a link. Nothing is loaded from there.
setting_fold = Words before “Continue Reading”
setting_fold_hint = Much longer stories are folded there; 0: never.

## Help in the editor

forms_heading = Galleries, boxes, cards and advertisements
forms_caption = A picture alone in its paragraph, with its caption in quotation marks
forms_gallery = Several pictures in one paragraph, a line each: a gallery
forms_pull = Words of the story, large; a second paragraph says whose they are
forms_aside = Background in a box; the first line is its title
forms_more_named = A box that leads to this story; up to six paths
forms_more = The same with stories on the subject, chosen by tags and section
forms_card = An address alone in its paragraph: a card, if the site is one of those in the settings
forms_ad = A place for the advertisement; also top, bottom, and none for a story without any

## Ways to share and to read

story_link = Link
copy_link = Copy link
link_copied = Link copied
print_with_comments = Print with comments
dark_pages = Dark pages
light_pages = Light pages

## The front page by choice

nav_front = Front page
front_text = Choose what appears in each place. Where nothing is chosen, or the choice is no longer public, the rule applies.
front_see = See the front page
front_saved = The front page is saved.
front_by_rule = Automatic
front_gone = What was chosen is no longer public; the rule applies.
front_top = The first story
front_top_hint = Automatic: the newest featured story, or else the newest story.
front_lead = Lead
front_row = The row under it
front_row_hint = Automatic: the newest stories after that.
front_place = Place { $number }
front_sections_hint = Sections with stories of their own. If none is chosen, the first ones of the navigation.
front_picks_hint = Comments that were picked under the stories. Automatic: the newest.
front_meanwhile = Someone else has changed the front page in the meantime. Check the current choices and save again.
fault_front_many = Choose at most { $limit }
fault_front_article = Choose a published story
fault_front_comment = Choose a published comment
fault_front_section = Choose a section that exists
fault_front_twice = This is already in another place
log_front = { $who } arranged the front page

## Pictures of the publication

setting_logo = Logo
setting_logo_hint = The path of a picture of the library, shown at the top of pages instead of the name; empty: the name. It appears on light and on dark pages: give it a background of its own.
setting_icon = Icon
setting_icon_hint = The path of a square picture of the library, for tabs and home screens.

## Lists

list_of = { $name }: news, background and discussion in { $site }
