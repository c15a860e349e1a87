//! Turns `locales/<language>/<area>.json` into the module `i18n`: a key that one of the
//! languages lacks is an error of the compiler.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

/// One namespace per area. To add one: its name here and a file in each language.
const AREAS: &[&str] = &[
    "account",
    "accounts",
    "api_clients",
    "app",
    "audit",
    "auth",
    "company",
    "contract",
    "contracts",
    "first_login",
    "groups",
    "help",
    "port_plus",
    "security",
    "services",
    "sessions",
    "start",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        // The bundler moves functions into files of their own: it needs to know who names whom.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let mut config = Config::new("ja")?.add_locale("en")?;
    for area in AREAS {
        config = config.add_namespace(area)?;
    }
    // Placeholders are filled with plain values, not with views.
    let config = config.parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    let target = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    translations.generate_i18n_module(target)?;
    Ok(())
}
