//! One verb, one file.

pub(crate) mod bench;
pub(crate) mod dev;
pub(crate) mod mutations;
pub(crate) mod openapi;
pub(crate) mod sbom;
pub(crate) mod schema;
pub(crate) mod test;
pub(crate) mod up;

use anyhow::{Result, bail};

/// The answer to an argument that a verb does not know.
fn unknown(argument: lexopt::Arg<'_>) -> Result<()> {
    bail!(
        "{}; `cargo xtask` lists what there is",
        argument.unexpected()
    )
}
