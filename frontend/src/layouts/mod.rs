//! What surrounds the pages: the shell, the frame of a page, the frame of a door.

pub mod account_menu;
pub mod brand;
pub mod door;
pub mod fetched;
pub mod focus;
pub mod frame;
pub mod language_switch;
pub mod lapsed;
mod quick_search;
pub mod recent;
pub mod shell;
pub mod side_menu;
