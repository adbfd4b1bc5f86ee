//! The parts of the page that filter a list: tabs, saved views, and the form.

use super::loading::Loaded;
use crate::accounts::model::{Role, Staff};
use crate::desk::layout::Tab;
use crate::desk::queue::query::ListQuery;
use crate::desk::queue::view::Filters;
use crate::desk::words::{condition, list_name};
use crate::error::FieldError;
use crate::i18n::Words;
use crate::moderation::filter::RawFilter;
use crate::moderation::model::list::Order;
use crate::moderation::model::workload::{Load, SectionName};
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
type Views = (Vec<(String, String, bool)>, Option<(i64, String)>);

/// The saved views; if sections have moderators, first the view of the member's own sections.
fn saved_views(words: &Words, list: &ListQuery, loaded: &Loaded, staff: &Staff) -> Views {
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
    let own = loaded.sections_have_moderators.then(|| shown(&words.own_sections(), &own));
    let current = loaded.views.iter().find(|view| {
        let theirs = !view.shared || staff.role >= Role::Editor;
        theirs && ListQuery::of_view(&view.filter).href() == list.href()
    });
    let named = loaded.views.iter().map(|view| shown(&view.name, &view.filter));
    (own.into_iter().chain(named).collect(), current.map(|view| (view.id.0, view.name.clone())))
}

/// The form of conditions as it was sent, with the faults in `errors`.
pub(super) fn filters(
    words: &Words,
    list: &ListQuery,
    order: Order,
    errors: Vec<FieldError>,
    loaded: &Loaded,
    staff: &Staff,
) -> Filters {
    let named = |name: &str| {
        let found = loaded.filter_names.iter().find(|(known, _)| *known == name);
        found.map(|(_, said)| words.say(said).into_owned())
    };
    let (views, removable) = saved_views(words, list, loaded, staff);
    let section = |section: &SectionName| (section.slug.clone(), section.name.clone());
    let mut filters = Filters {
        errors,
        views,
        removable,
        status: list.status().map_or("all", Status::name),
        sections: loaded.sections.iter().map(section).collect(),
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
