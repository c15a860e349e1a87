//! The forms of port plus, and what they judge by.

mod change;
mod day_ports;
mod entry;
mod filter;
mod judge;
mod months;
mod obstacle;
mod submit;

pub use change::ChangePortApplicationForm;
pub use day_ports::DayPorts;
pub use filter::{FilterForm, address, csv_address, is_filtered, is_other_page, query_of};
pub use judge::{Judge, Verdict};
pub use months::{calendar_month, days_of, neighbours, offered_months};
pub use obstacle::Obstacle;
pub use submit::SubmitPortApplicationForm;
