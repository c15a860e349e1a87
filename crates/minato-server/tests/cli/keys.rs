//! `minato keys`: what is encrypted is put under another key, and the old one can go.

use std::process::Output;

use crate::desk::{Desk, done};

const A: &str = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const B: &str = "b:BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";

fn with_keys(desk: &Desk, keys: &str, words: &[&str]) -> Output {
    let mut command = desk.command(words);
    command.env("MINATO_DATA_KEYS", keys).output().unwrap()
}

fn rotate(desk: &Desk, keys: &str) -> String {
    done(with_keys(desk, keys, &["keys", "rotate"]))
}

fn status(desk: &Desk, keys: &str) -> String {
    done(with_keys(desk, keys, &["keys", "status"]))
}

/// A line of the status, its words divided by one space.
fn line(status: &str, table: &str) -> String {
    let line = status.lines().find(|line| line.starts_with(table));
    let words: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}

/// The demo has one account with an authenticator app.
#[actix_web::test]
async fn rows_move_from_key_to_key_and_no_key_is_missed_that_has_none() {
    let desk = Desk::new().await;
    let demo = desk.command(&["demo"]).env("MINATO_DEMO", "true").output();
    done(demo.unwrap());
    let before = line(&status(&desk, ""), "totp_secrets");
    assert_eq!(before, "totp_secrets (from the secret key) 1 rows active");

    let told = rotate(&desk, A);
    assert!(
        told.contains("totp_secrets: 1 rows encrypted anew, 0 cannot be read"),
        "{told}"
    );
    assert!(told.ends_with("No row is encrypted by another key than the active one.\n"));
    assert_eq!(
        line(&status(&desk, A), "totp_secrets"),
        "totp_secrets a 1 rows active"
    );
    let both = format!("{B},{A}");
    assert_eq!(
        line(&status(&desk, &both), "totp_secrets"),
        "totp_secrets a 1 rows old"
    );

    let told = rotate(&desk, &both);
    assert!(
        told.contains("totp_secrets: 1 rows encrypted anew"),
        "{told}"
    );
    let told = rotate(&desk, B);
    assert!(
        told.contains("totp_secrets: 0 rows encrypted anew"),
        "{told}"
    );
    assert_eq!(
        line(&status(&desk, B), "totp_secrets"),
        "totp_secrets b 1 rows active"
    );

    let output = with_keys(&desk, A, &["keys", "rotate"]);
    assert!(!output.status.success(), "the key of the rows is missing");
    let status = status(&desk, A);
    assert_eq!(
        line(&status, "totp_secrets"),
        "totp_secrets b 1 rows missing"
    );
}

#[actix_web::test]
async fn a_server_does_not_begin_without_a_key_that_rows_need() {
    let desk = Desk::new().await;
    let demo = desk.command(&["demo"]).env("MINATO_DEMO", "true").output();
    done(demo.unwrap());
    rotate(&desk, A);
    for keys in ["", B] {
        let output = with_keys(&desk, keys, &["serve"]);
        assert!(!output.status.success());
        let told = String::from_utf8(output.stderr).unwrap();
        let expected = "MINATO_DATA_KEYS must hold the key a: it encrypts 1 rows of totp_secrets";
        assert!(told.contains(expected), "{told}");
    }
}
