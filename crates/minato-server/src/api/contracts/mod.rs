//! The contracts of the member, as far as groups let the person see them.
//!
//! Nothing here decides a right: every query passes `minato_db::models::contracts::rights`.

pub(crate) mod count_contracts;
mod csv_rows;
pub(crate) mod export_contracts;
pub(crate) mod list_contracts;
mod listing;
pub(crate) mod shown;
