//! Generic praise, which advertisers write to place a link.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether two words in a row are such a phrase.
pub fn is_praise(first: &str, second: &str) -> bool {
    PHRASES.contains(&(first, second))
}

static PHRASES: LazyLock<HashSet<(&'static str, &'static str)>> =
    LazyLock::new(|| LIST.split_whitespace().filter_map(|pair| pair.split_once('_')).collect());

/// Folded as the text is.
const LIST: &str = "nice_post great_post good_post awesome_post excellent_post wonderful_post amazing_post informative_post \
    interesting_post helpful_post fantastic_post nice_blog great_blog good_blog awesome_blog amazing_blog wonderful_blog \
    excellent_blog informative_blog interesting_blog nice_article great_article good_article awesome_article \
    excellent_article amazing_article wonderful_article informative_article fantastic_article nice_site great_site \
    awesome_site good_site nice_website great_website awesome_website nice_page great_page nice_information \
    great_information useful_information valuable_information helpful_information good_information useful_info great_info \
    very_informative so_informative really_informative keep_up keep_posting keep_sharing keep_writing keep_blogging \
    for_sharing thanks_admin dear_admin hi_admin hello_admin your_blog this_blog your_site this_site your_weblog \
    your_webpage your_website this_website really_enjoyed truly_enjoyed enjoyed_reading enjoy_reading love_reading \
    loved_reading well_written nicely_written properly_written came_across stumbled_upon stumbled_across book_marked \
    i_bookmarked have_bookmarked bookmarked_your bookmarked_this bookmark_your bookmark_this will_bookmark \
    be_back return_to come_back coming_back look_forward looking_forward good_luck best_wishes good_job great_job nice_job \
    great_work good_work nice_work excellent_work good_stuff great_stuff awesome_stuff nice_stuff much_appreciated \
    interesting_read great_read good_read nice_read great_content good_content quality_content nice_content \
    amazing_content unique_content great_tips good_tips nice_tips useful_tips helpful_tips same_topic this_topic \
    guter_beitrag toller_beitrag toller_artikel super_artikel super_beitrag toller_blog schöner_blog weiter_so \
    bel_articolo bon_article super_article merci_pour gran_articulo gran_artículo buen_articulo buen_artículo \
    excelente_artículo excelente_articulo ótimo_artigo bom_artigo";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::fold::fold;

    #[test]
    fn every_phrase_is_two_folded_words_and_stands_once() {
        let all: Vec<&str> = LIST.split_whitespace().collect();
        assert!(all.iter().all(|pair| pair.split('_').count() == 2 && fold(pair) == *pair));
        assert_eq!(PHRASES.len(), all.len());
    }
}
