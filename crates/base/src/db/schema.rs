//! The tables as Diesel sees them; `migrations/` makes them, and a test compares the two on both
//! engines.
#![allow(missing_docs)]

diesel::table! {
    address_links (inbox, sent_at) {
        inbox -> Binary,
        sent_at -> BigInt,
    }
}

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    installation (id) {
        id -> SmallInt,
        feed_seed -> Text,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        email_index -> Binary,
        email_sealed -> Binary,
        name -> Text,
        role -> SmallInt,
        password_hash -> Text,
        created_at -> BigInt,
        disabled_at -> Nullable<BigInt>,
        language -> Nullable<Text>,
        signed_in_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        email_index -> Binary,
        email_sealed -> Binary,
        name -> Text,
        role -> SmallInt,
        invited_by -> Nullable<BigInt>,
        created_at -> BigInt,
        sent_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    password_resets (id) {
        id -> BigInt,
        email_index -> Binary,
        requested_at -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        account_id -> BigInt,
        token_hash -> Binary,
        label -> Text,
        network_prefix -> Text,
        created_at -> BigInt,
        last_seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    tokens (id) {
        id -> BigInt,
        account_id -> BigInt,
        token_hash -> Binary,
        hint -> Text,
        label -> Text,
        scopes -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    login_failures (key) {
        key -> Binary,
        failures -> BigInt,
        last_at -> BigInt,
    }
}

diesel::table! {
    idempotency_keys (key) {
        key -> Binary,
        request_hash -> Binary,
        status -> SmallInt,
        body -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    sections (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        parent_id -> Nullable<BigInt>,
        description -> Text,
        position -> BigInt,
        comments_mode -> SmallInt,
        comments_days -> Nullable<BigInt>,
        comments_message -> Text,
    }
}

diesel::table! {
    section_slugs (slug) {
        slug -> Text,
        section_id -> BigInt,
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        description -> Text,
    }
}

diesel::table! {
    tag_slugs (slug) {
        slug -> Text,
        tag_id -> BigInt,
    }
}

diesel::table! {
    articles (id) {
        id -> BigInt,
        path -> Text,
        title -> Text,
        summary -> Text,
        body -> Text,
        body_html -> Text,
        byline -> Text,
        section_id -> Nullable<BigInt>,
        author_id -> Nullable<BigInt>,
        status -> SmallInt,
        published_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        review_note -> Text,
        comments_mode -> SmallInt,
        comments_days -> Nullable<BigInt>,
        comments_message -> Text,
        guidelines -> Text,
        language -> Text,
        kind -> SmallInt,
        menu -> SmallInt,
        menu_order -> BigInt,
        featured -> Bool,
        sticky -> Bool,
        password_hash -> Nullable<Text>,
        lead_media_id -> Nullable<BigInt>,
        lead_alt -> Nullable<Text>,
        lead_caption -> Nullable<Text>,
        lead_credit -> Nullable<Text>,
    }
}

diesel::table! {
    article_corrections (id) {
        id -> BigInt,
        article_id -> BigInt,
        text -> Text,
        corrected_at -> BigInt,
    }
}

diesel::table! {
    article_revisions (article_id, version) {
        article_id -> BigInt,
        version -> BigInt,
        account_id -> Nullable<BigInt>,
        status -> SmallInt,
        title -> Text,
        summary -> Text,
        body -> Text,
        fields -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    article_notes (id) {
        id -> BigInt,
        article_id -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    article_note_mentions (note_id, account_id) {
        note_id -> BigInt,
        account_id -> BigInt,
    }
}

diesel::table! {
    article_locks (article_id) {
        article_id -> BigInt,
        account_id -> BigInt,
        since -> BigInt,
        until -> BigInt,
    }
}

diesel::table! {
    article_tags (article_id, tag_id) {
        article_id -> BigInt,
        tag_id -> BigInt,
        position -> SmallInt,
    }
}

diesel::table! {
    searchable_articles (article_id) {
        article_id -> BigInt,
        published_at -> BigInt,
        stale -> Bool,
    }
}

diesel::table! {
    authors (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        biography -> Text,
        account_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    author_slugs (slug) {
        slug -> Text,
        author_id -> BigInt,
    }
}

diesel::table! {
    article_bylines (article_id, author_id) {
        article_id -> BigInt,
        author_id -> BigInt,
        position -> SmallInt,
    }
}

diesel::table! {
    article_files (source, file) {
        source -> Text,
        file -> Text,
        article_id -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    akismet_verdicts (comment_id) {
        comment_id -> BigInt,
        label -> SmallInt,
    }
}

diesel::table! {
    article_paths (path) {
        path -> Text,
        article_id -> BigInt,
    }
}

diesel::table! {
    changes (id) {
        id -> BigInt,
        article_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    proven_comments (comment_id) {
        comment_id -> BigInt,
    }
}

diesel::table! {
    readers (id) {
        id -> BigInt,
        email_index -> Binary,
        email_sealed -> Binary,
        created_at -> BigInt,
        proven_at -> Nullable<BigInt>,
        inbox_index -> Nullable<Binary>,
        frequency -> SmallInt,
        mail_decisions -> Bool,
        mail_corrections -> Bool,
    }
}

diesel::table! {
    subscriptions (comment_id) {
        comment_id -> BigInt,
        reader_id -> BigInt,
        article_id -> BigInt,
        scope -> SmallInt,
        created_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consents (comment_id) {
        comment_id -> BigInt,
        words_id -> BigInt,
        given_at -> BigInt,
    }
}

diesel::table! {
    data_requests (id) {
        id -> BigInt,
        email_index -> Binary,
        inbox_index -> Binary,
        network -> Binary,
        requested_at -> BigInt,
        mailed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consent_words (id) {
        id -> BigInt,
        version -> Text,
        words -> Text,
    }
}

diesel::table! {
    notices (reader_id, comment_id) {
        reader_id -> BigInt,
        comment_id -> BigInt,
        created_at -> BigInt,
        delivery_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    comments (id) {
        id -> BigInt,
        article_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        root_id -> Nullable<BigInt>,
        reader_id -> Nullable<BigInt>,
        status -> SmallInt,
        first_status -> SmallInt,
        reasons -> Text,
        version -> BigInt,
        name -> Text,
        website -> Nullable<Text>,
        text -> Text,
        html -> Text,
        avatar -> BigInt,
        fingerprint -> Binary,
        form_id -> Binary,
        network_hash -> Nullable<Binary>,
        network_prefix -> Nullable<Text>,
        form_age -> Nullable<BigInt>,
        notify -> Bool,
        created_at -> BigInt,
        edited_at -> Nullable<BigInt>,
        decided_at -> Nullable<BigInt>,
        section_id -> Nullable<BigInt>,
        score -> Nullable<Double>,
        language -> Nullable<Text>,
        simhash -> Nullable<BigInt>,
        group_id -> Nullable<BigInt>,
        pinned_at -> Nullable<BigInt>,
        featured_at -> Nullable<BigInt>,
        staff_id -> Nullable<BigInt>,
        imported_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    deleted_comments (comment_id) {
        comment_id -> BigInt,
        reader_id -> Nullable<BigInt>,
        name -> Text,
        website -> Nullable<Text>,
        text -> Text,
        html -> Text,
        avatar -> BigInt,
        network_hash -> Nullable<Binary>,
        network_prefix -> Nullable<Text>,
        notify -> Bool,
        revisions -> Text,
        erase_at -> BigInt,
    }
}

diesel::table! {
    comment_revisions (id) {
        id -> BigInt,
        comment_id -> BigInt,
        version -> BigInt,
        text -> Text,
        editor_id -> Nullable<BigInt>,
        created_at -> BigInt,
        html -> Nullable<Text>,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        payload -> Text,
        lane -> SmallInt,
        state -> SmallInt,
        run_at -> BigInt,
        leased_until -> Nullable<BigInt>,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    deliveries (id) {
        id -> BigInt,
        event -> Text,
        recipient -> Text,
        account_id -> Nullable<BigInt>,
        reader_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        state -> SmallInt,
        message_id -> Text,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
        finished_at -> Nullable<BigInt>,
        sealed_at -> Nullable<BigInt>,
        data_at -> Nullable<BigInt>,
        cause -> Nullable<SmallInt>,
        cause_phase -> Nullable<SmallInt>,
        cause_detail -> Nullable<Text>,
    }
}

diesel::table! {
    staff_mail (account_id) {
        account_id -> BigInt,
        frequency -> SmallInt,
        topics_off -> Text,
        quiet_from -> Nullable<SmallInt>,
        quiet_until -> Nullable<SmallInt>,
        timezone -> Nullable<Text>,
    }
}

diesel::table! {
    staff_mail_sections (account_id, section_id) {
        account_id -> BigInt,
        section_id -> BigInt,
    }
}

diesel::table! {
    staff_digests (account_id, topic) {
        account_id -> BigInt,
        topic -> SmallInt,
        number -> BigInt,
        delivery_id -> BigInt,
        due_at -> BigInt,
    }
}

diesel::table! {
    staff_news (account_id, topic, object) {
        account_id -> BigInt,
        topic -> SmallInt,
        object -> BigInt,
        comment_id -> BigInt,
        delivery_id -> BigInt,
    }
}

diesel::table! {
    suppressions (email_index) {
        email_index -> Binary,
        reason -> Text,
        created_at -> BigInt,
        cause -> Nullable<SmallInt>,
        cause_phase -> Nullable<SmallInt>,
        cause_detail -> Nullable<Text>,
    }
}

diesel::table! {
    comment_counts (section_id, status, slot) {
        section_id -> BigInt,
        status -> SmallInt,
        slot -> SmallInt,
        n -> BigInt,
    }
}

diesel::table! {
    thread_counts (article_id, height, block) {
        article_id -> BigInt,
        height -> SmallInt,
        block -> BigInt,
        threads -> BigInt,
        comments -> BigInt,
    }
}

diesel::table! {
    stale_thread_counts (id) {
        id -> BigInt,
        article_id -> BigInt,
        block -> BigInt,
    }
}

// A view.
diesel::table! {
    thread_count_changes (article_id, block) {
        article_id -> BigInt,
        block -> BigInt,
        threads -> BigInt,
        comments -> BigInt,
    }
}

// A view.
diesel::table! {
    public_comments (id) {
        id -> BigInt,
        article_id -> BigInt,
        thread_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        status -> SmallInt,
        name -> Text,
        website -> Nullable<Text>,
        html -> Text,
        avatar -> BigInt,
        created_at -> BigInt,
        edited_at -> Nullable<BigInt>,
        pinned_at -> Nullable<BigInt>,
        featured_at -> Nullable<BigInt>,
        staff_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    comment_reasons (code, comment_id) {
        code -> Text,
        comment_id -> BigInt,
    }
}

diesel::table! {
    comment_arrivals (comment_id) {
        comment_id -> BigInt,
        backlog -> SmallInt,
    }
}

diesel::table! {
    comment_bands (band, comment_id) {
        band -> BigInt,
        comment_id -> BigInt,
    }
}

diesel::table! {
    audit_log (id) {
        id -> BigInt,
        act -> SmallInt,
        actor_id -> Nullable<BigInt>,
        comment_id -> Nullable<BigInt>,
        from_status -> Nullable<SmallInt>,
        to_status -> Nullable<SmallInt>,
        version -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        note -> Nullable<Text>,
        detail -> Nullable<Text>,
        batch_id -> Nullable<BigInt>,
        undoes_id -> Nullable<BigInt>,
        created_at -> BigInt,
        mac -> Nullable<Binary>,
    }
}

diesel::table! {
    audit_seals (seq) {
        seq -> BigInt,
        entry_id -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        comment_id -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    claims (comment_id) {
        comment_id -> BigInt,
        account_id -> BigInt,
        until -> BigInt,
    }
}

diesel::table! {
    section_moderators (section_id, account_id) {
        section_id -> BigInt,
        account_id -> BigInt,
    }
}

diesel::table! {
    views (id) {
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        name -> Text,
        filter -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    bans (id) {
        id -> BigInt,
        kind -> SmallInt,
        email_index -> Nullable<Binary>,
        value -> Nullable<Text>,
        effect -> SmallInt,
        reason -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        lifted_at -> Nullable<BigInt>,
        lifted_by -> Nullable<BigInt>,
        inbox_index -> Nullable<Binary>,
    }
}

diesel::table! {
    reader_notes (inbox_index) {
        inbox_index -> Binary,
        reader_id -> BigInt,
        text -> Text,
        account_id -> Nullable<BigInt>,
        changed_at -> BigInt,
    }
}

diesel::table! {
    batches (id) {
        id -> BigInt,
        actor_id -> Nullable<BigInt>,
        decision -> SmallInt,
        reason -> Nullable<Text>,
        note -> Nullable<Text>,
        to_author -> Nullable<Text>,
        target -> Text,
        expected -> BigInt,
        state -> SmallInt,
        done -> BigInt,
        skipped -> BigInt,
        after_id -> BigInt,
        until_id -> BigInt,
        undoes_id -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    import_sources (id) {
        id -> BigInt,
        system -> Text,
        site -> Text,
    }
}

diesel::table! {
    import_uploads (id) {
        id -> BigInt,
        account_id -> BigInt,
        system -> Text,
        files -> Text,
        unmatched -> Text,
        map -> Text,
        teach -> SmallInt,
        state -> SmallInt,
        done -> BigInt,
        total -> BigInt,
        report -> Text,
        fault -> Text,
        created_at -> BigInt,
        changed_at -> BigInt,
        import_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    sent_mentions (article_id, target) {
        article_id -> BigInt,
        target -> Text,
        outcome -> SmallInt,
        version -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    mentions (id) {
        id -> BigInt,
        article_id -> BigInt,
        kind -> SmallInt,
        source -> Text,
        title -> Text,
        state -> SmallInt,
        import_id -> BigInt,
        created_at -> BigInt,
        noticed_at -> BigInt,
    }
}

diesel::table! {
    imports (id) {
        id -> BigInt,
        source_id -> BigInt,
        state -> SmallInt,
        report -> Text,
        created_at -> BigInt,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    import_items (source_id, kind, source) {
        source_id -> BigInt,
        kind -> SmallInt,
        source -> Text,
        import_id -> BigInt,
        target_id -> BigInt,
        version -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    rules (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        condition -> Text,
        action -> SmallInt,
        reason -> Text,
        enabled -> Bool,
        author_id -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    rule_versions (rule_id, version) {
        rule_id -> BigInt,
        version -> BigInt,
        name -> Text,
        condition -> Text,
        action -> SmallInt,
        reason -> Text,
        enabled -> Bool,
        changed_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    policies (scope, scope_id) {
        scope -> SmallInt,
        scope_id -> BigInt,
        policy -> Text,
    }
}

diesel::table! {
    surges (article_id) {
        article_id -> BigInt,
        mode -> SmallInt,
        cause -> Text,
        since -> BigInt,
        until -> BigInt,
    }
}

diesel::table! {
    reviews (id) {
        id -> BigInt,
        comment_id -> BigInt,
        section_id -> Nullable<BigInt>,
        kind -> SmallInt,
        state -> SmallInt,
        weight -> Double,
        text -> Nullable<Text>,
        html -> Nullable<Text>,
        reasons -> Nullable<Text>,
        version -> BigInt,
        opened_at -> BigInt,
        closed_at -> Nullable<BigInt>,
        closed_by -> Nullable<BigInt>,
        closed_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    flags (id) {
        id -> BigInt,
        review_id -> BigInt,
        comment_id -> BigInt,
        flagger -> Binary,
        reason -> SmallInt,
        words -> Nullable<Text>,
        weight -> Double,
        late -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    flaggers (flagger) {
        flagger -> Binary,
        upheld -> BigInt,
        dismissed -> BigInt,
        last_at -> BigInt,
    }
}

diesel::table! {
    filter_models (id) {
        id -> BigInt,
        lessons_until -> BigInt,
        note -> Text,
        body -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    filter_lessons (id) {
        id -> BigInt,
        comment_id -> BigInt,
        label -> SmallInt,
        margin -> Double,
        coefficient -> BigInt,
        fingerprint -> BigInt,
        features -> Nullable<Binary>,
        undoes_id -> Nullable<BigInt>,
        created_at -> BigInt,
        counted -> SmallInt,
    }
}

diesel::table! {
    filter_evidence (id) {
        id -> BigInt,
        lessons_until -> BigInt,
        newest_comment -> BigInt,
        body -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    working_copies (id) {
        id -> BigInt,
        account_id -> BigInt,
        article_id -> Nullable<BigInt>,
        version -> BigInt,
        form -> Text,
        saved_at -> BigInt,
    }
}

diesel::table! {
    media (id) {
        id -> BigInt,
        key -> Text,
        name -> Text,
        alt -> Text,
        caption -> Text,
        credit -> Text,
        folded -> Text,
        focal_x -> Nullable<SmallInt>,
        focal_y -> Nullable<SmallInt>,
        width -> BigInt,
        height -> BigInt,
        colour -> Nullable<Text>,
        files -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    media_uses (article_id, media_id, place) {
        media_id -> BigInt,
        article_id -> BigInt,
        place -> SmallInt,
    }
}

diesel::joinable!(working_copies -> accounts (account_id));
diesel::joinable!(invitations -> accounts (invited_by));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(tokens -> accounts (account_id));
diesel::joinable!(articles -> sections (section_id));
diesel::joinable!(articles -> accounts (author_id));
diesel::joinable!(article_tags -> articles (article_id));
diesel::joinable!(article_tags -> tags (tag_id));
diesel::joinable!(searchable_articles -> articles (article_id));
diesel::joinable!(section_slugs -> sections (section_id));
diesel::joinable!(tag_slugs -> tags (tag_id));
diesel::joinable!(author_slugs -> authors (author_id));
diesel::joinable!(article_bylines -> articles (article_id));
diesel::joinable!(article_bylines -> authors (author_id));
diesel::joinable!(article_corrections -> articles (article_id));
diesel::joinable!(article_revisions -> accounts (account_id));
diesel::joinable!(article_notes -> accounts (account_id));
diesel::joinable!(article_notes -> articles (article_id));
diesel::joinable!(article_note_mentions -> article_notes (note_id));
diesel::joinable!(article_note_mentions -> accounts (account_id));
diesel::joinable!(article_locks -> accounts (account_id));
diesel::joinable!(article_paths -> articles (article_id));
diesel::joinable!(media -> accounts (account_id));
diesel::joinable!(media_uses -> media (media_id));
diesel::joinable!(media_uses -> articles (article_id));
diesel::joinable!(comments -> articles (article_id));
diesel::joinable!(comments -> readers (reader_id));
diesel::joinable!(akismet_verdicts -> comments (comment_id));
diesel::joinable!(comment_revisions -> comments (comment_id));
diesel::joinable!(comment_revisions -> accounts (editor_id));
diesel::joinable!(comments -> sections (section_id));
diesel::joinable!(audit_log -> comments (comment_id));
diesel::joinable!(notes -> accounts (account_id));
diesel::joinable!(reader_notes -> accounts (account_id));
diesel::joinable!(claims -> accounts (account_id));
diesel::joinable!(section_moderators -> accounts (account_id));
diesel::joinable!(comment_reasons -> comments (comment_id));
diesel::joinable!(reviews -> comments (comment_id));
diesel::joinable!(flags -> reviews (review_id));
diesel::joinable!(rule_versions -> rules (rule_id));
diesel::joinable!(deliveries -> accounts (account_id));
diesel::joinable!(deliveries -> readers (reader_id));
diesel::joinable!(deliveries -> comments (comment_id));
diesel::joinable!(staff_mail_sections -> sections (section_id));
diesel::joinable!(staff_digests -> deliveries (delivery_id));
diesel::joinable!(staff_news -> comments (comment_id));
diesel::joinable!(staff_news -> deliveries (delivery_id));
diesel::joinable!(import_uploads -> imports (import_id));
diesel::joinable!(imports -> import_sources (source_id));
diesel::joinable!(mentions -> articles (article_id));
diesel::joinable!(sent_mentions -> articles (article_id));
diesel::joinable!(subscriptions -> comments (comment_id));
diesel::joinable!(subscriptions -> readers (reader_id));
diesel::joinable!(subscriptions -> articles (article_id));
diesel::joinable!(notices -> comments (comment_id));
diesel::joinable!(consents -> comments (comment_id));
diesel::joinable!(consents -> consent_words (words_id));
/// Declares which tables appear in one query with the first table of a line.
///
/// Diesel's own macro takes a list and declares every pair of it, with several impls each: 3,321 pairs for 82 tables, where the
/// queries need 127. The compiler names a pair that is missing. Each stands here once, in the line of either table.
macro_rules! queried_together {
    ($($table:ident: $($other:ident),+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($table, $other);)+)+
    };
}
queried_together! {
    accounts: article_bylines, article_locks, article_note_mentions, article_notes,
        article_revisions, article_tags, articles, audit_log, authors, bans, batches, claims,
        comment_revisions, comments, deliveries, invitations, media, media_uses, notes,
        password_resets, reader_notes, readers, rule_versions, section_moderators, sections,
        sessions, suppressions, tags, tokens, working_copies;
    comments: akismet_verdicts, article_corrections, articles, audit_log, claims,
        comment_arrivals, comment_bands, comment_reasons, comment_revisions, consent_words,
        consents, deliveries, filter_lessons, flags, notes, notices, policies, proven_comments,
        readers, reviews, sections, staff_news, subscriptions, surges, thread_counts;
    articles: article_bylines, article_corrections, article_notes, article_paths, article_tags,
        authors, consent_words, consents, media, media_uses, mentions, notices, policies,
        proven_comments, readers, searchable_articles, sections, sent_mentions, subscriptions,
        surges, tags;
    sections: article_bylines, article_tags, authors, media, policies, readers,
        section_moderators, section_slugs, staff_mail_sections, surges, tags;
    readers: article_corrections, bans, claims, deliveries, policies, proven_comments,
        subscriptions, suppressions, surges;
    tags: article_bylines, article_tags, authors, media, tag_slugs;
    reviews: audit_log, flags, notes, staff_news;
    media: article_bylines, article_tags, authors, media_uses;
    proven_comments: article_corrections, consent_words, consents;
    authors: article_bylines, article_tags, author_slugs;
    import_sources: import_items, imports;
    import_items: articles;
    imports: import_uploads;
    deliveries: staff_digests, staff_news;
    audit_log: audit_seals, notes;
    surges: policies;
    rules: rule_versions;
    consents: consent_words;
    article_tags: article_bylines;
    article_notes: article_note_mentions;
}
