use chrono::{DateTime, Utc};
use minato_types::values::Language;
use serde::{Deserialize, Serialize};

use crate::mails::{
    AccessSetUp, AccountCreated, AccountEnding, AccountInvitation, AccountOpening,
    ApiClientsEnding, EmailChangeLink, EmailChangeRequested, EmailChanged, EndingsNear,
    FactorReset, LoginCode, NewSignIn, OperatorNewSignIn, OperatorReset, PasswordChanged,
    PasswordReset, PortApplicationCancelled, PortApplicationChanged, PortApplicationReminder,
    PortApplicationSubmitted, RecoveryCodeUsed, RecoveryCodesMade, SessionsEnded, SignInClosed,
    TestMail, TotpActivated, TotpRemoved,
};
use crate::{Brand, RenderError, Rendered};

macro_rules! mails {
    ($($(#[$doc:meta])* $name:ident = $kind:literal,)*) => {
        /// Every mail that Minato writes, with what it needs to know: the payload of a mail job.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "mail")]
        pub enum Mail {
            $($(#[$doc])* #[serde(rename = $kind)] $name($name),)*
        }

        impl Mail {
            /// The name of the mail: its tag in a payload and the folder of its templates.
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $kind),* }
            }

            /// The mail in words.
            pub fn render(&self, language: Language, brand: &Brand) -> Result<Rendered, RenderError> {
                match self { $(Self::$name(mail) => mail.render(language, brand)),* }
            }

            /// Examples of every mail in all its forms.
            pub fn samples() -> Vec<Self> {
                let mut samples = Vec::new();
                $(samples.extend($name::samples().into_iter().map(Self::$name));)*
                samples
            }
        }
    };
}

mails! {
    /// The code of the second step of signing in.
    LoginCode = "login_code",
    /// The link by which a forgotten password is set anew.
    PasswordReset = "password_reset",
    /// The notice that the password was changed.
    PasswordChanged = "password_changed",
    /// The notice that ports were applied for.
    PortApplicationSubmitted = "port_application_submitted",
    /// The notice that a port application was changed.
    PortApplicationChanged = "port_application_changed",
    /// The notice that a port application was cancelled.
    PortApplicationCancelled = "port_application_cancelled",
    /// The reminder that the deadline of a port application is near.
    PortApplicationReminder = "port_application_reminder",
    /// The link to the first sign-in, from an admin.
    AccountInvitation = "account_invitation",
    /// Tells a new person where to sign in with the password that the admin chose.
    AccountCreated = "account_created",
    /// The notice that somebody signed in with a new browser.
    NewSignIn = "new_sign_in",
    /// The notice that an authenticator app was set up.
    TotpActivated = "totp_activated",
    /// The notice that it was removed.
    TotpRemoved = "totp_removed",
    /// The notice that new recovery codes were made.
    RecoveryCodesMade = "recovery_codes_made",
    /// The notice that a recovery code was used.
    RecoveryCodeUsed = "recovery_code_used",
    /// The link to the first sign-in, from the operator.
    AccountOpening = "account_opening",
    /// Password and factors were taken away; the link to set them anew.
    FactorReset = "factor_reset",
    /// The notice that a first sign-in was completed.
    AccessSetUp = "access_set_up",
    /// The link by which a new e-mail address is confirmed.
    EmailChangeLink = "email_change_link",
    /// The notice that somebody wants another e-mail address.
    EmailChangeRequested = "email_change_requested",
    /// The notice that the e-mail address was changed.
    EmailChanged = "email_changed",
    /// A mail that its reader has asked for.
    TestMail = "test_mail",
    /// The notice that wrong passwords have closed the sign-in in unknown browsers.
    SignInClosed = "sign_in_closed",
    /// The notice that an operator signed in with a new browser.
    OperatorNewSignIn = "operator_new_sign_in",
    /// The notice that an operator sets himself up anew.
    OperatorReset = "operator_reset",
    /// The notice that an admin signed somebody out.
    SessionsEnded = "sessions_ended",
    /// The reminder that one's account is about to end.
    AccountEnding = "account_ending",
    /// The reminder for an admin of what is about to end at the company.
    EndingsNear = "endings_near",
    /// The reminder that programs one answers for are about to end.
    ApiClientsEnding = "api_clients_ending",
}

impl Mail {
    /// From when the mail is of no use and need not be sent any more.
    pub const fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::LoginCode(mail) => Some(mail.expires_at),
            Self::PasswordReset(mail) => Some(mail.expires_at),
            Self::AccountInvitation(mail) => Some(mail.expires_at),
            Self::AccountOpening(mail) => Some(mail.expires_at),
            Self::FactorReset(mail) => Some(mail.expires_at),
            Self::EmailChangeLink(mail) => Some(mail.expires_at),
            Self::AccountCreated(mail) => Some(mail.sign_in_by),
            Self::PortApplicationReminder(mail) => Some(mail.application.deadline_at),
            Self::PasswordChanged(_)
            | Self::AccessSetUp(_)
            | Self::NewSignIn(_)
            | Self::TotpActivated(_)
            | Self::TotpRemoved(_)
            | Self::RecoveryCodesMade(_)
            | Self::RecoveryCodeUsed(_)
            | Self::EmailChangeRequested(_)
            | Self::EmailChanged(_)
            | Self::TestMail(_)
            | Self::SignInClosed(_)
            | Self::OperatorNewSignIn(_)
            | Self::OperatorReset(_)
            | Self::SessionsEnded(_)
            | Self::AccountEnding(_)
            | Self::EndingsNear(_)
            | Self::ApiClientsEnding(_)
            | Self::PortApplicationSubmitted(_)
            | Self::PortApplicationChanged(_)
            | Self::PortApplicationCancelled(_) => None,
        }
    }

    /// What nobody but the reader may see: a code or a link that opens something.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::LoginCode(mail) => Some(&mail.code),
            Self::PasswordReset(mail) => Some(&mail.link),
            Self::AccountInvitation(mail) => Some(&mail.link),
            Self::AccountOpening(mail) => Some(&mail.link),
            Self::FactorReset(mail) => Some(&mail.link),
            Self::EmailChangeLink(mail) => Some(&mail.link),
            Self::PasswordChanged(_)
            | Self::AccessSetUp(_)
            | Self::NewSignIn(_)
            | Self::TotpActivated(_)
            | Self::TotpRemoved(_)
            | Self::RecoveryCodesMade(_)
            | Self::RecoveryCodeUsed(_)
            | Self::EmailChangeRequested(_)
            | Self::EmailChanged(_)
            | Self::TestMail(_)
            | Self::SignInClosed(_)
            | Self::OperatorNewSignIn(_)
            | Self::OperatorReset(_)
            | Self::SessionsEnded(_)
            | Self::AccountEnding(_)
            | Self::EndingsNear(_)
            | Self::ApiClientsEnding(_)
            | Self::PortApplicationSubmitted(_)
            | Self::PortApplicationChanged(_)
            | Self::PortApplicationCancelled(_)
            | Self::PortApplicationReminder(_)
            | Self::AccountCreated(_) => None,
        }
    }
}
