//! The forms about the member company.

mod notifications;

pub use notifications::NotificationsForm;
