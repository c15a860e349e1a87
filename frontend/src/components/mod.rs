//! What the pages are made of. Nothing here knows a type of the API: words, values and
//! errors come in as texts and signals.
//!
//! To add one: a folder named after it, its style in `styles/40-<name>.css` or beside its
//! kin, and no path, no request, no rule inside.

pub mod badge;
pub mod banner;
pub mod binding;
pub mod breadcrumb;
pub mod button;
pub mod chart;
pub mod checkbox;
pub mod copy_button;
pub mod date_field;
pub mod description_list;
pub mod dialog;
pub mod drawer;
pub mod empty_state;
pub mod error_state;
pub mod error_summary;
pub mod field;
pub mod file_field;
pub mod fixed_field;
pub mod icon;
pub mod input;
pub mod otp_input;
pub mod page_size;
pub mod pagination;
pub mod password;
pub mod password_hints;
pub mod print_button;
pub mod qr_code;
pub mod radio;
pub mod search_box;
pub mod select;
pub mod skeleton;
pub mod step_indicator;
pub mod table;
pub mod tabs;
pub mod text_area;
pub mod tile;
pub mod toast;
