//! The parts of the page that filter a list: tabs, saved views, and the form.

use crate::accounts::model::{Role, Staff};
use crate::desk::layout::Tab;
use crate::desk::queue::query::ListQuery;
use crate::desk::queue::view::Filters;
use crate::desk::words::{condition, list_name};
use crate::error::FieldError;
use crate::i18n::{Message, Words};
use crate::moderation::filter::RawFilter;
use crate::moderation::model::list::Order;
use crate::moderation::model::workload::{Load, SectionName};
use crate::moderation::saved_view::View;
use crate::status::Status;

pub(super) fn tabs(words: &Words, list: &ListQuery, overview: &Load) -> Vec<Tab> {
    let tab = |status: Status| Tab {
        key: status.name(),
        label: list_name(words, status).into_owned(),
        count: overview.count(status),
        href: list.of(status).href(),
        current: list.status() == Some(status),
    };
    Status::ALL.into_iter().map(tab).collect()
}

/// The saved views, and the one on this page if `staff` may remove it.
pub(super) type Views = (Vec<(String, String, bool)>, Option<(i64, String)>);

/// The saved views; if sections have moderators, first the view of the member's own sections.
pub(super) fn saved_views(
    words: &Words,
    list: &ListQuery,
    views: &[View],
    desks: bool,
    staff: &Staff,
) -> Views {
    let shown = |name: &str, filter: &RawFilter| {
        let href = ListQuery::of_view(filter).href();
        let current = href == list.href();
        (name.to_owned(), href, current)
    };
    let own = RawFilter {
        status: Some(Status::Pending.name().to_owned()),
        mine: Some(true),
        ..RawFilter::default()
    };
    let own = desks.then(|| shown(&words.own_sections(), &own));
    let current = views.iter().find(|view| {
        let theirs = !view.shared || staff.role >= Role::Editor;
        theirs && ListQuery::of_view(&view.filter).href() == list.href()
    });
    let named = views.iter().map(|view| shown(&view.name, &view.filter));
    (own.into_iter().chain(named).collect(), current.map(|view| (view.id.0, view.name.clone())))
}

pub(super) fn filters(
    words: &Words,
    list: &ListQuery,
    order: Order,
    errors: Vec<FieldError>,
    sections: Vec<SectionName>,
    filter_names: &[(&'static str, Message)],
) -> Filters {
    let named = |name: &str| {
        let found = filter_names.iter().find(|(known, _)| *known == name);
        found.map(|(_, said)| words.say(said).into_owned())
    };
    let mut filters = Filters {
        errors,
        status: list.status().map_or("all", Status::name),
        sections: sections.into_iter().map(|section| (section.slug, section.name)).collect(),
        order: order.name(),
        ..Filters::default()
    };
    for (name, value) in list.conditions() {
        if name != "order" {
            let section =
                filters.sections.iter().find(|(slug, _)| name == "section" && *slug == value);
            let said = section.map(|(_, section)| section.clone()).or_else(|| named(name));
            filters.set.push(said.unwrap_or_else(|| condition(words, name, &value)));
        }
        match name {
            "q" => filters.q = value,
            "section" => filters.section = value,
            "since" => filters.since = value,
            "until" => filters.until = value,
            "language" => filters.language = value,
            "reason" => filters.reason = value,
            "score_from" => filters.score_from = value,
            "score_to" => filters.score_to = value,
            "order" => {}
            name => {
                let said = named(name).unwrap_or_else(|| condition(words, name, &value));
                filters.kept.push((name, said, value));
            }
        }
    }
    filters
}
