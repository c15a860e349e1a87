//! The command line, as an operator uses it: the real program on a database of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test, a panic with its reason is the right answer"
)]

mod accounts;
mod audit;
mod calendar;
mod contracts;
mod demo;
mod desk;
mod employee;
mod groups;
mod keys;
mod members;
mod operators;
mod port_applications;
