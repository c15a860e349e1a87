//! Groups of people, which contracts they cover, and what somebody may do in the end.

pub(crate) mod add_group;
pub(crate) mod delete_group;
pub(crate) mod details;
pub(crate) mod get_account_rights;
pub(crate) mod get_group;
pub(crate) mod hold;
pub(crate) mod list_groups;
pub(crate) mod list_range_contracts;
pub(crate) mod list_range_services;
pub(crate) mod preview_rights;
pub(crate) mod range;
pub(crate) mod set_group_accounts;
pub(crate) mod set_group_range;
pub(crate) mod shown;
pub(crate) mod update_group;
