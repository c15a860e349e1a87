//! The member company.

pub(crate) mod get_company;
pub(crate) mod get_company_notifications;
pub(crate) mod get_company_security;
pub(crate) mod list_company_admins;
pub(crate) mod list_company_notes;
pub(crate) mod list_company_options;
pub(crate) mod list_company_sign_ins;
pub(crate) mod update_company_notifications;
pub(crate) mod update_company_security;
