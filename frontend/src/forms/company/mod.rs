//! The forms about the member company.

mod limits;
mod networks;
mod notifications;
mod sign_ins;

pub use limits::{Choices, LimitsForm};
pub use networks::{NetworksForm, network_label};
pub use notifications::NotificationsForm;
pub use sign_ins::ListSignInsForm;
