//! The editor's form: what was written, and what it asks for.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::articles::choices::{Choices, SubmittedChoices};
use crate::articles::content::{self, Submitted, SubmittedCorrection};
use crate::articles::lead_image::{LeadImage, SubmittedLead};
use crate::articles::model::{Article, Correction, Status};
use crate::clock::{Time, TimeFormat, Zone};
use crate::media::model::{self as media, Media};
use crate::named_enum;
use crate::web::view::Moment;

named_enum! {
    /// The button that was pressed.
    pub enum Step {
        /// Store the text; the status stays.
        Save => "save",
        /// Show the text as readers would see it; nothing is stored.
        Preview => "preview",
        /// Ask an editor to publish it.
        Submit => "submit",
        /// Make it public now.
        Publish => "publish",
        /// Make it public at the time that is given.
        Schedule => "schedule",
        /// Make it a draft again.
        Return => "return",
        /// Hide what is public.
        Withdraw => "withdraw",
        /// Delete what was never public.
        Delete => "delete",
        /// Add a note for colleagues; the text is kept as a working copy.
        Remark => "remark",
        /// Upload pictures and add them to the text, which is kept as a working copy.
        Picture => "picture",
        /// Upload the lead picture; the text is kept as a working copy.
        LeadPicture => "lead_picture",
    }
}

impl Step {
    /// The status that it leads to; `None` where it stays.
    fn status(self) -> Option<Status> {
        match self {
            Step::Save
            | Step::Preview
            | Step::Delete
            | Step::Remark
            | Step::Picture
            | Step::LeadPicture => None,
            Step::Submit => Some(Status::Submitted),
            Step::Publish => Some(Status::Published),
            Step::Schedule => Some(Status::Scheduled),
            Step::Return => Some(Status::Draft),
            Step::Withdraw => Some(Status::Withdrawn),
        }
    }
}

/// The fields of the editor, as they were sent or are shown. Those that the page did not show to this
/// member are `None`, and stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArticleForm {
    /// The article's version that was opened; empty for a new one.
    pub version: String,
    /// The button; only in what was sent.
    #[serde(skip_serializing)]
    pub step: String,
    /// The headline.
    pub title: String,
    /// The line under it.
    pub summary: String,
    /// The Markdown.
    pub body: String,
    /// The names of the authors, separated by commas.
    pub byline: String,
    /// The section's name.
    pub section: String,
    /// The tags, separated by commas.
    pub tags: String,
    /// The path with its leading slash; empty for the default.
    pub path: Option<String>,
    /// The time of publication in the site's zone.
    pub published_at: Option<String>,
    /// `open`, `hold_all` or `closed`.
    pub comments: String,
    /// A correction to add.
    pub correction: String,
    /// The corrections that there are, one in each line; for those who decide about path and time.
    pub corrections: Option<String>,
    /// `yes` to tell readers that the text was updated.
    pub updated: String,
    /// A note to author or editors, which goes with the step.
    pub note: String,
    /// `yes` to take a path that redirects to another article.
    pub replace_redirect: String,
    /// The BCP 47 tag of the text; empty for the language of the site.
    pub language: Option<String>,
    /// `article` or `page`; like the next three only for editors.
    pub kind: Option<String>,
    /// The menu that leads to a page.
    pub menu: Option<String>,
    /// Its place there, as it was written.
    pub menu_order: Option<String>,
    /// `yes` if the page showed the boxes for the front page, because a browser sends nothing of a box
    /// that is not ticked.
    pub placed: String,
    /// `yes` if the front page shows it larger.
    pub featured: String,
    /// `yes` if the front page shows it before all others.
    pub sticky: String,
    /// A new password for readers; empty to leave it as it is. Not stored with a working copy.
    #[serde(skip_serializing)]
    pub password: String,
    /// `yes` to remove the password.
    #[serde(skip_serializing)]
    pub unprotect: String,
    /// `yes` to save although a colleague is writing in the article.
    #[serde(skip_serializing)]
    pub take_over: String,
    /// A note for colleagues, which stays beside the article.
    #[serde(skip_serializing)]
    pub remark: String,
    /// The path of the lead picture; empty for none.
    pub lead_image: Option<String>,
    /// The number or the path of another picture, in place of that one.
    pub lead_other: String,
    /// The description of the lead picture; empty for that of the library.
    pub lead_alt: String,
    /// The line under it; empty for what the library says.
    pub lead_caption: String,
    /// Its credit; empty for that of the library.
    pub lead_credit: String,
    /// `yes` if it only decorates.
    pub lead_decorates: String,
    /// The description of pictures that are uploaded for the text.
    #[serde(skip_serializing)]
    pub text_alt: String,
    /// Days until comments close; empty for no limit.
    pub comments_days: Option<String>,
    /// The message to readers while comments are closed.
    pub comments_message: Option<String>,
    /// The guidelines above the comment form, in Markdown.
    pub guidelines: Option<String>,
}

impl ArticleForm {
    /// The form of an article as it is.
    pub fn of(article: &Article, zone: &Zone) -> ArticleForm {
        ArticleForm {
            version: article.version.to_string(),
            title: article.title.clone(),
            summary: article.summary.clone(),
            body: article.body.clone(),
            byline: article.byline.clone(),
            section: article.section_path().to_owned(),
            tags: article.tag_names(),
            path: Some(format!("/{}", article.path)),
            published_at: Some(article.published_at.map(|at| local(at, zone)).unwrap_or_default()),
            corrections: Some(corrections_text(&article.corrections)),
            comments: article.choices.comments.name().to_owned(),
            language: Some(article.choices.language.clone()),
            ..ArticleForm::default().completed(Some(article))
        }
    }

    /// The form without the fields for path, time and corrections, about which authors do not decide once
    /// the article is scheduled or was public.
    pub fn without_path_and_time(self) -> ArticleForm {
        ArticleForm { path: None, published_at: None, corrections: None, ..self }
    }

    /// The form with the lead picture and the comment fields of `article`, if it has none: a working copy
    /// from before there were such fields, or a form that a program has sent.
    pub fn completed(mut self, article: Option<&Article>) -> ArticleForm {
        if self.lead().is_none() {
            let lead = article.and_then(|article| article.lead_image.as_ref());
            let text = |text: Option<&Option<String>>| text.cloned().flatten().unwrap_or_default();
            let decorates = lead.is_some_and(|lead| lead.alt.as_deref() == Some(""));
            self.lead_image = Some(lead.map(|lead| lead.media.path()).unwrap_or_default());
            self.lead_alt = text(lead.map(|lead| &lead.alt));
            self.lead_caption = text(lead.map(|lead| &lead.caption));
            self.lead_credit = text(lead.map(|lead| &lead.credit));
            self.lead_decorates = if decorates { "yes".to_owned() } else { String::new() };
        }
        let choices = article.map(|article| article.choices.clone()).unwrap_or_default();
        let days = choices.comments_days.map(|days| days.to_string()).unwrap_or_default();
        self.comments_days.get_or_insert(days);
        self.comments_message.get_or_insert(choices.comments_message);
        self.guidelines.get_or_insert(choices.guidelines);
        self
    }

    /// The number or path of the lead picture; empty for none. `None` if the form has no such field.
    pub fn lead(&self) -> Option<&str> {
        match self.lead_other.trim() {
            "" => self.lead_image.as_deref().map(str::trim),
            other => Some(other),
        }
    }

    /// The form with this lead picture, which was uploaded with it.
    pub fn with_lead(self, media: &Media) -> ArticleForm {
        let (lead_image, lead_other) = (Some(media.path()), String::new());
        ArticleForm { lead_image, lead_other, ..self }
    }

    /// The form without words of its own about the lead picture, because the library has got them.
    pub fn without_lead_texts(self) -> ArticleForm {
        ArticleForm {
            lead_alt: String::new(),
            lead_caption: String::new(),
            lead_credit: String::new(),
            ..self
        }
    }

    /// The description, caption and credit in the form, for the library.
    pub fn lead_description(&self) -> media::Submitted {
        media::Submitted {
            alt: Some(self.lead_alt.clone()),
            caption: Some(self.lead_caption.clone()),
            credit: Some(self.lead_credit.clone()),
            focal_point: None,
        }
    }

    /// The lead picture that is asked for. `present` is the article's, whose decision for no words at all
    /// stays.
    pub fn submitted_lead(&self, present: Option<&LeadImage>) -> Option<SubmittedLead> {
        let name = match self.lead()? {
            "" => return Some(SubmittedLead::default()),
            name => media::MediaName::parse(name),
        };
        let present = present.filter(|lead| name.names(&lead.media));
        let text = |written: &str, kept: Option<&Option<String>>| match written.trim() {
            "" => kept.cloned().flatten().filter(String::is_empty),
            written => Some(written.to_owned()),
        };
        Some(SubmittedLead {
            alt: match self.lead_decorates.as_str() {
                "yes" => Some(String::new()),
                _ => text(&self.lead_alt, None),
            },
            caption: text(&self.lead_caption, present.map(|lead| &lead.caption)),
            credit: text(&self.lead_credit, present.map(|lead| &lead.credit)),
            media: Some(name),
        })
    }

    /// The form with the fields that only editors have.
    pub fn with_places(self, choices: &Choices) -> ArticleForm {
        let yes = |is_set: bool| if is_set { "yes".to_owned() } else { String::new() };
        ArticleForm {
            kind: Some(choices.kind.name().to_owned()),
            menu: Some(choices.menu.name().to_owned()),
            menu_order: Some(choices.menu_order.to_string()),
            placed: "yes".to_owned(),
            featured: yes(choices.featured),
            sticky: yes(choices.sticky),
            ..self
        }
    }

    /// The form of an article that does not exist yet.
    pub fn empty(byline: &str) -> ArticleForm {
        ArticleForm {
            byline: byline.to_owned(),
            path: Some(String::new()),
            published_at: Some(String::new()),
            comments: "open".to_owned(),
            language: Some(String::new()),
            ..ArticleForm::default().completed(None)
        }
    }

    /// The button that was pressed; saving where the browser names none.
    pub fn step(&self) -> Option<Step> {
        if self.step.is_empty() { Some(Step::Save) } else { Step::parse(&self.step) }
    }

    /// Whether the text is the same as that of `other`: what a working copy is kept for.
    pub fn same_text(&self, other: &ArticleForm) -> bool {
        let words = |form: &ArticleForm| {
            let lines = [
                &form.title,
                &form.summary,
                &form.byline,
                &form.section,
                &form.tags,
                &form.comments,
                &form.correction,
                &form.updated,
                &form.replace_redirect,
            ];
            // A browser sends the line ends of the network.
            (lines.map(String::clone), form.body.replace("\r\n", "\n").trim().to_owned())
        };
        let lead = |form: &ArticleForm| {
            let words = [&form.lead_alt, &form.lead_caption, &form.lead_credit];
            let words = words.map(|word| word.trim().to_owned());
            Some((form.lead()?.to_owned(), words, form.lead_decorates.clone()))
        };
        let same_lead = match (lead(self), lead(other)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let boxes = |form: &ArticleForm| (form.featured.clone(), form.sticky.clone());
        let same_boxes =
            self.placed.is_empty() || other.placed.is_empty() || boxes(self) == boxes(other);
        // A field that one of them does not have is as it was.
        let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one.trim() == other.trim(),
            _ => true,
        };
        words(self) == words(other)
            && same(&self.path, &other.path)
            && same(&self.published_at, &other.published_at)
            && same(&self.corrections, &other.corrections)
            && same(&self.language, &other.language)
            && same(&self.kind, &other.kind)
            && same(&self.menu, &other.menu)
            && same(&self.menu_order, &other.menu_order)
            && same(&self.comments_days, &other.comments_days)
            && same(&self.comments_message, &other.comments_message)
            && same(&self.guidelines, &other.guidelines)
            && same_boxes
            && same_lead
    }

    /// What is asked for of `present`, or of a new article. A time that was not changed is not sent
    /// again, because the field has no seconds.
    pub fn submitted(
        &self,
        step: Step,
        present: Option<&Article>,
        zone: &Zone,
        now: Time,
    ) -> Submitted {
        let given = self.published_at.as_deref().map(str::trim).filter(|time| !time.is_empty());
        let shown = present.and_then(|article| article.published_at).map(|at| local(at, zone));
        let mut published_at = given
            .filter(|given| shown.as_deref() != Some(*given))
            .map(|given| content::time(TimeFormat::Local(zone), given));
        if step == Step::Publish {
            let planned = match &published_at {
                None => present
                    .filter(|article| !article.status.was_public())
                    .and_then(|article| article.published_at),
                Some(given) => given.as_ref().ok().copied(),
            };
            // “Publish” means now. A time that has passed is the date that readers see.
            if planned.is_some_and(|at| at > now) {
                published_at = Some(Ok(now));
            }
        }
        let path = self.path.clone().filter(|path| match present {
            Some(article) => path.trim().trim_matches('/') != article.path,
            None => !path.trim().is_empty(),
        });
        let some = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
        // A name from before there were authors may have a comma.
        let is_changed = present.is_none_or(|article| article.byline != self.byline.trim());
        let bylines = is_changed.then(|| names(&self.byline));
        Submitted {
            title: Some(self.title.clone()),
            summary: Some(self.summary.clone()),
            body: Some(self.body.clone()),
            bylines,
            byline: (!is_changed).then(|| self.byline.clone()),
            lead_image: self
                .submitted_lead(present.and_then(|article| article.lead_image.as_ref())),
            section: Some(self.section.clone()),
            tags: Some(names(&self.tags)),
            path,
            published_at,
            status: step.status().map(|status| status.name().to_owned()),
            choices: SubmittedChoices { comments: some(&self.comments), ..self.places() },
            correction: some(&self.correction),
            corrections: self
                .corrections
                .as_deref()
                .zip(present)
                .map(|(text, article)| reworded(text, &article.corrections)),
            updated: Some(self.updated == "yes"),
            note: some(&self.note),
            replace_redirect: Some(self.replace_redirect == "yes"),
            password: match self.unprotect.as_str() {
                "yes" => Some(SecretString::default()),
                _ => some(&self.password).map(SecretString::from),
            },
        }
    }

    /// The language, and what only editors decide.
    fn places(&self) -> SubmittedChoices {
        let boxes = self.placed == "yes";
        // What is no number is reported as one that is out of range.
        let number = |written: &String| written.trim().parse().unwrap_or(i64::MAX);
        let days = |written: &String| match written.trim() {
            "" => 0,
            written => written.parse().unwrap_or(i64::MAX),
        };
        SubmittedChoices {
            language: self.language.clone(),
            kind: self.kind.clone(),
            menu: self.menu.clone(),
            menu_order: self.menu_order.as_ref().map(number),
            featured: boxes.then_some(self.featured == "yes"),
            sticky: boxes.then_some(self.sticky == "yes"),
            comments_days: self.comments_days.as_ref().map(days),
            comments_message: self.comments_message.clone(),
            guidelines: self.guidelines.clone(),
            ..SubmittedChoices::default()
        }
    }
}

/// The corrections as the editor shows them, the oldest first.
fn corrections_text(corrections: &[Correction]) -> String {
    let texts: Vec<&str> = corrections.iter().map(|correction| correction.text.as_str()).collect();
    texts.join("\n")
}

/// The corrections that the lines of `text` ask for in place of `present`. A line has the time of the
/// correction that it was, by its words or, if none was added or removed, by its place.
fn reworded(text: &str, present: &[Correction]) -> Vec<SubmittedCorrection> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_same_count = lines.len() == present.len();
    let submitted = |(place, line): (usize, &&str)| {
        let of_words = present.iter().find(|known| known.text == **line);
        let of_place = present.get(place).filter(|_| is_same_count);
        SubmittedCorrection {
            at: of_words.or(of_place).map(|known| Ok(known.at)),
            text: (*line).to_owned(),
        }
    };
    lines.iter().enumerate().map(submitted).collect()
}

/// The names in a list with the commas of several scripts.
pub(super) fn names(written: &str) -> Vec<String> {
    let names = written.split([',', '،', '、', ';', '\n']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A time as the field for date and time has it: local, without seconds.
pub fn local(time: Time, zone: &Zone) -> String {
    let iso = Moment(time).at(zone).iso().to_string();
    iso.get(..16).unwrap_or_default().to_owned()
}

/// Words of a Markdown text, as people count them: in scripts without spaces each two characters are
/// one.
pub fn count_words(markdown: &str) -> usize {
    let is_ideograph = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    let ideographs = markdown.chars().filter(|c| is_ideograph(*c)).count();
    let words = markdown
        .split(|c: char| c.is_whitespace() || is_ideograph(c))
        .filter(|word| word.chars().any(char::is_alphanumeric));
    words.count() + ideographs.div_ceil(2)
}

/// Minutes to read so many words: 230 a minute, the usual figure for adults.
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(230).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FieldFault;

    fn at(text: &str) -> Time {
        Time::parse(text).expect("a valid instant")
    }

    #[test]
    fn a_reworded_correction_keeps_its_time() {
        let correction =
            |at, text: &str| Correction { at: Time::from_micros(at), text: text.into() };
        let present = [correction(1, "Five, not four."), correction(2, "Ann, not Anna.")];
        let of = |text: &str| {
            let all = reworded(text, &present);
            let time =
                |at: Option<Result<Time, FieldFault>>| at.map(|at| at.expect("a time").micros());
            all.into_iter().map(|one| (time(one.at), one.text)).collect::<Vec<_>>()
        };
        let (five, ann) = ((Some(1), "Five, not four.".into()), (Some(2), "Ann, not Anna.".into()));
        assert_eq!(of(&corrections_text(&present)), [five.clone(), ann.clone()]);
        assert_eq!(
            of("Five, not 4.\r\n\r\nAnn, not Anna.\r\n"),
            [(Some(1), "Five, not 4.".into()), ann.clone()]
        );
        assert_eq!(of("Ann, not Anna."), [ann]);
        assert_eq!(of("Six."), [(None, "Six.".into())]);
        assert_eq!(of(" "), []);
    }

    #[test]
    fn publishing_means_now_and_an_unchanged_time_is_not_sent() {
        let zone = Zone::named("Europe/Berlin").expect("a zone");
        let now = at("2026-11-29T09:00:00Z");
        let form =
            |time: &str| ArticleForm { published_at: Some(time.into()), ..ArticleForm::default() };
        let sent = |form: &ArticleForm, step| {
            form.submitted(step, None, &zone, now).published_at.map(|time| time.expect("a time"))
        };
        let later = form("2026-11-30T08:00");
        assert_eq!(sent(&later, Step::Publish), Some(now));
        assert_eq!(sent(&later, Step::Schedule), Some(at("2026-11-30T07:00:00Z")));
        assert_eq!(
            sent(&form("2026-11-20T08:00"), Step::Publish),
            Some(at("2026-11-20T07:00:00Z"))
        );
        assert_eq!(sent(&form(" "), Step::Publish), None);
        assert_eq!(local(at("2026-11-30T07:00:59Z"), &zone), "2026-11-30T08:00");
    }

    #[test]
    fn a_working_copy_differs_by_its_lead_picture_and_an_old_one_does_not() {
        let saved = ArticleForm::empty("Ines");
        let old = ArticleForm { lead_image: None, guidelines: None, ..saved.clone() };
        assert!(old.same_text(&saved) && old.completed(None).same_text(&saved));
        for changed in [
            ArticleForm { lead_image: Some("/media/x/1.jpg".into()), ..saved.clone() },
            ArticleForm { lead_other: "5".into(), ..saved.clone() },
            ArticleForm { lead_caption: "Mud".into(), ..saved.clone() },
            ArticleForm { comments_days: Some("7".into()), ..saved.clone() },
        ] {
            assert!(!changed.same_text(&saved), "{changed:?}");
        }
    }

    #[test]
    fn empty_words_about_the_lead_picture_are_those_of_the_library() {
        let form = ArticleForm {
            lead_image: Some("/media/x/1.jpg".into()),
            lead_other: " 5 ".into(),
            lead_caption: "Mud".into(),
            ..ArticleForm::default()
        };
        let sent = form.submitted_lead(None).expect("a lead picture");
        assert_eq!(sent.media, Some(media::MediaName::parse("5")));
        assert_eq!((sent.alt, sent.caption.as_deref()), (None, Some("Mud")));
        let decorates = ArticleForm { lead_decorates: "yes".into(), ..form };
        assert_eq!(decorates.submitted_lead(None).and_then(|lead| lead.alt).as_deref(), Some(""));
        let none = ArticleForm { lead_image: Some(String::new()), ..ArticleForm::default() };
        assert_eq!(none.submitted_lead(None), Some(SubmittedLead::default()));
        assert_eq!(ArticleForm::default().submitted_lead(None), None);
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("## The harbour\n\n* is **deep** - and _old_."), 6);
        assert_eq!(count_words("港口很深"), 2);
        assert_eq!(count_words(""), 0);
        assert_eq!([0, 230, 231].map(reading_minutes), [1, 1, 2]);
    }

    #[test]
    fn tags_are_separated_by_the_commas_of_each_script() {
        assert_eq!(names("Mud, Harbour،  Ports;"), ["Mud", "Harbour", "Ports"]);
    }
}
