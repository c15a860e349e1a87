//! Clients in other languages, generated from the API document by other people's generators.

use std::env::current_dir;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{databases, node, python};
use crate::progress::step;
use crate::server::Build;
use crate::verbs::openapi::DOCUMENT;
use crate::workspace::target;
use crate::{command, server};

const FOLDER: &str = "openapi/clients";
const PYTHON: &str = "openapi/clients/python";
const REQUIREMENTS: &str = "openapi/clients/python/requirements.txt";
const TYPESCRIPT: &str = "openapi/clients/typescript";

/// Where both generators write.
const GENERATED: &str = "generated";

/// The flow needs no page, but the server wants to have one.
const PAGES: &str = "crates/minato-server/tests/pages";

/// What the generator for Python has no form for: bodies that are tables. All else is generated.
const UNSUPPORTED: [&str; 2] = ["POST /contracts/memos", "POST /operator/imports"];

/// Generates and compiles both clients, and goes the same way through each.
pub(crate) fn run() -> Result<()> {
    databases::ensure_libpq()?;
    node::prepare()?;
    node::install(TYPESCRIPT)?;
    let python = python::environment("clients-python", REQUIREMENTS)?;
    generate_python(&python)?;
    generate_typescript()?;
    let program = current_dir()?.join(server::build(Build::Test)?);
    let mut flow = Command::new("node");
    flow.args(["--test", "--test-reporter=spec", "flow.test.mjs"])
        .current_dir(FOLDER)
        .env("CLIENTS_PYTHON", python)
        .env("MINATO_PROGRAM", program)
        .env("MINATO_SPA_DIR", current_dir()?.join(PAGES));
    command::run(&mut flow)
}

/// The client in Python and the program that uses it, under the eyes of mypy.
fn generate_python(python: &Path) -> Result<()> {
    let out = fresh(PYTHON)?.join("minato_client");
    let mut generate = Command::new(python.with_file_name("openapi-python-client"));
    generate
        .args(["generate", "--overwrite", "--meta", "none"])
        .args(["--config", "generator.yaml", "--output-path"])
        .arg(&out)
        .arg("--path")
        .arg(current_dir()?.join(DOCUMENT));
    let told = step(
        "Generating a client in Python",
        generate.current_dir(PYTHON),
    )?;
    let missing = left_out(&told);
    if missing != UNSUPPORTED {
        bail!("the generator for Python leaves out {missing:?}:\n{told}");
    }
    let compile = ["-m", "compileall", "-q", GENERATED];
    step(
        "Compiling it",
        Command::new(python).args(compile).current_dir(PYTHON),
    )?;
    let mut mypy = python::quiet(python);
    mypy.args(["-m", "mypy", "--strict", "--cache-dir"])
        .arg(current_dir()?.join(target()).join("clients-mypy"))
        .arg(&out)
        .arg("flow.py")
        .env("MYPYPATH", GENERATED);
    step("Checking its types", mypy.current_dir(PYTHON)).map(drop)
}

/// The types for TypeScript and the program that uses them, under the eyes of its compiler.
fn generate_typescript() -> Result<()> {
    let out = fresh(TYPESCRIPT)?.join("minato.d.ts");
    let mut generate = node::program_in(TYPESCRIPT, "openapi-typescript");
    step(
        "Generating types for TypeScript",
        generate
            .arg(current_dir()?.join(DOCUMENT))
            .arg("--output")
            .arg(out),
    )?;
    let mut compile = node::program_in(TYPESCRIPT, "tsc");
    step("Compiling them", compile.args(["--project", "."])).map(drop)
}

/// The empty folder for what is generated in `folder`: nothing of the run before is left.
fn fresh(folder: &str) -> Result<PathBuf> {
    let generated = current_dir()?.join(folder).join(GENERATED);
    if generated.exists() {
        fs::remove_dir_all(&generated)?;
    }
    fs::create_dir_all(&generated)?;
    Ok(generated)
}

/// Every operation or schema that the generator warns about, as it names it.
fn left_out(told: &str) -> Vec<&str> {
    told.lines()
        .filter_map(|line| line.strip_prefix("WARNING parsing "))
        .map(|line| line.split(" within ").next().unwrap_or(line))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_generator_warns_about_is_named() {
        let told = "Generating\nWARNING parsing POST /contracts/memos within contracts. Endpoint \
                    will not be generated.\n\nUnsupported content type text/csv\n\n\
                    WARNING parsing Tree";
        assert_eq!(left_out(told), ["POST /contracts/memos", "Tree"]);
    }
}
