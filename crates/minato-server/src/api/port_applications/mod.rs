//! Applications for additional ports on a day: submitted, changed and cancelled until their
//! deadline.
//!
//! [`judge`] decides what may be applied for, `changing` who may change what and when,
//! `happened` writes down that it was done, [`shown`] tells it.

pub(crate) mod cancel_port_application;
pub(crate) mod change_port_application;
mod changing;
mod csv_rows;
pub(crate) mod export_port_applications;
pub(crate) mod get_port_application;
pub(crate) mod get_port_application_rules;
mod happened;
pub(crate) mod judge;
pub(crate) mod list_port_application_history;
pub(crate) mod list_port_applications;
mod listing;
mod path;
mod shown;
pub(crate) mod submit_port_application;

use minato_types::{FieldErrors, FieldRule};

/// Says of a broken rule which field broke it.
pub(crate) fn at(field: &'static str) -> impl Fn(FieldRule) -> FieldErrors {
    move |rule| FieldErrors::one(field, rule)
}
