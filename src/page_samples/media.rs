//! The library of pictures as staff see it.

use crate::desk::layout::{NavEntry, Tab};
use crate::desk::media::view::{
    DescriptionForm, FocusCell, LibraryPage, PictureCard, PicturePage, SizeLine, UploadDraft,
    UploadResult, UseLine,
};
use crate::error::FieldError;
use crate::i18n::{Message, Words};
use crate::media::view::Thumb;
use crate::page_samples::{moment, rendered, site, staff};
use crate::web::view::Site;

/// A drawing in the place of a file, so that the page shows something without a server.
const DRAWING: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='320' height='213'%3E%3Crect width='320' height='213' fill='%237c8a91'/%3E%3Cpath d='M0 150l90-60 70 40 60-50 100 70v63H0z' fill='%234a5a62'/%3E%3C/svg%3E";

/// A picture of a list.
pub(super) fn card(id: i64, label: &str, uses: usize) -> PictureCard {
    PictureCard {
        id,
        href: format!("/desk/media/{id}"),
        thumb: Thumb { src: DRAWING.into(), width: 320, height: 213 },
        label: label.into(),
        is_described: !label.contains('.'),
        name: "dredger.jpg".into(),
        size: "2160 × 1440".into(),
        uses,
    }
}

#[test]
fn the_library_shows_pictures_an_upload_and_its_faults() {
    let site = site();
    let tab = |label: &str, count, current| Tab {
        key: "",
        label: label.into(),
        count,
        href: "/desk/media".into(),
        current,
    };
    let page = LibraryPage {
        site: &site,
        staff: staff(NavEntry::Media),
        tabs: vec![tab("All", 4, true), tab("Yours", 2, false), tab("Not used", 1, false)],
        show: String::new(),
        q: String::new(),
        all_href: "/desk/media".into(),
        pictures: vec![
            card(7, "A dredger in front of the old crane, seen from the quay", 2),
            card(6, "IMG_2044.jpg", 0),
            card(5, "Mud", 1),
            card(4, "The mayor opens the new lock", 1),
        ],
        newest: None,
        older: Some("/desk/media?after=NQ".into()),
        is_open: false,
        limit_mb: 20,
        files: 20,
        draft: UploadDraft::default(),
        results: vec![],
        done: Some("2 pictures are uploaded.".into()),
        errors: vec![],
        problem: None,
    };
    let html = rendered("desk-library", &page);
    assert!(html.contains("used 2 times") && html.contains("no description"), "{html}");
    let result = |name: &str, href: Option<&str>, says: &str, code| UploadResult {
        name: name.into(),
        href: href.map(Into::into),
        says: says.into(),
        code,
    };
    let faulty = LibraryPage {
        is_open: true,
        done: None,
        results: vec![
            result("crane.jpg", Some("/desk/media/8"), "uploaded", ""),
            result("plan.pdf", None, "This file is not a picture", "picture_format"),
        ],
        errors: vec![FieldError::new("alt", "too_long", Message::fault_long(500u32, 612u32))],
        ..page.clone()
    };
    let html = rendered("desk-library-faults", &faulty);
    assert!(
        html.contains("data-code=\"picture_format\"")
            && html.contains("<details class=\"upload\" open>")
    );
    let empty = LibraryPage { pictures: vec![], older: None, done: None, ..page };
    assert!(rendered("desk-library-none", &empty).contains("There are no pictures yet."));
}

fn picture(site: &Site) -> PicturePage<'_> {
    let cell = |value: &str| FocusCell {
        value: value.into(),
        label: value.into(),
        is_chosen: value == "2-0",
    };
    PicturePage {
        site,
        staff: staff(NavEntry::Media),
        id: 7,
        action: "/desk/media/7".into(),
        title: "A dredger in front of the old crane".into(),
        name: "dredger.jpg".into(),
        picture: format!(
            "<span class=\"picture fx8 fy2\"><picture><img src=\"{DRAWING}\" width=\"2160\" height=\"1440\" alt=\"A dredger\"></picture></span>"
        ),
        width: 2160,
        height: 1440,
        sizes: vec![SizeLine {
            href: "/media/0/320.jpg".into(),
            size: "320 × 213".into(),
            kind: "JPG".into(),
            bytes: "41 kB".into(),
        }],
        markdown: "![A dredger](/media/0/2160.jpg)".into(),
        uploaded: moment("2026-11-22T09:30:00Z"),
        by: Some("Ines Almeida".into()),
        may_change: true,
        form: DescriptionForm {
            alt: "A dredger in front of the old crane".into(),
            caption: "The dredger comes twice a year.".into(),
            credit: "Ines Almeida".into(),
            ..DescriptionForm::default()
        },
        cells: ["0-0", "1-0", "2-0", "0-1", "1-1", "2-1", "0-2", "1-2", "2-2"].map(cell).to_vec(),
        uses: vec![UseLine {
            href: Some("/desk/articles/12".into()),
            title: "What it costs to keep the harbour deep".into(),
            place: "Lead picture".into(),
        }],
        done: None,
        errors: vec![],
        problem: None,
    }
}

#[test]
fn a_picture_has_a_page_with_its_uses() {
    let site = site();
    let page = picture(&site);
    let html = rendered("desk-picture", &page);
    assert!(html.contains("/desk/articles/12") && !html.contains("/desk/media/7/remove"));
    let unused = PicturePage { uses: vec![], ..picture(&site) };
    assert!(rendered("desk-picture-unused", &unused).contains("/desk/media/7/remove"));
    let theirs = PicturePage { may_change: false, ..picture(&site) };
    assert!(!rendered("desk-picture-theirs", &theirs).contains("name=\"alt\""));
    let arabic = Site { language: "ar".into(), words: Words::of("ar"), ..site.clone() };
    assert!(rendered("desk-picture-arabic", &picture(&arabic)).contains("dir=\"rtl\""));
}
