//! From a folder of sources to a folder that a server can hand out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing where it is wrong"
)]

use std::fs;
use std::path::Path;

use bundle::Bundle;

/// The smallest WebAssembly module there is: the magic word and the version.
const EMPTY_WASM: &[u8] = b"\0asm\x01\0\0\0";

fn sources(root: &Path) -> Bundle {
    let frontend = root.join("frontend");
    for folder in ["styles", "assets", "public"] {
        fs::create_dir_all(frontend.join(folder)).unwrap();
    }
    fs::write(root.join("app_pages.wasm"), EMPTY_WASM).unwrap();
    fs::write(
        frontend.join("loader.js"),
        "import('{{app_js}}'); // {{app_wasm}}",
    )
    .unwrap();
    fs::write(frontend.join("assets/icon.svg"), "<svg></svg>").unwrap();
    fs::write(
        frontend.join("public/robots.txt"),
        "User-agent: *\nDisallow: /\n",
    )
    .unwrap();
    fs::write(frontend.join("styles/2-page.css"), "b { top: 0 }").unwrap();
    fs::write(
        frontend.join("styles/1-base.css"),
        format!(
            "a {{ background: url({{{{asset:icon.svg}}}}) }}\n{}",
            "i { left: 0 }\n".repeat(40)
        ),
    )
    .unwrap();
    fs::write(
        frontend.join("index.html"),
        "<link rel=stylesheet href={{styles}} integrity={{styles_integrity}}>\
         <script type=module src={{loader}} integrity={{loader_integrity}}></script>",
    )
    .unwrap();
    Bundle {
        wasm: root.join("app_pages.wasm"),
        frontend,
        dist: root.join("dist"),
    }
}

fn assets(bundle: &Bundle) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(bundle.dist.join("assets"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn one(names: &[String], start: &str, end: &str) -> String {
    let found: Vec<_> = names
        .iter()
        .filter(|n| n.starts_with(start) && n.ends_with(end))
        .collect();
    assert_eq!(found.len(), 1, "{start}...{end} in {names:?}");
    found[0].clone()
}

#[test]
fn the_page_names_files_that_exist_and_compressed_siblings_lie_beside_them() {
    let root = tempfile::tempdir().unwrap();
    let bundle = sources(root.path());
    let (changed, report) = bundle.write().unwrap();
    assert!(changed);

    let names = assets(&bundle);
    let styles = one(&names, "styles-", ".css");
    assert!(names.contains(&format!("{styles}.br")) && names.contains(&format!("{styles}.gz")));
    let page = fs::read_to_string(bundle.dist.join("index.html")).unwrap();
    assert!(
        page.contains(&format!("href=/assets/{styles} integrity=sha384-")),
        "{page}"
    );
    assert!(page.contains(&one(&names, "loader-", ".js")), "{page}");

    let sheet = fs::read_to_string(bundle.dist.join("assets").join(&styles)).unwrap();
    assert!(
        sheet.starts_with("a {"),
        "the sheets are in the order of their names"
    );
    assert!(sheet.contains(&one(&names, "icon-", ".svg")), "{sheet}");

    let loader = bundle
        .dist
        .join("assets")
        .join(one(&names, "loader-", ".js"));
    let loader = fs::read_to_string(loader).unwrap();
    assert!(loader.contains(&one(&names, "app-", ".wasm")), "{loader}");
    assert!(bundle.dist.join("robots.txt").exists());

    let total = report.total();
    assert!(
        total.brotli < total.raw && report.excesses().is_empty(),
        "{report}"
    );
}

#[test]
fn a_second_run_writes_only_when_a_source_changed_and_leaves_nothing_stale() {
    let root = tempfile::tempdir().unwrap();
    let bundle = sources(root.path());
    bundle.write().unwrap();
    let before = assets(&bundle);
    assert!(!bundle.write().unwrap().0, "nothing changed");

    fs::write(bundle.frontend.join("styles/2-page.css"), "b { top: 1px }").unwrap();
    assert!(bundle.write().unwrap().0);
    let after = assets(&bundle);
    assert_ne!(
        one(&before, "styles-", ".css"),
        one(&after, "styles-", ".css")
    );
    assert_eq!(
        before.len(),
        after.len(),
        "the old sheet and its siblings are gone"
    );
}

#[test]
fn what_is_missing_is_named() {
    let root = tempfile::tempdir().unwrap();
    let bundle = sources(root.path());
    fs::remove_file(bundle.frontend.join("loader.js")).unwrap();
    let error = format!("{:#}", bundle.write().unwrap_err());
    assert!(error.contains("loader.js"), "{error}");

    fs::remove_file(&bundle.wasm).unwrap();
    let error = format!("{:#}", bundle.write().unwrap_err());
    assert!(
        error.contains("cargo has not built the pages yet"),
        "{error}"
    );
}
