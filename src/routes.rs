//! The route table.
//!
//! A path with several methods is one `resource`, so that other methods are answered 405 with
//! `Allow`. HEAD is answered wherever GET is. Addresses of forms redirect a GET to their page. Unknown paths are answered 404, as a page or, under
//! `/api`, as a problem.

use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, delete, get, patch, post, put, resource, scope, to};
use actix_web::{HttpRequest, Resource};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::accounts::web as accounts;
use crate::api;
use crate::desk;
use crate::error::Error;
use crate::readers::web::refused_form::attach_refused_form;
use crate::rules::web as rules;
use crate::web::assets;
use crate::web::error::Answer;
use crate::web::icons;
use crate::web::page::see_other;
use crate::{
    articles, bans, comments, feeds, health, media, mentions, moderation, notify, profiles,
    readers, site, site_settings, transparency,
};

/// All but the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Adds every route. The order matters only if a path could match two routes; permalinks come last.
pub fn configure(routes: &mut ServiceConfig) {
    // The program itself.
    routes
        .service(resource("/live").route(get().to(health::live)))
        .service(resource("/ready").route(get().to(health::ready)))
        .service(resource("/metrics").route(get().to(health::guarded_metrics)))
        .service(resource("/assets/theme/{name}").route(get().to(assets::theme_file)))
        .service(resource("/assets/{name}").route(get().to(assets::asset)))
        .service(resource("/favicon.ico").route(get().to(icons::favicon)))
        .service(resource("/icon.png").route(get().to(icons::large)))
        .service(resource("/apple-touch-icon.png").route(get().to(icons::touch)));

    // Accounts: the first admin, and the staff in the API.
    routes.service(
        resource("/setup/{token}")
            .route(get().to(accounts::pages::setup))
            .route(post().to(accounts::pages::set_up)),
    );

    // Lists of articles.
    routes
        .service(resource("/articles/{id}/card.png").route(get().to(comments::web::card::show)))
        .service(
            resource("/articles/{id}/preview/{token}")
                .route(get().to(comments::web::preview::show)),
        )
        .service(resource("/").route(get().to(site::web::front)))
        .service(resource("/search").route(get().to(site::web::search::page)))
        .service(resource("/sections/{slug}").route(get().to(site::web::section)))
        .service(resource("/tags/{slug}").route(get().to(site::web::tag)))
        .service(resource("/authors/{slug}").route(get().to(site::web::author)))
        .service(resource("/archive/{year}/{month}").route(get().to(site::web::archive)));

    // Feeds, sitemaps, and what else programs ask for.
    routes
        .service(resource("/feed.{format:atom|rss|json}").route(get().to(feeds::web::of_site)))
        .service(
            resource("/sections/{slug}/feed.{format:atom|rss|json}")
                .route(get().to(feeds::web::of_section)),
        )
        .service(
            resource("/tags/{slug}/feed.{format:atom|rss|json}")
                .route(get().to(feeds::web::of_tag)),
        )
        .service(
            resource("/authors/{slug}/feed.{format:atom|rss|json}")
                .route(get().to(feeds::web::of_author)),
        )
        .service(resource("/comments.atom").route(get().to(feeds::web::of_comments)))
        .service(resource("/comments").route(get().to(feeds::web::latest)))
        .service(resource("/sitemap.xml").route(get().to(feeds::web::sitemap)))
        .service(resource("/sitemaps/{number}.xml").route(get().to(feeds::web::sitemap_part)))
        .service(resource("/news-sitemap.xml").route(get().to(feeds::web::news_sitemap)))
        .service(resource("/robots.txt").route(get().to(feeds::web::robots)))
        .service(resource("/.well-known/security.txt").route(get().to(feeds::web::security)));

    // The files of pictures.
    routes.service(resource("/media/{key}/{name}").route(get().to(media::web::files::file)));

    // Comments: the form and the redirect to a comment.
    routes
        .service(
            resource("/articles/{id}/comments")
                .wrap(from_fn(attach_refused_form))
                .route(get().to(comments::web::article::of_form))
                .route(post().to(comments::web::form::submit)),
        )
        .service(
            resource("/articles/{id}/password")
                .route(get().to(comments::web::article::of_form))
                .route(post().to(comments::web::protected::unlock)),
        )
        .service(resource("/comments/{id}").route(get().to(comments::web::article::go_to)));

    // Flags, a comment's private page, and the links in mails.
    routes
        .service(
            resource("/comments/{id}/flag")
                .wrap(from_fn(attach_refused_form))
                .route(get().to(readers::web::flag::form))
                .route(post().to(readers::web::flag::submit)),
        )
        .service(
            form_at("/comments/{id}/own", "/comments/{id}/flag")
                .route(post().to(readers::web::flag::own)),
        )
        .service(form_at(mentions::web::ENDPOINT, "/").route(post().to(mentions::web::receive)))
        .service(resource("/privacy").route(get().to(readers::web::privacy::show)))
        .service(
            resource("/privacy/data")
                .wrap(from_fn(attach_refused_form))
                .route(get().to(readers::web::data_request::form))
                .route(post().to(readers::web::data_request::submit)),
        )
        .service(resource("/status/{token}").route(get().to(readers::web::status::show)))
        .service(
            form_at("/status/{token}/edit", "/status/{token}")
                .wrap(from_fn(attach_refused_form))
                .route(post().to(readers::web::status::edit)),
        )
        .service(
            form_at("/status/{token}/appeal", "/status/{token}")
                .wrap(from_fn(attach_refused_form))
                .route(post().to(readers::web::status::appeal)),
        )
        .service(
            form_at("/status/{token}/delete", "/status/{token}")
                .wrap(from_fn(attach_refused_form))
                .route(post().to(readers::web::status::delete)),
        )
        .service(
            form_at("/status/{token}/confirm", "/status/{token}")
                .route(post().to(readers::web::status::confirm)),
        )
        .service(
            form_at("/status/{token}/forget", "/status/{token}")
                .route(post().to(readers::web::status::forget)),
        )
        .service(
            resource("/mail/returned/{service}").route(post().to(notify::web::returned::receive)),
        )
        .service(
            resource("/mail/{token:s\\.[A-Za-z0-9_-]+}")
                .route(get().to(notify::web::staff_links::show))
                .route(post().to(notify::web::staff_links::act)),
        )
        .service(
            resource("/mail/{token}")
                .route(get().to(readers::web::mail::show))
                .route(post().to(readers::web::mail::act)),
        );

    // The transparency report.
    routes
        .service(resource("/transparency").route(get().to(transparency::web::page)))
        .service(resource("/transparency.json").route(get().to(transparency::web::json)));

    // One scope each for the API and the desk, so that a reader's path is compared with two prefixes
    // instead of a hundred patterns.
    routes
        .service(
            scope("/api/v1").wrap(from_fn(api::refuse_unknown_parameters)).configure(api_routes),
        )
        .service(scope("/desk").wrap(from_fn(desk::refused::in_layout)).configure(desk_pages));

    // Articles may have any other path, so their resource comes last. It is a resource and not the
    // default service, so that it has a pattern in the log and in the metrics.
    routes
        .service(resource("/api{rest:(/.*)?}").default_service(to(nothing_here)))
        .service(
            resource("/{permalink:.*}/comments.atom").route(get().to(feeds::web::of_comments_on)),
        )
        .service(
            resource("/{key:[A-Za-z0-9-]{8,128}}.txt").route(get().to(feeds::web::indexnow_key)),
        )
        .service(resource("/{permalink:.*}").route(get().to(comments::web::article::show)));
}

/// The API. What readers' programs ask comes first, because routes are tried in this order.
fn api_routes(routes: &mut ServiceConfig) {
    // Comments, for readers.
    routes.service(
        at("/api/v1/articles/{id}/comments")
            .route(get().to(comments::web::api::list))
            .route(post().to(comments::web::api::submit)),
    );

    // Numbers of comments and the newest comments, for other pages.
    routes
        .service(at("/api/v1/counts").route(get().to(feeds::web::api::counts)))
        .service(at("/api/v1/comments/latest").route(get().to(feeds::web::api::latest)));

    // The program itself.
    routes.service(at("/api/v1/openapi.json").route(get().to(api::serve)));

    // Accounts.
    routes
        .service(
            at("/api/v1/me")
                .route(get().to(accounts::users::me))
                .route(patch().to(accounts::users::change_me)),
        )
        .service(
            at("/api/v1/users")
                .route(get().to(accounts::users::list))
                .route(post().to(accounts::users::add)),
        )
        .service(
            at("/api/v1/users/{id}")
                .route(get().to(accounts::users::show))
                .route(patch().to(accounts::users::change)),
        )
        .service(
            at("/api/v1/users/{id}/sessions").route(delete().to(accounts::users::end_sessions)),
        )
        .service(
            at("/api/v1/invitations")
                .route(get().to(accounts::invitations::list))
                .route(post().to(accounts::invitations::add)),
        )
        .service(at("/api/v1/invitations/{id}").route(delete().to(accounts::invitations::revoke)))
        .service(
            at("/api/v1/invitations/{id}/resend").route(post().to(accounts::invitations::resend)),
        )
        .service(
            at("/api/v1/tokens")
                .route(get().to(accounts::tokens::list))
                .route(post().to(accounts::tokens::create)),
        )
        .service(at("/api/v1/tokens/{id}").route(delete().to(accounts::tokens::revoke)))
        .service(at("/api/v1/sessions").route(get().to(accounts::sessions::list)))
        .service(at("/api/v1/sessions/{id}").route(delete().to(accounts::sessions::end)));

    // Settings at run time.
    routes.service(
        at("/api/v1/settings")
            .route(get().to(site_settings::web::show))
            .route(patch().to(site_settings::web::change)),
    );

    // Articles, and the lists of them.
    routes
        .service(
            at("/api/v1/articles")
                .route(get().to(articles::web::list))
                .route(post().to(articles::web::create)),
        )
        .service(
            at("/api/v1/articles/{id}")
                .route(get().to(articles::web::show))
                .route(patch().to(articles::web::change))
                .route(delete().to(articles::web::remove)),
        )
        .service(
            at("/api/v1/articles/{id}/preview").route(post().to(articles::web::preview::create)),
        )
        .service(
            at("/api/v1/articles/{id}/lock")
                .route(get().to(articles::web::locks::show))
                .route(put().to(articles::web::locks::acquire))
                .route(delete().to(articles::web::locks::release)),
        )
        .service(
            at("/api/v1/articles/{id}/notes")
                .route(get().to(articles::web::notes::list))
                .route(post().to(articles::web::notes::add)),
        )
        .service(
            at("/api/v1/articles/{id}/notes/{note}")
                .route(delete().to(articles::web::notes::remove)),
        )
        .service(
            at("/api/v1/articles/{id}/revisions").route(get().to(articles::web::revisions::list)),
        )
        .service(
            at("/api/v1/articles/{id}/revisions/{revision}")
                .route(get().to(articles::web::revisions::show)),
        )
        .service(
            at("/api/v1/articles/{id}/revisions/{revision}/diff")
                .route(get().to(articles::web::revisions::diff)),
        )
        .service(
            at("/api/v1/articles/{id}/revisions/{revision}/restore")
                .route(post().to(articles::web::revisions::restore)),
        )
        .service(at("/api/v1/search").route(get().to(articles::web::search::search)))
        .service(
            at("/api/v1/sections")
                .route(get().to(articles::web::sections::list))
                .route(post().to(articles::web::sections::create)),
        )
        .service(
            at("/api/v1/sections/{slug}")
                .route(get().to(articles::web::sections::show))
                .route(patch().to(articles::web::sections::change))
                .route(delete().to(articles::web::sections::remove)),
        )
        .service(
            at("/api/v1/sections/{slug}/merge").route(post().to(articles::web::sections::merge)),
        )
        .service(
            at("/api/v1/tags")
                .route(get().to(articles::web::tags::list))
                .route(post().to(articles::web::tags::create)),
        )
        .service(
            at("/api/v1/tags/{slug}")
                .route(get().to(articles::web::tags::show))
                .route(patch().to(articles::web::tags::change))
                .route(delete().to(articles::web::tags::remove)),
        )
        .service(
            at("/api/v1/front")
                .route(get().to(site::web::choices::show))
                .route(put().to(site::web::choices::change)),
        )
        .service(at("/api/v1/tags/{slug}/merge").route(post().to(articles::web::tags::merge)))
        .service(
            at("/api/v1/authors")
                .route(get().to(articles::web::authors::list))
                .route(post().to(articles::web::authors::create)),
        )
        .service(
            at("/api/v1/authors/{slug}")
                .route(get().to(articles::web::authors::show))
                .route(patch().to(articles::web::authors::change))
                .route(delete().to(articles::web::authors::remove)),
        )
        .service(
            at("/api/v1/authors/{slug}/merge").route(post().to(articles::web::authors::merge)),
        );

    // Pictures.
    routes
        .service(
            at("/api/v1/media").route(get().to(media::web::list)).route(post().to(media::web::add)),
        )
        .service(
            at("/api/v1/media/{id}")
                .route(get().to(media::web::show))
                .route(patch().to(media::web::change))
                .route(delete().to(media::web::remove)),
        );

    // Mail.
    routes
        .service(
            at("/api/v1/me/mail")
                .route(get().to(notify::web::preferences::show))
                .route(put().to(notify::web::preferences::replace)),
        )
        .service(at("/api/v1/deliveries").route(get().to(notify::web::list)))
        .service(at("/api/v1/deliveries/retry").route(post().to(notify::web::outbox::retry_all)))
        .service(at("/api/v1/deliveries/{id}/cancel").route(post().to(notify::web::outbox::cancel)))
        .service(at("/api/v1/deliveries/{id}/retry").route(post().to(notify::web::retry)))
        .service(at("/api/v1/suppressions").route(get().to(notify::web::suppressions)))
        .service(at("/api/v1/suppressions/{id}").route(delete().to(notify::web::lift)));

    // Flags and reviews.
    routes
        .service(at("/api/v1/comments/{id}/flags").route(post().to(readers::web::api::flag)))
        .service(at("/api/v1/reviews").route(get().to(moderation::web::reviews::list)))
        .service(at("/api/v1/reviews/{id}").route(get().to(moderation::web::reviews::show)))
        .service(
            at("/api/v1/reviews/{id}/resolution")
                .route(post().to(moderation::web::reviews::resolve)),
        )
        .service(at("/api/v1/reviews/{id}/undo").route(post().to(moderation::web::reviews::undo)));

    // Moderation by API.
    routes
        .service(at("/api/v1/comments").route(get().to(moderation::web::api::list)))
        .service(
            at("/api/v1/comments/{id}")
                .route(get().to(moderation::web::api::show))
                .route(patch().to(moderation::web::deciding::edit)),
        )
        .service(
            at("/api/v1/comments/{id}/decisions")
                .route(post().to(moderation::web::deciding::decide)),
        )
        .service(at("/api/v1/comments/{id}/notes").route(post().to(moderation::web::picks::note)))
        .service(
            at("/api/v1/comments/{id}/pin")
                .route(put().to(moderation::web::picks::pin))
                .route(delete().to(moderation::web::picks::unpin)),
        )
        .service(
            at("/api/v1/comments/{id}/feature")
                .route(put().to(moderation::web::picks::feature))
                .route(delete().to(moderation::web::picks::unfeature)),
        )
        .service(
            at("/api/v1/bans").route(get().to(bans::web::list)).route(post().to(bans::web::add)),
        )
        .service(at("/api/v1/bans/{id}").route(delete().to(bans::web::lift)))
        .service(at("/api/v1/readers/{author}").route(get().to(profiles::web::show)))
        .service(at("/api/v1/readers/{author}/note").route(put().to(profiles::web::set_note)))
        .service(at("/api/v1/comments/{id}/undo").route(post().to(moderation::web::deciding::undo)))
        .service(at("/api/v1/decisions").route(post().to(moderation::web::batches::begin)))
        .service(
            at("/api/v1/decisions/preview").route(post().to(moderation::web::batches::preview)),
        )
        .service(at("/api/v1/batches").route(get().to(moderation::web::batches::list)))
        .service(at("/api/v1/batches/{id}").route(get().to(moderation::web::batches::show)))
        .service(at("/api/v1/batches/{id}/undo").route(post().to(moderation::web::batches::undo)))
        .service(
            at("/api/v1/comments/{id}/claim")
                .route(post().to(moderation::web::claims::claim))
                .route(delete().to(moderation::web::claims::release)),
        )
        .service(at("/api/v1/queue").route(get().to(moderation::web::api::queue)))
        .service(
            at("/api/v1/views")
                .route(get().to(moderation::web::views::list))
                .route(post().to(moderation::web::views::add)),
        )
        .service(
            at("/api/v1/views/{id}")
                .route(patch().to(moderation::web::views::change))
                .route(delete().to(moderation::web::views::remove)),
        )
        .service(
            at("/api/v1/sections/{slug}/moderators")
                .route(get().to(moderation::web::section_moderators::list))
                .route(put().to(moderation::web::section_moderators::assign)),
        );

    // Screening: rules and policies, for editors.
    routes
        .service(
            at("/api/v1/rules")
                .route(get().to(rules::api::list))
                .route(post().to(rules::api::create)),
        )
        .service(at("/api/v1/rules/backtest").route(post().to(rules::api::backtest_condition)))
        .service(at("/api/v1/rules/import").route(post().to(rules::api::import)))
        .service(
            at("/api/v1/rules/{id}")
                .route(get().to(rules::api::show))
                .route(patch().to(rules::api::change))
                .route(delete().to(rules::api::remove)),
        )
        .service(at("/api/v1/rules/{id}/versions").route(get().to(rules::api::versions)))
        .service(at("/api/v1/rules/{id}/backtest").route(post().to(rules::api::backtest)))
        .service(at("/api/v1/policies").route(get().to(rules::policies::list)))
        .service(
            at("/api/v1/policies/{id}")
                .route(get().to(rules::policies::show))
                .route(put().to(rules::policies::set))
                .route(delete().to(rules::policies::clear)),
        )
        .service(
            at("/api/v1/filter")
                .route(get().to(rules::filter::show))
                .route(put().to(rules::filter::set))
                .route(delete().to(rules::filter::clear)),
        );

    // The audit log and the surge guard.
    routes
        .service(at("/api/v1/audit").route(get().to(moderation::web::log::list)))
        .service(
            at("/api/v1/comments/{id}/address").route(post().to(moderation::web::address::reveal)),
        )
        .service(at("/api/v1/surges").route(get().to(rules::surge::list)))
        .service(at("/api/v1/surges/{id}").route(delete().to(rules::surge::end)));
    routes.service(at("/api/v1{rest:(/.*)?}").default_service(to(nothing_here)));
}

/// The desk. Refusals are rendered in its own layout.
fn desk_pages(pages: &mut ServiceConfig) {
    // Sign-in, sign-out and the member's own page.
    pages
        .service(
            at("/desk/login")
                .route(get().to(accounts::pages::login))
                .route(post().to(accounts::pages::log_in)),
        )
        .service(form_at("/desk/logout", "/desk").route(post().to(accounts::pages::log_out)))
        .service(
            at("/desk/password")
                .route(get().to(accounts::links::forgotten))
                .route(post().to(accounts::links::request)),
        )
        .service(
            at("/desk/password/{token}")
                .route(get().to(accounts::links::new_password))
                .route(post().to(accounts::links::set_password)),
        )
        .service(
            at("/desk/invitation/{token}")
                .route(get().to(accounts::links::invited))
                .route(post().to(accounts::links::accept)),
        )
        .service(at("/desk/mentions").route(get().to(desk::mentions::list)))
        .service(
            form_at("/desk/mentions/{id}", "/desk/mentions")
                .route(post().to(desk::mentions::decide)),
        )
        .service(
            at("/desk/imports")
                .route(get().to(desk::imports::list))
                .route(post().to(desk::imports::upload)),
        )
        .service(at("/desk/imports/{id}").route(get().to(desk::imports::one)))
        .service(
            form_at("/desk/imports/{id}/apply", "/desk/imports/{id}")
                .route(post().to(desk::imports::apply)),
        )
        .service(
            form_at("/desk/imports/{id}/discard", "/desk/imports/{id}")
                .route(post().to(desk::imports::discard)),
        )
        .service(
            form_at("/desk/imports/made/{id}/undo", "/desk/imports")
                .route(post().to(desk::imports::undo)),
        )
        .service(at("/desk/mail").route(get().to(desk::mails::list)))
        .service(at("/desk/mail/samples").route(get().to(desk::mails::samples::list)))
        .service(
            at("/desk/mail/samples/{name}/{language}").route(get().to(desk::mails::samples::html)),
        )
        .service(form_at("/desk/mail/retry", "/desk/mail").route(post().to(desk::mails::retry_all)))
        .service(
            form_at("/desk/mail/{id}/retry", "/desk/mail").route(post().to(desk::mails::retry)),
        )
        .service(
            form_at("/desk/mail/{id}/cancel", "/desk/mail").route(post().to(desk::mails::cancel)),
        )
        .service(
            form_at("/desk/mail/addresses/{id}/lift", "/desk/mail")
                .route(post().to(desk::mails::lift)),
        )
        .service(at("/desk/account").route(get().to(desk::account::account)))
        .service(
            form_at("/desk/account/mail", "/desk/account")
                .route(post().to(desk::account::choose_mail)),
        )
        .service(
            form_at("/desk/account/language", "/desk/account")
                .route(post().to(desk::account::change_language)),
        )
        .service(
            form_at("/desk/account/password", "/desk/account")
                .route(post().to(desk::account::change_password)),
        )
        .service(
            form_at("/desk/account/sessions/{id}/revoke", "/desk/account")
                .route(post().to(desk::account::end_session)),
        )
        .service(
            form_at("/desk/staff/{id}/mail", "/desk/account")
                .route(post().to(desk::account::allow_mail)),
        )
        .service(
            form_at("/desk/account/tokens", "/desk/account")
                .route(post().to(desk::account::create_token)),
        )
        .service(
            form_at("/desk/account/tokens/{id}/revoke", "/desk/account")
                .route(post().to(desk::account::revoke_token)),
        );

    // Comments, reviews, bans, and section moderators.
    pages
        .service(at("/desk").route(get().to(desk::queue::desk)))
        .service(actix_web::web::redirect("/", "/desk"))
        .service(at("/desk/comments/{id}").route(get().to(desk::queue::item)))
        .service(
            form_at("/desk/comments/{id}/decisions", "/desk/comments/{id}")
                .route(post().to(desk::item::deciding::decide)),
        )
        .service(
            form_at("/desk/comments/{id}/undo", "/desk/comments/{id}")
                .route(post().to(desk::item::deciding::undo)),
        )
        .service(
            form_at("/desk/comments/{id}/edit", "/desk/comments/{id}")
                .route(post().to(desk::item::deciding::edit)),
        )
        .service(at("/desk/comments/{id}/thread").route(get().to(desk::item::thread::thread)))
        .service(
            form_at("/desk/comments/{id}/notes", "/desk/comments/{id}")
                .route(post().to(desk::item::side_forms::note)),
        )
        .service(
            form_at("/desk/comments/{id}/marks", "/desk/comments/{id}")
                .route(post().to(desk::item::side_forms::mark)),
        )
        .service(
            form_at("/desk/comments/{id}/bans", "/desk/comments/{id}")
                .route(post().to(desk::item::side_forms::ban)),
        )
        .service(at("/desk/reviews").route(get().to(desk::reviews::list)))
        .service(at("/desk/reviews/{id}").route(get().to(desk::reviews::one::show)))
        .service(
            form_at("/desk/reviews/{id}/resolution", "/desk/reviews/{id}")
                .route(post().to(desk::reviews::one::resolve)),
        )
        .service(
            form_at("/desk/reviews/{id}/undo", "/desk/reviews/{id}")
                .route(post().to(desk::reviews::one::undo)),
        )
        .service(form_at("/desk/batches", "/desk").route(post().to(desk::batches::begin)))
        .service(at("/desk/batches/new").route(get().to(desk::batches::new)))
        .service(at("/desk/batches/{id}").route(get().to(desk::batches::batch)))
        .service(
            form_at("/desk/batches/{id}/undo", "/desk/batches/{id}")
                .route(post().to(desk::batches::undo)),
        )
        .service(
            form_at("/desk/comments/{id}/claim", "/desk/comments/{id}")
                .route(post().to(desk::item::side_forms::claim)),
        )
        .service(
            at("/desk/bans").route(get().to(desk::bans::list)).route(post().to(desk::bans::add)),
        )
        .service(form_at("/desk/bans/{id}/lift", "/desk/bans").route(post().to(desk::bans::lift)))
        .service(at("/desk/readers/{author}").route(get().to(desk::readers::show)))
        .service(
            form_at("/desk/readers/{author}/note", "/desk/readers/{author}")
                .route(post().to(desk::readers::note)),
        )
        .service(
            form_at("/desk/readers/{author}/effect", "/desk/readers/{author}")
                .route(post().to(desk::readers::set_effect)),
        )
        .service(
            form_at("/desk/readers/{author}/data", "/desk/readers/{author}")
                .route(post().to(desk::readers::data)),
        )
        .service(
            form_at("/desk/readers/{author}/erase", "/desk/readers/{author}")
                .route(post().to(desk::readers::erase)),
        )
        .service(
            form_at("/desk/readers/{author}/reject", "/desk/readers/{author}")
                .route(post().to(desk::readers::reject)),
        )
        .service(
            at("/desk/sections")
                .route(get().to(desk::sections::list))
                .route(post().to(desk::sections::add)),
        )
        .service(
            at("/desk/sections/{slug}")
                .route(get().to(desk::labels::editing::section))
                .route(post().to(desk::sections::assign)),
        )
        .service(
            at("/desk/front")
                .route(get().to(desk::front::slots))
                .route(post().to(desk::front::save)),
        )
        .service(
            at("/desk/tags")
                .route(get().to(desk::labels::tags::list))
                .route(post().to(desk::labels::tags::add)),
        )
        .service(at("/desk/tags/{slug}").route(get().to(desk::labels::editing::tag)))
        .service(
            form_at("/desk/{kind:sections|tags}/{slug}/change", "/desk/{kind}/{slug}")
                .route(post().to(desk::labels::editing::change)),
        )
        .service(
            form_at("/desk/{kind:sections|tags}/{slug}/merge", "/desk/{kind}/{slug}")
                .route(post().to(desk::labels::editing::merge)),
        )
        .service(
            form_at("/desk/{kind:sections|tags}/{slug}/remove", "/desk/{kind}/{slug}")
                .route(post().to(desk::labels::editing::remove)),
        )
        .service(
            form_at("/desk/surges/{id}/end", "/desk/dashboard").route(post().to(desk::surges::end)),
        )
        .service(form_at("/desk/views", "/desk").route(post().to(desk::queue::saved_views::keep)))
        .service(
            form_at("/desk/views/{id}/remove", "/desk")
                .route(post().to(desk::queue::saved_views::remove)),
        )
        .service(at("/desk/mine").route(get().to(desk::mine::mine)))
        .service(at("/desk/dashboard").route(get().to(desk::dashboard::dashboard)))
        .service(at("/desk/events").route(get().to(desk::queue::events::events)))
        .service(at("/desk/keys").route(get().to(desk::keys::keys)))
        .service(
            form_at("/desk/comments/{id}/address", "/desk/comments/{id}")
                .route(post().to(desk::item::address::show_address)),
        );

    // Articles.
    pages
        .service(at("/desk/articles").route(get().to(desk::articles::list)))
        .service(at("/desk/pages").route(get().to(desk::articles::pages)))
        .service(
            at("/desk/articles/new")
                .route(get().to(desk::articles::editor::new))
                .route(post().to(desk::articles::editor::create)),
        )
        .service(
            form_at("/desk/articles/preview", "/desk/articles")
                .route(post().to(desk::articles::editor::preview)),
        )
        .service(
            at("/desk/articles/{id}")
                .route(get().to(desk::articles::editor::open))
                .route(post().to(desk::articles::editor::save)),
        )
        .service(
            form_at("/desk/articles/{id}/draft", "/desk/articles/{id}")
                .route(post().to(desk::articles::editor::keep)),
        )
        .service(
            form_at("/desk/articles/{id}/discard", "/desk/articles/{id}")
                .route(post().to(desk::articles::editor::discard)),
        )
        .service(
            form_at("/desk/articles/{id}/link", "/desk/articles/{id}")
                .route(post().to(desk::articles::editor::link)),
        )
        .service(
            form_at("/desk/articles/{id}/notes/{note}/remove", "/desk/articles/{id}")
                .route(post().to(desk::articles::editor::remove_note)),
        )
        .service(
            at("/desk/articles/{id}/revisions").route(get().to(desk::articles::revisions::list)),
        )
        .service(
            at("/desk/articles/{id}/revisions/{version}")
                .route(get().to(desk::articles::revisions::one)),
        )
        .service(
            form_at(
                "/desk/articles/{id}/revisions/{version}/restore",
                "/desk/articles/{id}/revisions/{version}",
            )
            .route(post().to(desk::articles::revisions::restore)),
        )
        .service(
            at("/desk/media")
                .route(get().to(desk::media::list))
                .route(post().to(desk::media::upload)),
        )
        .service(
            at("/desk/media/{id}")
                .route(get().to(desk::media::one::show_one))
                .route(post().to(desk::media::one::change)),
        )
        .service(
            form_at("/desk/media/{id}/remove", "/desk/media/{id}")
                .route(post().to(desk::media::one::remove)),
        )
        .service(
            at("/desk/articles/{id}/unsaved/{account}")
                .route(get().to(desk::articles::revisions::unsaved)),
        );

    // Rules and policies, for editors.
    pages
        .service(at("/desk/rules").route(get().to(desk::rules::list::list)))
        .service(
            at("/desk/rules/new")
                .route(get().to(desk::rules::rule::fresh))
                .route(post().to(desk::rules::rule::create)),
        )
        .service(
            form_at("/desk/rules/import", "/desk/rules")
                .route(post().to(desk::rules::list::import)),
        )
        .service(
            at("/desk/rules/filter")
                .route(get().to(desk::filter::show))
                .route(post().to(desk::filter::set)),
        )
        .service(
            at("/desk/rules/{id}")
                .route(get().to(desk::rules::rule::show))
                .route(post().to(desk::rules::rule::change)),
        )
        .service(
            form_at("/desk/rules/{id}/switch", "/desk/rules/{id}")
                .route(post().to(desk::rules::list::switch)),
        )
        .service(
            form_at("/desk/rules/{id}/remove", "/desk/rules/{id}")
                .route(post().to(desk::rules::rule::remove)),
        )
        .service(
            at("/desk/policies")
                .route(get().to(desk::policies::list))
                .route(post().to(desk::policies::set)),
        );
    // The log.
    pages.service(at("/desk/log").route(get().to(desk::log::show)));

    // People and settings, for admins.
    pages
        .service(at("/desk/people").route(get().to(desk::people::list)))
        .service(
            form_at("/desk/people/invitations", "/desk/people")
                .route(post().to(desk::people::invite)),
        )
        .service(
            form_at("/desk/people/invitations/{id}/resend", "/desk/people")
                .route(post().to(desk::people::resend)),
        )
        .service(
            form_at("/desk/people/invitations/{id}/revoke", "/desk/people")
                .route(post().to(desk::people::revoke)),
        )
        .service(
            at("/desk/people/{id}")
                .route(get().to(desk::people::one::show))
                .route(post().to(desk::people::one::change)),
        )
        .service(
            form_at("/desk/people/{id}/sections", "/desk/people/{id}")
                .route(post().to(desk::people::one::assign_sections)),
        )
        .service(
            form_at("/desk/people/{id}/access", "/desk/people/{id}")
                .route(post().to(desk::people::one::set_access)),
        )
        .service(
            form_at("/desk/people/{id}/sessions/end", "/desk/people/{id}")
                .route(post().to(desk::people::one::end_sessions)),
        );
    pages.service(
        at("/desk/settings")
            .route(get().to(desk::settings::list))
            .route(post().to(desk::settings::save)),
    );
    pages.service(at("/desk{rest:(/.*)?}").default_service(to(nothing_here)));
}

/// A resource by its whole path, as everywhere in this table; the scope has taken the first part.
fn at(path: &str) -> Resource {
    let rest = ["/api/v1", "/desk"].iter().find_map(|scope| path.strip_prefix(scope));
    resource(rest.unwrap_or(path))
}

/// A resource that only takes forms. A browser that opens its address, as after a restart, is
/// redirected to `page`, where parts in braces are those of the resource.
fn form_at(path: &str, page: &'static str) -> Resource {
    let redirect = move |request: HttpRequest| async move {
        let mut href = page.to_owned();
        for (name, value) in request.match_info().iter() {
            let value = utf8_percent_encode(value, ESCAPED).to_string();
            href = href.replace(&format!("{{{name}}}"), &value);
        }
        see_other(&href)
    };
    at(path).route(get().to(redirect))
}

/// The routes of the listener for operators, which nobody else can reach.
pub fn configure_admin(routes: &mut ServiceConfig) {
    routes
        .service(resource("/live").route(get().to(health::live)))
        .service(resource("/ready").route(get().to(health::ready)))
        .service(resource("/metrics").route(get().to(health::metrics)));
}

async fn nothing_here() -> Answer {
    Err(Error::NotFound.into())
}

#[cfg(test)]
mod tests {
    use crate::config::reserved::is_reserved;

    #[test]
    fn each_address_stands_once_in_the_table() {
        let table = include_str!("routes.rs");
        let (table, _) =
            table.split_once("pub fn configure_admin").expect("another listener follows");
        // Without white space, as a call may be broken into lines.
        let table: String = table.split_whitespace().collect();
        let starts = ["at(\"/", "resource(\"/"];
        let calls = starts.iter().flat_map(|start| table.split(start).skip(1));
        let mut seen = std::collections::HashSet::new();
        for path in calls.filter_map(|rest| rest.split('"').next()) {
            assert!(seen.insert(path), "/{path} is there twice; the second one is never reached");
        }
        assert!(seen.len() > 100, "the table is read wrongly: {seen:?}");
    }

    #[test]
    fn no_article_can_stand_where_the_program_answers() {
        let table = include_str!("routes.rs");
        let (table, _) = table.split_once("#[cfg(test)]").expect("the tests follow the table");
        let paths = table.split('"').skip(1).step_by(2).filter_map(|text| text.strip_prefix('/'));
        let fixed: Vec<&str> = paths
            .map(|path| path.split(['/', '{']).next().unwrap_or(path))
            .filter(|first| !first.is_empty())
            .collect();
        assert!(fixed.len() > 3, "the table is read wrongly: {fixed:?}");
        for first in fixed {
            assert!(is_reserved(first), "{first:?} is missing in config::reserved");
        }
    }
}
