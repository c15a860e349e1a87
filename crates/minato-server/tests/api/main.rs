//! The API from outside: a real server on a real socket, a real database, the typed
//! client. One binary; `MINATO_TEST_DATABASE` chooses the database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test, a panic with its reason is the right answer; campaigns print their counts"
)]

mod access_callers;
mod access_matrix;
mod account_races;
mod account_sessions;
mod accounts;
mod api_clients;
mod app;
mod audit;
mod audit_trail;
mod authenticator;
mod belongings;
mod body_limits;
mod campaigns;
mod company;
mod company_people;
mod company_sign_ins;
mod contract;
mod contract_memos;
mod contracts;
mod csrf;
mod documents;
mod door;
mod email_changes;
mod every_status;
mod expiry_reminders;
mod first_login;
mod forged_contexts;
mod groups;
mod headers;
mod holdings;
mod idempotency;
mod invariants;
mod lanes;
mod me;
mod networks;
mod networks_at_sign_in;
mod operators;
mod password_reset;
mod past;
mod people;
mod pins;
mod port_application_export;
mod port_application_list;
mod port_application_mails;
mod port_application_rules;
mod port_applications;
mod port_calendar;
mod port_isolation;
mod port_races;
mod ports;
mod public_surface;
mod races;
mod rate_limits;
mod raw;
mod reading;
mod reminders;
mod safe_answer;
mod saved_filters;
mod second_step;
mod service_menu;
mod session_limits;
mod sessions;
mod sign_in;
mod sign_ins;
mod sign_ins_before;
mod throttling;
mod trusted_browsers;
