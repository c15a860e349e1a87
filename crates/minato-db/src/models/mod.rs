//! One file per table: its row, its insert, its queries.
//!
//! Queries on a member's rows take a [`TenantScope`](crate::TenantScope). Those that
//! do not are the doors, where nobody is known yet: they say so.

pub mod accounts;
pub mod api_calls;
pub mod api_clients;
pub mod automatic_group;
pub mod business_calendar;
pub mod contract_imports;
pub mod contracts;
pub mod email_changes;
pub mod expiry_reminders;
pub mod factor_failures;
pub mod first_logins;
pub mod idempotency_keys;
pub mod imports;
pub mod known_devices;
pub mod member_notes;
pub mod member_notifications;
pub mod member_options;
pub mod members;
pub mod operator_factor_failures;
pub mod operator_pending_logins;
pub mod operator_recovery_codes;
pub mod operator_sessions;
pub mod operator_setups;
pub mod operators;
pub mod password_failures;
pub mod password_resets;
pub mod pending_logins;
pub mod pins;
pub mod port_application_events;
pub mod port_applications;
pub mod rate_limits;
pub mod recent_operations;
pub mod recovery_codes;
pub mod saved_filters;
pub mod sealed_operator_secrets;
pub mod sealed_rows;
pub mod serial_numbers;
pub mod services;
pub mod sessions;
pub mod sign_ins;
pub mod token_keys;
pub mod totp_secrets;
pub mod trusted_browsers;
pub mod user_groups;

/// Whether a conditional change found its one row.
fn changed(rows: usize) -> bool {
    rows == 1
}
