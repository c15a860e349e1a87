//! The forms about services.

mod find_settings;

pub use find_settings::{FindSettingsForm, SettingsQuery, is_other_page};
