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
pub use filter::FilterForm;
pub use judge::{Judge, Verdict};
pub use months::{calendar_month, days_of, neighbours, offered_months};
pub use obstacle::Obstacle;
pub use submit::SubmitPortApplicationForm;
