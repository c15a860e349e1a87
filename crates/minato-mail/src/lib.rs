//! The post room: what Minato writes to people, and how it leaves.
//!
//! No database, no HTTP and no clock: whoever sends a mail says who gets it, when it
//! was written and by which id it is known. A mail that is sent twice under one id
//! carries one `Message-ID`, so that mail programs show it once.
//!
//! To add a mail: its context with samples in `mails/<mail>.rs`, its templates in
//! `templates/<mail>/<language>/`, its variant in [`Mail`]. The compiler then asks for
//! every language, and the snapshots in `tests/mail/` for a look at the result.

mod brand;
mod error;
mod japan_time;
mod mail;
mod mails;
mod message;
mod post_office;
mod rendered;
mod transport;

pub use brand::{Brand, Sender, Support};
pub use error::{InvalidSender, InvalidSmtpUrl, RenderError, SendError};
pub use mail::Mail;
pub use mails::{
    AccessSetUp, AccountCreated, AccountEnding, AccountInvitation, AccountOpening, Addressee,
    ApiClientsEnding, BeforeChange, EmailChangeLink, EmailChangeRequested, EmailChanged,
    EndingItem, EndingKind, EndingsNear, FactorReset, LoginCode, NewSignIn, OperatorNewSignIn,
    OperatorReset, PasswordChanged, PasswordReset, PortApplicationCancelled,
    PortApplicationChanged, PortApplicationFacts, PortApplicationReminder,
    PortApplicationSubmitted, RecoveryCodeUsed, RecoveryCodesMade, SessionsEnded, SignInClosed,
    TestMail, TotpActivated, TotpRemoved,
};
pub use message::Envelope;
pub use post_office::PostOffice;
pub use rendered::Rendered;
pub use transport::{Files, Memory, Posted, Smtp, Transport};
