//! Where cargo finds a test that is named by its file.

/// A test as cargo names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The package.
    pub(crate) package: String,
    /// The target of its tests; none is its library.
    pub(crate) target: Option<String>,
    /// The name among the tests of the target, with its modules.
    pub(crate) name: String,
}

impl Place {
    /// The place of `<file>::<name>`. Only tests of the crates can be run alone.
    pub(crate) fn of(test: &str) -> Option<Self> {
        let (file, name) = test.split_once("::")?;
        let rest = file.strip_prefix("crates/")?.strip_suffix(".rs")?;
        let (package, rest) = rest.split_once('/')?;
        let (kind, rest) = rest.split_once('/')?;
        let mut modules: Vec<&str> = rest.split('/').collect();
        let target = match kind {
            "src" => None,
            "tests" => Some(modules.remove(0).to_owned()),
            _ => return None,
        };
        if matches!(modules.last(), Some(&("mod" | "main" | "lib"))) {
            modules.pop();
        }
        if kind == "src" {
            modules.push("tests");
        }
        modules.push(name);
        Some(Self {
            package: package.to_owned(),
            target,
            name: modules.join("::"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_found_by_its_file() {
        for (test, package, target, name) in [
            (
                "crates/minato-server/tests/api/accounts/mod.rs::one",
                "minato-server",
                Some("api"),
                "accounts::one",
            ),
            (
                "crates/minato-server/tests/api/csrf.rs::two",
                "minato-server",
                Some("api"),
                "csrf::two",
            ),
            (
                "crates/bundle/tests/bundle.rs::three",
                "bundle",
                Some("bundle"),
                "three",
            ),
            (
                "crates/minato-server/src/http/csv.rs::four",
                "minato-server",
                None,
                "http::csv::tests::four",
            ),
        ] {
            let place = Place::of(test).unwrap();
            assert_eq!(place.package, package);
            assert_eq!(place.target.as_deref(), target);
            assert_eq!(place.name, name);
        }
        for none in [
            "frontend/e2e/tests/a.test.mjs::x",
            "crates/a/src/lib.rs",
            "x::y",
        ] {
            assert_eq!(Place::of(none), None, "{none}");
        }
    }
}
