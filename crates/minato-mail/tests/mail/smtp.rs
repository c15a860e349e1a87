//! Mails over a real SMTP dialogue.

use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use mail_parser::MessageParser;
use minato_mail::{SendError, Smtp};

use crate::capture::Capture;
use crate::{envelope, office, rendered};

fn smtp(url: &str) -> Smtp {
    Smtp::from_url(url).unwrap()
}

async fn failure(smtp: Smtp) -> SendError {
    office(smtp)
        .send(&envelope(), &rendered("password_reset"))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_mail_arrives_whole_at_its_one_reader() {
    let capture = Capture::start();
    let rendered = rendered("password_reset");
    office(smtp(&capture.url()))
        .send(&envelope(), &rendered)
        .await
        .unwrap();

    let caught = capture.caught();
    assert_eq!(caught.len(), 1);
    assert_eq!(caught[0].from, "no-reply@minato.example");
    assert_eq!(caught[0].to, ["hanako@minato-shoji.example"]);
    let message = MessageParser::new().parse(&caught[0].bytes).unwrap();
    assert_eq!(message.subject(), Some(rendered.subject.as_str()));
    assert_eq!(
        message.body_text(0).unwrap().replace("\r\n", "\n"),
        rendered.text
    );
    assert_eq!(
        message.body_html(0).unwrap().replace("\r\n", "\n"),
        rendered.html
    );
}

#[tokio::test]
async fn a_mail_that_is_sent_again_has_the_same_message_id() {
    let capture = Capture::start();
    let office = office(smtp(&capture.url()));
    for _ in 0..2 {
        office
            .send(&envelope(), &rendered("login_code"))
            .await
            .unwrap();
    }
    let caught = capture.caught();
    assert_eq!(caught.len(), 2);
    for mail in &caught {
        let message = MessageParser::new().parse(&mail.bytes).unwrap();
        let id = "019a0000-0000-7000-8000-000000000001@minato.example";
        assert_eq!(message.message_id(), Some(id));
    }
}

#[tokio::test]
async fn a_refusal_for_good_is_told_by_its_codes_only() {
    let capture = Capture::answering_recipients((550, "5.1.1 no https://minato.example/#secret"));
    assert_eq!(
        failure(smtp(&capture.url())).await,
        SendError::Permanent("the mail server answered 550 (5.1.1)".to_owned())
    );
    assert!(capture.caught().is_empty());
}

#[tokio::test]
async fn a_refusal_for_now_is_transient() {
    let capture = Capture::answering_recipients((451, "Try again later"));
    assert_eq!(
        failure(smtp(&capture.url())).await,
        SendError::Transient("the mail server answered 451".to_owned())
    );
}

#[tokio::test]
async fn a_sign_in_that_the_server_refuses_loses_no_mail() {
    for reply in [
        (530, "Authentication required"),
        (535, "5.7.8 Invalid credentials"),
    ] {
        let capture = Capture::answering_recipients(reply);
        let failure = failure(smtp(&capture.url())).await;
        assert!(matches!(failure, SendError::Transient(_)), "{failure}");
    }
}

#[tokio::test]
async fn a_password_is_not_told_to_a_server_that_does_not_ask_nor_to_the_log() {
    let capture = Capture::start();
    let url = capture.url().replace("smtp://", "smtp://porter:hunter2@");
    let failure = failure(smtp(&url)).await;
    assert!(matches!(failure, SendError::Transient(_)), "{failure}");
    assert!(!failure.to_string().contains("hunter2"), "{failure}");
    assert!(capture.caught().is_empty());
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_mail_where_tls_is_required() {
    let capture = Capture::start();
    let failure = failure(smtp(&format!("{}?tls=required", capture.url()))).await;
    assert!(matches!(failure, SendError::Transient(_)), "{failure}");
    assert!(capture.caught().is_empty());
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    drop(listener);
    assert!(matches!(failure(smtp(&url)).await, SendError::Transient(_)));
}

#[tokio::test]
async fn a_server_that_drips_its_greeting_holds_nobody_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        while stream.write_all(b"2").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let begun = Instant::now();
    let failure = failure(smtp(&url).with_time_limit(Duration::from_millis(200))).await;
    assert_eq!(
        failure,
        SendError::Transient("the mail server took too long".to_owned())
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
}
