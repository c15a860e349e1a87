//! The member company.

pub(crate) mod get_company;
pub(crate) mod list_company_notes;
pub(crate) mod list_company_options;
