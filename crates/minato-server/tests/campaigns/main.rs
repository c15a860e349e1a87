//! Campaigns against real server processes, real SMTP and a real database: what holds
//! when servers die in the middle of their work, and when two of them work at once.
//!
//! They print their counts, and fail when too little happened to mean anything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test, a panic with its reason is the right answer; counts are printed"
)]

mod applicants;
mod doors;
mod graceful_stop;
mod group_admin;
mod kill;
mod killed_writers;
mod mail_server;
mod midnight;
mod population;
mod program_life;
mod program_scene;
mod programs;
mod rights_office;
mod server_process;
mod set_clock;
mod taken_programs;
mod taken_rights;
mod two_servers;
