//! The whole route table: the product on one page.

use actix_web::web::{ServiceConfig, delete, get, patch, post, resource};

use crate::{articles, site};

/// Adds every route. Order matters only where a path could be read two ways; permalinks come last.
pub fn configure(routes: &mut ServiceConfig) {
    // Articles, and the lists of them.
    routes
        .service(
            resource("/api/v1/articles")
                .route(get().to(articles::web::list))
                .route(post().to(articles::web::create)),
        )
        .service(
            resource("/api/v1/articles/{id}")
                .route(get().to(articles::web::show))
                .route(patch().to(articles::web::change))
                .route(delete().to(articles::web::remove)),
        )
        .service(resource("/api/v1/sections").route(get().to(articles::web::sections)))
        .service(resource("/api/v1/tags").route(get().to(articles::web::tags)))
        .service(resource("/").route(get().to(site::web::front)))
        .service(resource("/sections/{slug}").route(get().to(site::web::section)))
        .service(resource("/tags/{slug}").route(get().to(site::web::tag)));
}

#[cfg(test)]
mod tests {
    use crate::web::reserved::is_reserved;

    #[test]
    fn no_article_can_stand_where_the_program_answers() {
        let table = include_str!("routes.rs");
        let (table, _) = table.split_once("#[cfg(test)]").expect("the tests follow the table");
        let paths = table.split('"').skip(1).step_by(2).filter_map(|text| text.strip_prefix('/'));
        let fixed: Vec<&str> = paths
            .map(|path| path.split('/').next().unwrap_or(path))
            .filter(|first| !first.is_empty() && !first.starts_with('{'))
            .collect();
        assert!(fixed.len() > 3, "the table is read wrongly: {fixed:?}");
        for first in fixed {
            assert!(is_reserved(first), "{first:?} is missing in web::reserved");
        }
    }
}
