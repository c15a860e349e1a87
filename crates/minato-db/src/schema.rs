//! The tables, as diesel sees them. `cargo xtask schema --check` compares this file
//! with both migrated databases.

#![allow(missing_docs, reason = "diesel writes these modules")]

diesel::table! {
    members (id) {
        id -> Text,
        member_number -> Text,
        name -> Text,
        postal_code -> Nullable<Text>,
        address -> Text,
        contracted_ports -> BigInt,
        closing_day -> BigInt,
        two_step -> Bool,
        password_policy -> Text,
        state -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        max_added_ports -> BigInt,
        mail_language -> Text,
        notifications_version -> BigInt,
        trusted_browsers -> Bool,
        security_version -> BigInt,
        version -> BigInt,
        allowed_networks -> Text,
        session_idle_minutes -> Nullable<BigInt>,
        session_hours -> Nullable<BigInt>,
    }
}

diesel::table! {
    member_options (member_id, kind) {
        member_id -> Text,
        kind -> Text,
        enabled_since -> Date,
    }
}

diesel::table! {
    member_notes (member_id, id) {
        member_id -> Text,
        id -> Text,
        published_on -> Date,
        title -> Text,
        body -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    accounts (member_id, id) {
        member_id -> Text,
        id -> Text,
        email -> Text,
        email_key -> Text,
        name -> Text,
        department -> Text,
        phone -> Nullable<Text>,
        role -> Text,
        second_factor -> Text,
        valid_until -> Date,
        language -> Text,
        time_zone -> Text,
        state -> Text,
        password_hash -> Nullable<Text>,
        password_changed_at -> Timestamp,
        version -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        search_text -> Text,
        must_change_password -> Bool,
        password_expires_at -> Nullable<Timestamp>,
        last_signed_in_at -> Nullable<Timestamp>,
        trusted_browsers -> Nullable<Bool>,
        any_address -> Bool,
    }
}

diesel::table! {
    password_failures (subject) {
        subject -> Text,
        failures -> BigInt,
        last_failed_at -> Timestamp,
        blocked_until -> Timestamp,
    }
}

diesel::table! {
    rate_limits (subject) {
        subject -> Text,
        used -> BigInt,
        ends_at -> Timestamp,
    }
}

diesel::table! {
    factor_failures (member_id, account_id, factor) {
        member_id -> Text,
        account_id -> Text,
        factor -> Text,
        failures -> BigInt,
        first_failed_at -> Timestamp,
        locked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    pending_logins (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        secret_digest -> Text,
        code_digest -> Text,
        code_tries -> BigInt,
        code_sent_at -> Timestamp,
        code_expires_at -> Timestamp,
        codes_sent -> BigInt,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        factor -> Text,
    }
}

diesel::table! {
    sessions (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        secret_digest -> Text,
        level -> Text,
        user_agent -> Text,
        address -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        proven_at -> Timestamp,
    }
}

diesel::table! {
    password_resets (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        token_digest -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        consumed_at -> Nullable<Timestamp>,
        purpose -> Text,
        identity_tries -> BigInt,
    }
}

diesel::table! {
    first_logins (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        token_digest -> Text,
        purpose -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        identity_tries -> BigInt,
        entry_digest -> Nullable<Text>,
        entry_expires_at -> Nullable<Timestamp>,
        password_hash -> Nullable<Text>,
        totp_id -> Nullable<Text>,
        recovery_codes_made_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    api_clients (member_id, id) {
        member_id -> Text,
        id -> Text,
        client_id -> Text,
        name -> Text,
        scopes -> Text,
        allowed_networks -> Text,
        valid_until -> Date,
        owner_id -> Text,
        suspended -> Bool,
        deleted_at -> Nullable<Timestamp>,
        last_used_at -> Nullable<Timestamp>,
        version -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    api_client_secrets (member_id, id) {
        member_id -> Text,
        id -> Text,
        api_client_id -> Text,
        digest -> Text,
        hint -> Text,
        valid_until -> Date,
        last_used_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    api_client_keys (member_id, id) {
        member_id -> Text,
        id -> Text,
        api_client_id -> Text,
        kid -> Text,
        algorithm -> Text,
        jwk -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    api_client_assertions (member_id, api_client_id, digest) {
        member_id -> Text,
        api_client_id -> Text,
        digest -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    user_group_api_clients (member_id, group_id, api_client_id) {
        member_id -> Text,
        group_id -> Text,
        api_client_id -> Text,
    }
}

diesel::table! {
    token_keys (id) {
        id -> Text,
        public_key -> Text,
        sealed_key -> Text,
        key_id -> Text,
        active_from -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    api_calls (member_id, id) {
        member_id -> Text,
        id -> Text,
        client_id -> Text,
        at -> Timestamp,
        method -> Text,
        route -> Text,
        status -> BigInt,
        problem -> Nullable<Text>,
        micros -> BigInt,
        address -> Text,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        subject -> Nullable<Text>,
        payload -> Text,
        state -> Text,
        run_at -> Timestamp,
        expires_at -> Timestamp,
        attempts -> BigInt,
        lease -> Nullable<Text>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_heads (member_id) {
        member_id -> Text,
        seq -> BigInt,
        digest -> Text,
    }
}

diesel::table! {
    audit_events (member_id, seq) {
        member_id -> Text,
        seq -> BigInt,
        at -> Timestamp,
        actor_kind -> Text,
        actor_id -> Nullable<Text>,
        action -> Text,
        subject_id -> Nullable<Text>,
        text_digest -> Nullable<Text>,
        previous_digest -> Text,
        digest -> Text,
    }
}

diesel::table! {
    audit_texts (member_id, digest) {
        member_id -> Text,
        digest -> Text,
        text -> Text,
        last_used_at -> Timestamp,
    }
}

diesel::table! {
    audit_checkpoints (member_id, seq) {
        member_id -> Text,
        seq -> BigInt,
        digest -> Text,
        made_at -> Timestamp,
        key_id -> Text,
        signature -> Text,
    }
}

diesel::table! {
    member_notification_addresses (member_id, position) {
        member_id -> Text,
        position -> BigInt,
        email -> Text,
    }
}

diesel::table! {
    serial_numbers (name) {
        name -> Text,
        last -> BigInt,
    }
}

diesel::table! {
    port_applications (member_id, serial) {
        member_id -> Text,
        serial -> BigInt,
        revision -> BigInt,
        effective_date -> Date,
        added_ports -> BigInt,
        state -> Text,
        applicant_id -> Text,
        applicant_name -> Text,
        remind -> Bool,
        deadline_on -> Date,
        deadline_at -> Timestamp,
        search_text -> Text,
        version -> BigInt,
        submitted_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    port_application_events (member_id, serial, seq) {
        member_id -> Text,
        serial -> BigInt,
        seq -> BigInt,
        revision -> BigInt,
        kind -> Text,
        effective_date -> Date,
        added_ports -> BigInt,
        deadline_on -> Date,
        deadline_at -> Timestamp,
        account_id -> Nullable<Text>,
        account_name -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::table! {
    holiday_imports (id) {
        id -> BigInt,
        first_day -> Date,
        last_day -> Date,
        imported_at -> Timestamp,
    }
}

diesel::table! {
    holidays (date) {
        date -> Date,
        name -> Text,
    }
}

diesel::table! {
    closings (date) {
        date -> Date,
        reason -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    idempotency_keys (member_id, principal, operation, key_digest) {
        member_id -> Text,
        principal -> Text,
        operation -> Text,
        key_digest -> Text,
        request_digest -> Text,
        status -> BigInt,
        location -> Nullable<Text>,
        etag -> Nullable<Text>,
        body -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    totp_secrets (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        sealed_secret -> Text,
        key_id -> Text,
        last_step -> BigInt,
        confirmed -> Bool,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_codes (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        code_digest -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_ins (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        at -> Timestamp,
        outcome -> Text,
        factor -> Nullable<Text>,
        address -> Text,
        user_agent -> Text,
        known -> Bool,
        trusted -> Bool,
    }
}

diesel::table! {
    known_devices (member_id, id) {
        member_id -> Text,
        account_id -> Text,
        id -> Text,
        secret_digest -> Text,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
    }
}

diesel::table! {
    email_changes (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        email -> Text,
        token_digest -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        consumed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    trusted_browsers (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        secret_digest -> Text,
        user_agent -> Text,
        address -> Text,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    operators (id) {
        id -> Text,
        email -> Text,
        email_key -> Text,
        name -> Text,
        language -> Text,
        state -> Text,
        password_hash -> Nullable<Text>,
        sealed_secret -> Nullable<Text>,
        key_id -> Nullable<Text>,
        last_step -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        last_signed_in_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    operator_setups (id) {
        id -> Text,
        operator_id -> Text,
        secret_digest -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        browser_digest -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        sealed_secret -> Nullable<Text>,
        key_id -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    operator_recovery_codes (operator_id, code_digest) {
        operator_id -> Text,
        code_digest -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    operator_factor_failures (operator_id, factor) {
        operator_id -> Text,
        factor -> Text,
        failures -> BigInt,
        first_failed_at -> Timestamp,
        locked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    operator_pending_logins (id) {
        id -> Text,
        operator_id -> Text,
        secret_digest -> Text,
        tries -> BigInt,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    operator_sessions (id) {
        id -> Text,
        operator_id -> Text,
        secret_digest -> Text,
        user_agent -> Text,
        address -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        proven_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    imports (id) {
        id -> Text,
        kind -> Text,
        operator_id -> Nullable<Text>,
        row_count -> BigInt,
        mail_count -> BigInt,
        mails_queued -> BigInt,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    import_accounts (import_id, line) {
        import_id -> Text,
        line -> BigInt,
        member_id -> Text,
        account_id -> Text,
        mail_queued -> Bool,
    }
}

diesel::table! {
    services (id) {
        id -> Text,
        code -> Text,
        category -> Text,
        name_ja -> Text,
        name_en -> Text,
        has_settings -> Bool,
        position -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    contracts (member_id, id) {
        member_id -> Text,
        id -> Text,
        contract_number -> Text,
        service_id -> Text,
        customer_number -> Text,
        group_number -> Nullable<Text>,
        site -> Text,
        status -> Text,
        status_rank -> BigInt,
        status_since -> Timestamp,
        memo -> Text,
        memo_version -> BigInt,
        memo_changed_at -> Nullable<Timestamp>,
        memo_changed_by -> Nullable<Text>,
        contacts_version -> BigInt,
        applied_on -> Date,
        provided_on -> Date,
        ends_on -> Nullable<Date>,
        search_text -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    contract_contacts (member_id, contract_id, position) {
        member_id -> Text,
        contract_id -> Text,
        position -> BigInt,
        name -> Text,
        department -> Text,
        email -> Text,
        phone -> Text,
    }
}

diesel::table! {
    user_groups (member_id, id) {
        member_id -> Text,
        id -> Text,
        kind -> Text,
        name -> Text,
        description -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    user_group_accounts (member_id, group_id, account_id) {
        member_id -> Text,
        group_id -> Text,
        account_id -> Text,
    }
}

diesel::table! {
    user_group_services (member_id, group_id, service_id) {
        member_id -> Text,
        group_id -> Text,
        service_id -> Text,
        permission -> Text,
    }
}

diesel::table! {
    user_group_contracts (member_id, group_id, contract_id) {
        member_id -> Text,
        group_id -> Text,
        contract_id -> Text,
        permission -> Text,
    }
}

diesel::table! {
    pins (member_id, account_id, kind, target) {
        member_id -> Text,
        account_id -> Text,
        position -> BigInt,
        kind -> Text,
        target -> Text,
    }
}

diesel::table! {
    recent_operations (member_id, account_id, kind, target) {
        member_id -> Text,
        account_id -> Text,
        kind -> Text,
        target -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    saved_filters (member_id, id) {
        member_id -> Text,
        id -> Text,
        account_id -> Text,
        name -> Text,
        query -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    contract_imports (id) {
        id -> Text,
        operator_id -> Nullable<Text>,
        state -> Text,
        rows_staged -> BigInt,
        rows_applied -> BigInt,
        rows_refused -> BigInt,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    contract_import_rows (import_id, member_id, contract_number) {
        import_id -> Text,
        member_id -> Text,
        contract_number -> Text,
        service_id -> Text,
        customer_number -> Text,
        group_number -> Nullable<Text>,
        site -> Text,
        status -> Nullable<Text>,
        applied_on -> Date,
        provided_on -> Date,
        ends_on -> Nullable<Date>,
        memo -> Text,
    }
}

diesel::table! {
    expiry_reminders (member_id, subject_kind, subject_id, ends_on, days_before) {
        member_id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        ends_on -> Date,
        days_before -> BigInt,
        reminded_at -> Timestamp,
    }
}

diesel::joinable!(contracts -> services (service_id));
diesel::joinable!(user_group_services -> services (service_id));
diesel::joinable!(member_options -> members (member_id));
diesel::joinable!(member_notes -> members (member_id));
diesel::joinable!(accounts -> members (member_id));
diesel::joinable!(audit_heads -> members (member_id));
diesel::joinable!(port_applications -> members (member_id));
diesel::joinable!(operator_setups -> operators (operator_id));
diesel::joinable!(operator_pending_logins -> operators (operator_id));
diesel::joinable!(operator_sessions -> operators (operator_id));
diesel::allow_tables_to_appear_in_same_query!(
    members,
    member_options,
    member_notes,
    accounts,
    factor_failures,
    first_logins,
    pending_logins,
    sessions,
    sign_ins,
    password_resets,
    port_applications,
    totp_secrets,
    trusted_browsers,
    email_changes,
    operators,
    operator_setups,
    operator_pending_logins,
    operator_sessions,
    services,
    contracts,
    contract_contacts,
    user_groups,
    user_group_accounts,
    user_group_api_clients,
    api_clients,
    api_client_secrets,
    api_client_keys,
    api_calls,
    token_keys,
    user_group_services,
    user_group_contracts,
    audit_heads,
    audit_events,
    audit_texts,
    audit_checkpoints,
);
