//! The front of Minato: the REST API, the files of the pages, the worker that sends
//! mails, and the command line.
//!
//! Where things are: [`api`] is the map of all routes, one file per endpoint below it;
//! [`auth`] decides who somebody is and what he may do; [`http`] is what every request
//! passes; [`programs`] is what only programs meet; [`jobs`] is what happens outside of requests; [`cli`] holds the verbs.

pub mod api;
pub mod app;
pub mod audit;
pub mod auth;
pub mod cli;
pub mod config;
pub mod demo;
pub mod desk;
pub mod http;
pub mod jobs;
pub mod oauth;
pub mod openapi;
pub mod ops;
pub mod pages;
pub mod programs;
pub mod serve;
pub mod telemetry;
