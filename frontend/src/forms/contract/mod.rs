//! What people change of a contract.

mod contacts;
mod memo;
mod memo_faults;

pub use contacts::ContactsForm;
pub use memo::MemoForm;
pub use memo_faults::{FaultPlace, MemoFault, memo_faults};
