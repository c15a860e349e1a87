//! What goes over the wire, read by another library.

use mail_parser::{Message, MessageParser, MimeHeaders};
use minato_mail::{Envelope, Files, Rendered, SendError};
use minato_types::values::{EmailAddress, PersonName};
use proptest::prelude::*;

use crate::{envelope, office, rendered};

/// The headers of every mail, in their order; nobody can add one.
const HEADERS: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
];

/// Sends into a folder and reads the file back.
async fn sent(envelope: &Envelope, rendered: &Rendered) -> Result<Vec<u8>, SendError> {
    let folder = tempfile::tempdir().unwrap();
    office(Files::new(folder.path()))
        .send(envelope, rendered)
        .await?;
    let file = std::fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    Ok(std::fs::read(file.path()).unwrap())
}

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::new().parse(bytes).unwrap()
}

fn header_names<'a>(message: &'a Message<'_>) -> Vec<&'a str> {
    message.headers_raw().map(|(name, _)| name).collect()
}

fn addresses<'a>(message: &'a Message<'_>) -> Vec<&'a str> {
    message
        .all_to()
        .flat_map(|to| to.iter())
        .filter_map(|to| to.address())
        .collect()
}

#[tokio::test]
async fn a_mail_says_who_when_and_what_as_text_and_html() {
    let bytes = sent(&envelope(), &rendered("login_code")).await.unwrap();
    let message = parsed(&bytes);
    assert_eq!(header_names(&message), HEADERS);
    assert_eq!(
        message.header_raw("Auto-Submitted").unwrap().trim(),
        "auto-generated"
    );
    assert_eq!(message.header_raw("Content-Language").unwrap().trim(), "ja");
    assert_eq!(message.date().unwrap().to_rfc3339(), "2026-09-17T05:00:00Z");
    assert_eq!(
        message.subject(),
        Some("【Minato 港】ワンタイムパスワードのお知らせ")
    );
    let from = message.from().unwrap().first().unwrap();
    assert_eq!(
        (from.name(), from.address()),
        (Some("Minato"), Some("no-reply@minato.example"))
    );
    let to = message.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name(), to.address()),
        (Some("港 花子"), Some("hanako@minato-shoji.example"))
    );

    assert!(
        message
            .root_part()
            .is_content_type("multipart", "alternative")
    );
    let text = message.body_text(0).unwrap();
    assert_eq!(text.replace("\r\n", "\n"), rendered("login_code").text);
    assert!(text.lines().any(|line| line == "12345678"));
    let html = message.body_html(0).unwrap();
    assert_eq!(html.replace("\r\n", "\n"), rendered("login_code").html);
}

#[tokio::test]
async fn every_line_is_short_enough_and_ascii() {
    for kind in crate::kinds() {
        let bytes = sent(&envelope(), &rendered(kind)).await.unwrap();
        assert!(bytes.is_ascii(), "{kind}");
        assert!(
            bytes.split(|&b| b == b'\n').all(|line| line.len() <= 999),
            "{kind}"
        );
        let bare = bytes
            .windows(2)
            .filter(|pair| pair[1] == b'\n' && pair[0] != b'\r')
            .count();
        assert_eq!(bare, 0, "{kind}: line feeds without carriage return");
    }
}

#[tokio::test]
async fn a_subject_of_two_lines_is_refused_for_good() {
    for subject in ["a\r\nBcc: x@example.jp", "a\nb", "a\rb", "a\0b"] {
        let rendered = Rendered {
            subject: subject.to_owned(),
            ..rendered("login_code")
        };
        let refused = sent(&envelope(), &rendered).await;
        assert!(
            matches!(refused, Err(SendError::Permanent(_))),
            "{subject:?}"
        );
    }
}

#[tokio::test]
async fn names_with_signs_of_the_mail_syntax_arrive_as_names() {
    for name in [
        "\"Hanako\" <x@example.jp>",
        "Minato, Inc.",
        "a\\",
        "=?UTF-8?Q?Bcc?=:",
        "(comment",
        "港;花子:",
        "🦀 x",
        "<>",
        "@",
        "O'Neil & Co",
    ] {
        let to_name = PersonName::parse(name).unwrap();
        let bytes = sent(
            &Envelope {
                to_name: Some(to_name),
                ..envelope()
            },
            &rendered("login_code"),
        )
        .await
        .unwrap();
        let message = parsed(&bytes);
        assert_eq!(header_names(&message), HEADERS, "{name}");
        let to = addresses(&message);
        assert_eq!(to, ["hanako@minato-shoji.example"], "{name}");
    }
}

#[tokio::test]
async fn an_address_without_a_name_is_a_bare_address() {
    let nobody = Envelope {
        to_name: None,
        ..envelope()
    };
    let bytes = sent(&nobody, &rendered("login_code")).await.unwrap();
    let message = parsed(&bytes);
    let to = message.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name(), to.address()),
        (None, Some("hanako@minato-shoji.example"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_that_people_type_adds_a_header_or_a_reader(
        name in "\\PC{1,100}", local in "[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}", subject in "\\PC{1,120}",
    ) {
        let (Ok(to_name), Ok(to)) = (
            PersonName::parse(&name),
            EmailAddress::parse(&format!("{local}@example.jp")),
        ) else {
            return Ok(());
        };
        let envelope = Envelope { to: to.clone(), to_name: Some(to_name), ..envelope() };
        let rendered = Rendered { subject, ..rendered("login_code") };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let bytes = runtime.block_on(sent(&envelope, &rendered)).unwrap();
        let message = parsed(&bytes);
        prop_assert_eq!(header_names(&message), HEADERS);
        let readers = addresses(&message);
        prop_assert_eq!(readers, [to.as_str()]);
    }
}
