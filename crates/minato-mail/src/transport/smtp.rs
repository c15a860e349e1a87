use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::{InvalidSmtpUrl, SendError};

/// How long one try may take from beginning to end, however slowly the server drips.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// Replies that say that the operator has to mend something (RFC 4954): the mails wait.
const SIGN_IN_REFUSED: [u16; 4] = [530, 534, 535, 538];

/// Sends to a mail server, each mail over a connection of its own: a connection kept
/// for later is dead when it is needed.
#[derive(Clone)]
pub struct Smtp {
    server: String,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    time_limit: Duration,
}

impl Smtp {
    /// Understands `smtps://user:password@host:port` (TLS from the first byte) and
    /// `smtp://...?tls=required|opportunistic|none`. Without `tls`, a server on this machine
    /// is spoken to in the clear and any other one must offer STARTTLS.
    pub fn from_url(url: &str) -> Result<Self, InvalidSmtpUrl> {
        let url = Url::parse(url).map_err(|_| InvalidSmtpUrl::Malformed)?;
        let host = host(&url)?;
        let (default_port, tls) = security(&url, &host)?;
        let port = url.port().unwrap_or(default_port);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(port)
            .tls(tls)
            .timeout(Some(TIME_LIMIT));
        if let Some(credentials) = credentials(&url)? {
            builder = builder.credentials(credentials);
        }
        let server = format!("{host}:{port}");
        Ok(Self {
            server,
            transport: builder.build(),
            time_limit: TIME_LIMIT,
        })
    }

    /// Lets one try take at most `time_limit` instead of 20 seconds.
    pub fn with_time_limit(mut self, time_limit: Duration) -> Self {
        self.time_limit = time_limit;
        self
    }

    pub(crate) async fn send(&self, message: Message) -> Result<(), SendError> {
        match tokio::time::timeout(self.time_limit, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judge(&error)),
            Err(_) => Err(SendError::Transient(
                "the mail server took too long".to_owned(),
            )),
        }
    }
}

/// User and password stay out of logs.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

fn host(url: &Url) -> Result<String, InvalidSmtpUrl> {
    match url.host() {
        Some(Host::Domain(name)) if !name.is_empty() => Ok(name.to_owned()),
        Some(Host::Ipv4(address)) => Ok(address.to_string()),
        Some(Host::Ipv6(address)) => Ok(address.to_string()),
        _ => Err(InvalidSmtpUrl::Malformed),
    }
}

/// The port by default and the protection of the connection.
fn security(url: &Url, host: &str) -> Result<(u16, Tls), InvalidSmtpUrl> {
    let parameters =
        || TlsParameters::new(host.to_owned()).map_err(|_| InvalidSmtpUrl::HostUnfitForTls);
    let mode = tls_parameter(url)?;
    match (url.scheme(), mode.as_deref()) {
        ("smtps", None) => Ok((SUBMISSIONS_PORT, Tls::Wrapper(parameters()?))),
        ("smtp", Some("none")) => Ok((SMTP_PORT, Tls::None)),
        ("smtp", None) if is_loopback(host) => Ok((SMTP_PORT, Tls::None)),
        ("smtp", None | Some("required")) => Ok((SUBMISSION_PORT, Tls::Required(parameters()?))),
        ("smtp", Some("opportunistic")) => Ok((SUBMISSION_PORT, Tls::Opportunistic(parameters()?))),
        ("smtp" | "smtps", _) => Err(InvalidSmtpUrl::UnknownParameter),
        _ => Err(InvalidSmtpUrl::UnknownScheme),
    }
}

fn tls_parameter(url: &Url) -> Result<Option<Cow<'_, str>>, InvalidSmtpUrl> {
    let mut parameters = url.query_pairs();
    match (parameters.next(), parameters.next()) {
        (None, None) => Ok(None),
        (Some((name, value)), None) if name == "tls" => Ok(Some(value)),
        _ => Err(InvalidSmtpUrl::UnknownParameter),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn credentials(url: &Url) -> Result<Option<Credentials>, InvalidSmtpUrl> {
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8();
        text.map(Cow::into_owned)
            .map_err(|_| InvalidSmtpUrl::Malformed)
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => Err(InvalidSmtpUrl::HalfCredentials),
        (user, Some(password)) => Ok(Some(Credentials::new(decoded(user)?, decoded(password)?))),
    }
}

/// What a failure means. The server's own words may quote the mail, so only its codes are kept.
fn judge(error: &Error) -> SendError {
    let Some(code) = error.status().map(u16::from) else {
        return SendError::Transient(without_reply(error));
    };
    let text = format!("the mail server answered {code}{}", enhanced_code(error));
    if error.is_permanent() && !SIGN_IN_REFUSED.contains(&code) {
        SendError::Permanent(text)
    } else {
        SendError::Transient(text)
    }
}

fn without_reply(error: &Error) -> String {
    if error.is_timeout() {
        "the mail server took too long".to_owned()
    } else if error.is_response() {
        "the mail server's answer cannot be read".to_owned()
    } else {
        error.to_string()
    }
}

/// The code such as `5.1.1` (RFC 3463) that begins the words of many replies.
fn enhanced_code(error: &Error) -> String {
    let words = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_number =
        |part: &str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    let is_code = first.split('.').count() == 3 && first.split('.').all(is_number);
    if is_code {
        format!(" ({first})")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str) -> Result<String, InvalidSmtpUrl> {
        Smtp::from_url(url).map(|smtp| smtp.server)
    }

    #[test]
    fn the_port_follows_the_protection() {
        for (url, expected) in [
            ("smtps://mail.example", "mail.example:465"),
            ("smtps://u:p@mail.example:4650", "mail.example:4650"),
            ("smtp://mail.example", "mail.example:587"),
            ("smtp://mail.example?tls=required", "mail.example:587"),
            ("smtp://mail.example?tls=opportunistic", "mail.example:587"),
            ("smtp://mail.example?tls=none", "mail.example:25"),
            ("smtp://127.0.0.1:1025", "127.0.0.1:1025"),
            ("smtp://[::1]", "::1:25"),
        ] {
            assert_eq!(server(url).as_deref(), Ok(expected), "{url}");
        }
    }

    #[test]
    fn only_a_server_on_this_machine_is_spoken_to_in_the_clear_unasked() {
        let tls = |text: &str| {
            let url = Url::parse(text).unwrap();
            security(&url, &host(&url).unwrap()).unwrap().1
        };
        for local in ["smtp://localhost", "smtp://127.0.0.1", "smtp://[::1]"] {
            assert!(matches!(tls(local), Tls::None), "{local}");
        }
        for other in [
            "smtp://mail.example",
            "smtp://192.0.2.1",
            "smtp://localhost.example",
        ] {
            assert!(matches!(tls(other), Tls::Required(_)), "{other}");
        }
        assert!(matches!(
            tls("smtp://localhost?tls=required"),
            Tls::Required(_)
        ));
        assert!(matches!(tls("smtps://localhost"), Tls::Wrapper(_)));
    }

    #[test]
    fn what_is_wrong_with_a_url_is_told_without_repeating_it() {
        for (url, expected) in [
            ("mail.example", InvalidSmtpUrl::Malformed),
            ("smtp://", InvalidSmtpUrl::Malformed),
            (
                "http://u:hunter2@mail.example",
                InvalidSmtpUrl::UnknownScheme,
            ),
            (
                "smtp://u:hunter2@mail.example?tls=maybe",
                InvalidSmtpUrl::UnknownParameter,
            ),
            (
                "smtps://u:hunter2@mail.example?tls=none",
                InvalidSmtpUrl::UnknownParameter,
            ),
            (
                "smtp://u:hunter2@mail.example?ssl=1",
                InvalidSmtpUrl::UnknownParameter,
            ),
            (
                "smtp://hunter2@mail.example",
                InvalidSmtpUrl::HalfCredentials,
            ),
            (
                "smtp://:hunter2@mail.example",
                InvalidSmtpUrl::HalfCredentials,
            ),
        ] {
            assert_eq!(server(url), Err(expected), "{url}");
            assert!(!expected.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn user_and_password_do_not_show_in_a_log() {
        let smtp = Smtp::from_url("smtps://porter:hunter2@mail.example").unwrap();
        assert_eq!(
            format!("{smtp:?}"),
            "Smtp { server: \"mail.example:465\", .. }"
        );
    }
}
