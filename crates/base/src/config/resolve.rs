//! Converts the layers to [`Config`], section by section. The function of each section reads all of its
//! keys before it returns, so that every fault is found.

use crate::config::base_values::BaseValues;
use crate::config::layers::{Layers, Setting};
use crate::config::sections::{
    accounts, ads, akismet, articles, backup, cache, comments, data, database, discovery, feeds,
    log, mail, media, moderation, outbound, retention, screening, server, site, surge, theme,
    traces,
};
use crate::config::{Config, ConfigErrors, Sections, Startup, reasons};

/// The configuration, and each setting with its origin.
pub(super) fn resolve(mut layers: Layers) -> Result<(Config, Vec<Setting>), ConfigErrors> {
    let config = config(&mut layers);
    layers.finish(config)
}

fn config(layers: &mut Layers) -> Option<Config> {
    let server = server::read(layers);
    let data = data::read(layers);
    let folder = data.as_ref().map(|data| data.folder.clone()).unwrap_or_default();
    let database = database::read(layers, &folder);
    let sections = sections(layers);
    let media = media::read(layers, &folder);
    let backup = backup::read(layers, &folder);
    let screening = screening::read(layers);
    let outbound = outbound::read(layers);
    let akismet = akismet::read(layers, outbound.as_ref());
    let accounts = accounts::read(layers);
    let mail = mail::read(layers, &folder, server.as_ref().map_or("", |server| &server.base_url));
    let cache = cache::read(layers);
    let theme = theme::read(layers);
    let log = log::read(layers);
    let traces = traces::read(layers);
    let startup = Startup {
        server: server?,
        data: data?,
        database: database?,
        media: media?,
        backup: backup?,
        screening: screening?,
        akismet: akismet?,
        outbound: outbound?,
        accounts: accounts?,
        mail: mail?,
        cache: cache?,
        theme: theme?,
        log: log?,
        traces: traces?,
    };
    Some(Config::new(startup, sections?, BaseValues::of(layers)))
}

/// Reads the sections that can change while the program runs. It reads nothing but `layers`, so it
/// may be called again at any time.
pub(super) fn sections(layers: &mut Layers) -> Option<Sections> {
    let site = site::read(layers);
    let zone = site.as_ref().map(|site| site.timezone.clone()).unwrap_or_default();
    let articles = articles::read(layers, &zone);
    let ads = ads::read(layers);
    let feeds = feeds::read(layers);
    let discovery = discovery::read(layers);
    let comments = comments::read(layers);
    let retention = retention::read(layers);
    let surge = surge::read(layers);
    let moderation = moderation::read(layers);
    let reasons = reasons::read(layers, site.as_ref().map_or("", |site| &site.language));
    Some(Sections {
        site: site?,
        articles: articles?,
        ads: ads?,
        feeds: feeds?,
        discovery: discovery?,
        comments: comments?,
        retention: retention?,
        surge: surge?,
        moderation: moderation?,
        reasons: reasons?,
    })
}
