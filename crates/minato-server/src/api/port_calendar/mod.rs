//! The ports that are effective on each day.

pub(crate) mod get_port_calendar;
