//! The pages of port plus: additional ports on a day, against a deadline.

mod acts;
/// One application: its facts, what can be done to it, its history.
pub mod application;
/// The ports of each day.
pub mod calendar;
mod calendar_days;
mod cancel;
mod change;
mod change_review;
mod confirmation;
mod entry;
mod facts;
mod filters;
mod gate;
mod history;
/// All applications.
pub mod list;
mod list_rows;
/// Applying.
pub mod new;
mod new_review;
mod words;
