//! The contracts of the member, as far as groups let the person see them.
//!
//! Nothing here decides a right: every query passes `minato_db::models::contracts::rights`.

mod detail;
pub(crate) mod get_contract;
pub(crate) mod import_contract_memos;
mod memo_file;
mod path;
pub(crate) mod shown;
pub(crate) mod update_contract_contacts;
pub(crate) mod update_contract_memo;
