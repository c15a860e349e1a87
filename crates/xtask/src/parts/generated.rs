//! Files that are written by a program and committed.

use anyhow::Result;

use crate::server::Build;
use crate::verbs::{openapi, schema};

/// Nothing would change if they were written now.
pub(crate) fn run() -> Result<()> {
    openapi::check(Build::Test)?;
    schema::check()
}
