//! The tables as Diesel sees them; `migrations/` makes them, and a test compares the two on both engines.
#![allow(missing_docs)]

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Text,
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
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
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
        comments_open -> Bool,
        published_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
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
    readers (id) {
        id -> BigInt,
        email_index -> Binary,
        email_sealed -> Binary,
        created_at -> BigInt,
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
    }
}

diesel::table! {
    decisions (id) {
        id -> BigInt,
        comment_id -> BigInt,
        actor_id -> Nullable<BigInt>,
        decision -> SmallInt,
        from_status -> Nullable<SmallInt>,
        to_status -> SmallInt,
        version -> BigInt,
        reason -> Nullable<Text>,
        note -> Nullable<Text>,
        created_at -> BigInt,
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
    }
}

diesel::table! {
    suppressions (email_index) {
        email_index -> Binary,
        reason -> Text,
        created_at -> BigInt,
    }
}

diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(tokens -> accounts (account_id));
diesel::joinable!(articles -> sections (section_id));
diesel::joinable!(articles -> accounts (author_id));
diesel::joinable!(article_tags -> articles (article_id));
diesel::joinable!(article_tags -> tags (tag_id));
diesel::joinable!(article_paths -> articles (article_id));
diesel::joinable!(comments -> articles (article_id));
diesel::joinable!(comments -> readers (reader_id));
diesel::joinable!(comment_revisions -> comments (comment_id));
diesel::joinable!(comment_revisions -> accounts (editor_id));
diesel::joinable!(decisions -> comments (comment_id));
diesel::joinable!(deliveries -> accounts (account_id));
diesel::joinable!(deliveries -> readers (reader_id));
diesel::joinable!(deliveries -> comments (comment_id));
diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    article_paths,
    article_tags,
    articles,
    changes,
    comment_revisions,
    comments,
    decisions,
    deliveries,
    idempotency_keys,
    jobs,
    login_failures,
    readers,
    sections,
    sessions,
    settings,
    suppressions,
    tags,
    tokens,
);
