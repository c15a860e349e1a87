//! One file per table: its row, its insert, its queries.
//!
//! Queries on a member's rows take a [`TenantScope`](crate::TenantScope). Those that
//! do not are the doors, where nobody is known yet: they say so.

pub mod accounts;
pub mod business_calendar;
pub mod factor_failures;
pub mod idempotency_keys;
pub mod known_devices;
pub mod member_notes;
pub mod member_notifications;
pub mod member_options;
pub mod members;
pub mod password_failures;
pub mod password_resets;
pub mod pending_logins;
pub mod port_application_events;
pub mod port_applications;
pub mod rate_limits;
pub mod recovery_codes;
pub mod sealed_rows;
pub mod serial_numbers;
pub mod sessions;
pub mod sign_ins;
pub mod totp_secrets;
pub mod trusted_browsers;

/// Whether a conditional change found its one row.
fn changed(rows: usize) -> bool {
    rows == 1
}
