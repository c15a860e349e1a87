//! The audit trail, for the admins of the member.

pub(crate) mod export_audit_events;
pub(crate) mod list_audit_events;

mod csv_rows;
mod listing;
mod shown;
