//! Turns the compiled pages into the folder that the server hands out.
//!
//! In: `frontend/index.html`, `loader.js`, `styles/*.css`, `assets/*`, `public/*` and the
//! WebAssembly file that cargo made. Out: `dist/index.html`, everything it needs under
//! `dist/assets/` with the digest of its content in its name, and `.br` and `.gz` beside
//! each file that shrinks. Where the pages mark it, the application is cut into chunks, which
//! are fetched when one of their pages is opened. Nothing is fetched and nothing else has to be installed: the
//! versions of all tools stand in `Cargo.lock`.
//!
//! `index.html` names what it needs by placeholders:
//!
//! | placeholder | what it becomes |
//! |---|---|
//! | `{{loader}}`, `{{styles}}`, `{{app_js}}`, `{{app_chunks}}`, `{{app_wasm}}` | the address of the file |
//! | the same with `_integrity` | its digest for the `integrity` attribute |
//! | `{{asset:NAME}}`, also in the styles | the address of `assets/NAME` |
//!
//! `loader.js` may use the placeholders of the application as well. A placeholder that
//! means nothing fails the build. Files in `public/` keep their names and land at the root.

pub mod asset;
pub mod bindgen;
pub mod compress;
pub mod fingerprint;
pub mod placeholders;
pub mod report;
pub mod sections;
pub mod site;
pub mod split;
pub mod styles;

use std::path::PathBuf;

use anyhow::Result;

use crate::fingerprint::Fingerprint;
use crate::report::Report;
use crate::site::Site;

/// Where the parts come from and where the result goes.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The WebAssembly file as cargo left it.
    pub wasm: PathBuf,
    /// The folder `frontend`.
    pub frontend: PathBuf,
    /// The folder that the server hands out.
    pub dist: PathBuf,
}

impl Bundle {
    /// Writes the folder, unless it already holds what these sources give.
    ///
    /// Returns whether anything had to be written, and the sizes of the first page.
    pub fn write(&self) -> Result<(bool, Report)> {
        let fingerprint = Fingerprint::of(self)?;
        let changed = !fingerprint.is_recorded(self);
        if changed {
            Site::build(self)?.write(&self.dist)?;
            fingerprint.record(self)?;
        }
        Ok((changed, Report::of(&self.dist)?))
    }
}
