//! The conditions of a filter as Diesel expressions. They are macros, because the type of a boxed
//! query differs between the engines.

/// Adds the conditions of a filter to a boxed query on `comments`.
macro_rules! with_conditions {
    ($query:expr, $resolved:expr, $scan:expr, $conditions:expr, $span:expr) => {{
        use diesel::dsl::{exists, not, sql};
        use diesel::sql_types::{Bool, SmallInt, Text};
        use $crate::db::schema::{claims, comment_reasons, comments};
        use $crate::ids::CommentId;
        use $crate::moderation::model::list::Claimed;
        use $crate::moderation::store::listing::resolved::{
            Conditions, IndexScan, ResolvedFilter, Source, Span,
        };
        let (resolved, scan, conditions, span): (&ResolvedFilter<'_>, IndexScan, Conditions<'_>, Span) = ($resolved, $scan, $conditions, $span);
        let filter = resolved.filter;
        let mut query = $query;
        if span.0 > i64::MIN {
            query = query.filter(comments::id.gt(CommentId(span.0)));
        }
        if span.1 < i64::MAX {
            query = query.filter(comments::id.lt(CommentId(span.1)));
        }
        let few_rows = resolved.has_selective_index() || matches!(conditions, Conditions::ExceptAmong(..) | Conditions::AllRareWords);
        match scan.status {
            // "+" keeps SQLite from using an index on the status where another one leads to few rows.
            Some(status) if few_rows => {
                query = query.filter(sql::<Bool>("+comments.status = ").bind::<SmallInt, _>(status));
            }
            Some(status) => query = query.filter(comments::status.eq(status)),
            None => {}
        }
        match scan.section {
            Some(Some(section)) => query = query.filter(comments::section_id.eq(section)),
            Some(None) => query = query.filter(comments::section_id.is_null()),
            None => {}
        }
        if let Some(article) = filter.article {
            query = query.filter(comments::article_id.eq(article));
        }
        if let Some(reader) = filter.reader {
            query = $crate::moderation::store::inbox::only_of!(query, reader, resolved.inbox.as_deref());
        }
        if let Some(group) = filter.group {
            query = query.filter(comments::group_id.eq(group));
        }
        if let Some(network) = &filter.network {
            query = query.filter(comments::network_prefix.eq(network));
        }
        let source = match conditions {
            Conditions::ExceptAmong(ids, source) => {
                query = query.filter(comments::id.eq_any(ids));
                Some(source)
            }
            Conditions::Except(source) => Some(source),
            Conditions::All | Conditions::AllRareWords | Conditions::Indexed => None,
        };
        if !matches!(conditions, Conditions::Indexed) {
            if let Some(terms) = resolved.terms.clone().filter(|_| !matches!(source, Some(Source::Words(_)))) {
                let (before, after) = resolved.fits_words[usize::from(matches!(conditions, Conditions::AllRareWords))];
                query = query.filter(sql::<Bool>(before).bind::<Text, _>(terms).sql(after));
            }
            for code in &resolved.codes {
                if !matches!(source, Some(Source::Reason(of)) if of == code) {
                    let found = comment_reasons::table
                        .filter(comment_reasons::code.eq(code).and(comment_reasons::comment_id.eq(comments::id)));
                    query = query.filter(exists(found));
                }
            }
            if let Some(language) = &filter.language {
                query = query.filter(comments::language.eq(language));
            }
            if let Some(from) = filter.score_from {
                query = query.filter(comments::score.ge(from));
            }
            if let Some(to) = filter.score_to {
                query = query.filter(comments::score.le(to));
            }
            if let Some(since) = filter.since {
                query = query.filter(comments::created_at.ge(since));
            }
            if let Some(until) = filter.until {
                query = query.filter(comments::created_at.lt(until));
            }
            if let Some(Claimed { by, at }) = filter.claimed {
                let claims = claims::table.filter(claims::comment_id.eq(comments::id).and(claims::until.gt(at)));
                query = match by {
                    None => query.filter(not(exists(claims))),
                    Some(by) => query.filter(exists(claims.filter(claims::account_id.eq(by)))),
                };
            }
            query = match filter.pinned {
                None => query,
                Some(true) => query.filter(comments::pinned_at.is_not_null()),
                Some(false) => query.filter(comments::pinned_at.is_null()),
            };
            query = match filter.featured {
                None => query,
                Some(true) => query.filter(comments::featured_at.is_not_null()),
                Some(false) => query.filter(comments::featured_at.is_null()),
            };
        }
        query
    }};
}

/// Adds the sections of a filter to a boxed query on `comments`, for queries that scan no index by
/// section.
macro_rules! in_sections {
    ($query:expr, $resolved:expr) => {{
        let query = $query;
        match &$resolved.sections {
            None => query,
            Some(sections) => {
                let named: Vec<SectionId> = sections.iter().copied().flatten().collect();
                let named = comments::section_id.eq_any(named);
                if sections.contains(&None) {
                    query.filter(comments::section_id.is_null().or(named))
                } else {
                    query.filter(named)
                }
            }
        }
    }};
}

pub(super) use {in_sections, with_conditions};
