//! Each fault is planted, and found.

use super::*;

const SOUND: &str = r#"
[[requirement]]
id = "V1.1.1"
level = 1
says = "One thing"
state = "met"
evidence = ["test:crates/a/src/lib.rs::there"]
observes = "one thing"

[[requirement]]
id = "V1.1.2"
level = 2
says = "Another thing"
state = "deviates"
evidence = ["doc:docs/A.md#another-thing"]
reason = "the product promises it"

[[requirement]]
id = "V1.1.3"
level = 3
says = "A third thing"
state = "notApplicable"
reason = "there is no such thing"
"#;

/// What is found in a register of one chapter.
fn findings(chapter: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (path, text) in [
        (INVENTORY, "id,level\nV1.1.1,1\nV1.1.2,2\nV1.1.3,3\n"),
        ("docs/security/register/v01.toml", chapter),
        ("docs/A.md", "# A\n\n## Another thing\n"),
        (
            "crates/a/src/lib.rs",
            "#[test]\nfn there() {}\n#[test]\n#[ignore]\nfn skipped() {}\n",
        ),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Register::read(root).unwrap().findings(root, &["fmt"])
}

/// The one thing that is found when `what` is replaced.
fn planted(what: &str, by: &str) -> String {
    assert_eq!(SOUND.matches(what).count(), 1, "{what}");
    let findings = findings(&SOUND.replace(what, by));
    assert_eq!(findings.len(), 1, "{what} -> {by}: {findings:?}");
    findings.concat()
}

#[test]
fn a_sound_register_is_sound() {
    assert_eq!(findings(SOUND), [""; 0]);
}

#[test]
fn a_requirement_that_is_missing_or_stands_there_twice_is_told() {
    let without = SOUND.split("[[requirement]]").take(3).collect::<Vec<_>>();
    let found = findings(&without.join("[[requirement]]"));
    assert_eq!(found, ["V1.1.3 is missing"]);
    let twice = format!("{SOUND}\n[[requirement]]{}", without[1]);
    assert_eq!(findings(&twice), ["V1.1.1 stands there twice"]);
}

#[test]
fn what_is_no_requirement_or_of_another_level_is_told() {
    let found = findings(&SOUND.replace("V1.1.3", "V1.1.4"));
    assert_eq!(found, ["V1.1.4 is no requirement", "V1.1.3 is missing"]);
    assert!(planted("level = 3", "level = 1").contains("level 3"));
    let found = findings(&SOUND.replace("V1.1.3", "V2.1.3")).concat();
    assert!(found.contains("another file"), "{found}");
}

#[test]
fn an_unknown_state_is_told() {
    let found = findings(&SOUND.replace("\"notApplicable\"", "\"fine\"")).concat();
    assert!(found.contains("no state fine"), "{found}");
}

#[test]
fn what_is_met_needs_a_proof() {
    let proof = "evidence = [\"test:crates/a/src/lib.rs::there\"]";
    assert!(planted(proof, "evidence = []").contains("nothing proves it"));
    assert!(planted(proof, "").contains("nothing proves it"));
    let file = "evidence = [\"code:crates/a/src/lib.rs\"]";
    assert!(planted(proof, file).contains("nothing proves it"));
}

#[test]
fn evidence_that_does_not_exist_is_told() {
    assert!(planted("::there", "::elsewhere").contains("no test"));
    assert!(planted("#another-thing", "#nothing").contains("no heading"));
    assert!(planted("src/lib.rs", "src/main.rs").contains("no file"));
}

#[test]
fn a_test_that_is_skipped_proves_nothing() {
    assert!(planted("::there", "::skipped").contains("is skipped"));
}

#[test]
fn what_a_test_observes_must_be_said() {
    assert!(planted("observes = \"one thing\"", "").contains("observes"));
}

#[test]
fn what_is_not_met_has_a_reason() {
    for reason in ["the product promises it", "there is no such thing"] {
        let line = format!("reason = \"{reason}\"");
        assert!(planted(&line, "").contains("without a reason"), "{reason}");
    }
    let documented = "evidence = [\"doc:docs/A.md#another-thing\"]";
    assert!(planted(documented, "").contains("makes up for it"));
    assert!(planted("state = \"met\"", "state = \"partly\"").contains("without a reason"));
}

#[test]
fn what_is_met_waits_for_nothing() {
    let observes = "observes = \"one thing\"";
    let waits = format!("{observes}\nwaits = \"a feature\"");
    assert!(planted(observes, &waits).contains("waits"));
}

#[test]
fn requirements_are_counted_by_level_and_state() {
    let requirements = entries::parse(SOUND, "requirement").unwrap();
    let register = Register {
        inventory: BTreeMap::new(),
        requirements: requirements
            .iter()
            .map(|entry| Requirement::read(entry, "v01").unwrap())
            .collect(),
        broken: Vec::new(),
    };
    let counts = register.counts();
    let words = |line: usize| {
        let line = counts.lines().nth(line).unwrap();
        line.split_whitespace().skip(2).collect::<Vec<_>>()
    };
    assert_eq!(words(1), ["1", "0", "0", "0", "0", "1"]);
    assert_eq!(words(2), ["0", "0", "0", "0", "1", "1"]);
    assert_eq!(words(3), ["0", "0", "0", "1", "0", "1"]);
}
