//! Mails written into a folder.

use std::fs;
use std::path::Path;

use mail_parser::MessageParser;
use minato_mail::{Files, SendError};

use crate::{envelope, office, rendered};

const NAME: &str = "20260917T050000123Z-019a0000-0000-7000-8000-000000000001.eml";

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn a_mail_becomes_one_file_named_by_time_and_id() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("var/mail");
    let office = office(Files::new(&folder));
    office
        .send(&envelope(), &rendered("password_reset"))
        .await
        .unwrap();
    assert_eq!(names(&folder), [NAME]);

    let bytes = fs::read(folder.join(NAME)).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    assert_eq!(
        message.message_id(),
        Some("019a0000-0000-7000-8000-000000000001@minato.example")
    );
    assert_eq!(
        message.subject(),
        Some(rendered("password_reset").subject.as_str())
    );

    office
        .send(&envelope(), &rendered("password_reset"))
        .await
        .unwrap();
    assert_eq!(
        names(&folder),
        [NAME],
        "the same mail sent twice is one file"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_a_mail() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("mail");
    office(Files::new(&folder))
        .send(&envelope(), &rendered("login_code"))
        .await
        .unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join(NAME)), 0o600);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_failure_for_now() {
    let root = tempfile::tempdir().unwrap();
    let taken = root.path().join("mail");
    fs::write(&taken, "not a folder").unwrap();
    let sent = office(Files::new(&taken))
        .send(&envelope(), &rendered("login_code"))
        .await;
    assert!(matches!(sent, Err(SendError::Transient(_))), "{sent:?}");
}
