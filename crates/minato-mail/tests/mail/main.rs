//! The post room from the outside: what the mails say, and that they arrive as they were meant.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails stops there"
)]

mod capture;
mod files;
mod memory;
mod message;
mod payload;
mod smtp;
mod words;

use minato_mail::{Brand, Envelope, Mail, PostOffice, Rendered, Sender, Transport};
use minato_types::values::{EmailAddress, Language, PersonName};

fn sender() -> Sender {
    "Minato <no-reply@minato.example>".parse().unwrap()
}

fn brand() -> Brand {
    Brand::neutral("https://minato.example", sender())
}

fn office(transport: impl Into<Transport>) -> PostOffice {
    PostOffice::new(sender(), transport)
}

fn envelope() -> Envelope {
    Envelope {
        id: "019a0000-0000-7000-8000-000000000001".parse().unwrap(),
        to: EmailAddress::parse("hanako@minato-shoji.example").unwrap(),
        to_name: Some(PersonName::parse("港 花子").unwrap()),
        language: Language::Ja,
        date: "2026-09-17T05:00:00.123Z".parse().unwrap(),
    }
}

/// Every kind of mail there is, in the order of the samples.
fn kinds() -> Vec<&'static str> {
    let mut kinds: Vec<_> = Mail::samples().iter().map(Mail::kind).collect();
    kinds.dedup();
    kinds
}

/// The first sample of the mail named `kind`, in Japanese.
fn rendered(kind: &str) -> Rendered {
    let sample = Mail::samples()
        .into_iter()
        .find(|mail| mail.kind() == kind)
        .unwrap();
    sample.render(Language::Ja, &brand()).unwrap()
}
