use std::str::FromStr;

use lettre::message::Mailbox;
use minato_types::values::{EmailAddress, Language, PortApplicationNumber};

use crate::InvalidSender;

/// As whom Minato writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// The name of the product, as it stands in subjects and texts.
    pub product_name: String,
    /// Where the product is found, such as `https://minato.example`, without a slash at the end.
    pub public_origin: String,
    /// Whom to turn to.
    pub support: Support,
    /// The sender of every mail.
    pub sender: Sender,
}

impl Brand {
    /// The neutral brand of the product.
    pub fn neutral(public_origin: &str, sender: Sender) -> Self {
        Self {
            product_name: "Minato 港".to_owned(),
            public_origin: public_origin.trim_end_matches('/').to_owned(),
            support: Support {
                ja: "ご不明な点は、貴社の管理者にお問い合わせください。".to_owned(),
                en: "If you have questions, please ask the administrator of your company."
                    .to_owned(),
            },
            sender,
        }
    }

    /// Where a forgotten password is set anew.
    pub(crate) fn password_reset_url(&self) -> String {
        format!("{}/password-reset", self.public_origin)
    }

    /// Where people sign in to the portal.
    pub(crate) fn login_url(&self) -> String {
        format!("{}/login", self.public_origin)
    }

    /// Where people see and end their sessions, and see who signed in.
    pub(crate) fn security_url(&self) -> String {
        format!("{}/me/security", self.public_origin)
    }

    /// Where a port application is looked at, changed and cancelled.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(crate) fn port_application_url(&self, number: &PortApplicationNumber) -> String {
        format!("{}/port-plus/{number}", self.public_origin)
    }
}

/// One sentence that says whom to turn to, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Support {
    /// The sentence in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}

/// A name and an address, parsed from `Minato <no-reply@minato.example>` or a bare address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl Sender {
    /// The domain of the address, which also makes the `Message-ID` unique in the world.
    pub fn domain(&self) -> &str {
        self.0.email.domain()
    }

    /// The address, without the name.
    pub fn address(&self) -> String {
        self.0.email.to_string()
    }

    pub(crate) fn mailbox(&self) -> &Mailbox {
        &self.0
    }
}

impl FromStr for Sender {
    type Err = InvalidSender;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text),
        };
        if name.contains(char::is_control) {
            return Err(InvalidSender);
        }
        let address = EmailAddress::parse(address).map_err(|_| InvalidSender)?;
        let address = address.as_str().parse().map_err(|_| InvalidSender)?;
        Ok(Self(Mailbox::new(
            (!name.is_empty()).then(|| name.to_owned()),
            address,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(Option<String>, String)> {
        let sender: Sender = text.parse().ok()?;
        Some((sender.0.name, sender.0.email.to_string()))
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        let address = "no-reply@minato.example".to_owned();
        for (text, name) in [
            ("no-reply@minato.example", None),
            ("<no-reply@minato.example>", None),
            ("Minato <no-reply@minato.example>", Some("Minato")),
            (
                "\"Minato, Inc.\" <no-reply@minato.example>",
                Some("Minato, Inc."),
            ),
            ("Minato 港 <no-reply@minato.example>", Some("Minato 港")),
        ] {
            assert_eq!(
                parsed(text),
                Some((name.map(str::to_owned), address.clone())),
                "{text}"
            );
        }
    }

    #[test]
    fn a_sender_without_a_sound_address_is_refused() {
        for text in [
            "",
            "Minato",
            "Minato <>",
            "Minato <no-reply>",
            "M\r\nBcc: x <a@b.jp>",
        ] {
            assert_eq!(parsed(text), None, "{text:?}");
        }
    }
}
