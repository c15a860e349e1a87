//! The contracts of the member, as far as groups let the person see them.
//!
//! Nothing here decides a right: every query passes `minato_db::models::contracts::rights`.

pub(crate) mod count_contracts;
mod csv_rows;
mod detail;
pub(crate) mod export_contracts;
pub(crate) mod get_contract;
pub(crate) mod import_contract_memos;
pub(crate) mod list_contracts;
mod listing;
mod memo_file;
mod path;
pub(crate) mod shown;
pub(crate) mod update_contract_contacts;
pub(crate) mod update_contract_memo;
