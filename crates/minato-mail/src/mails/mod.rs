//! One file per mail: what it needs to know, examples, and its templates.

/// Names the templates of a mail, language by language. A language that is left out
/// does not compile, nor does a template that asks for what the context does not have.
macro_rules! templates {
    ($mail:ident { $($language:ident => $subject:tt, $text:tt, $html:tt;)* }) => {
        impl $mail {
            /// The mail in words.
            pub(crate) fn render(
                &self,
                language: ::minato_types::values::Language,
                brand: &$crate::Brand,
            ) -> Result<$crate::Rendered, $crate::RenderError> {
                match language {
                    $(::minato_types::values::Language::$language => {
                        template!(Subject, $mail, $subject);
                        template!(Text, $mail, $text);
                        template!(Html, $mail, $html);
                        $crate::Rendered::from_templates(
                            &Subject::of(self, brand, language),
                            &Text::of(self, brand, language),
                            &Html::of(self, brand, language),
                        )
                    })*
                }
            }
        }
    };
}

/// One template file and what it can speak of: `mail`, `brand`, `support`, `language`, `japan`.
macro_rules! template {
    ($name:ident, $mail:ident, $path:tt) => {
        #[derive(::askama::Template)]
        #[template(path = $path)]
        #[allow(dead_code, reason = "not every template speaks of everything")]
        struct $name<'a> {
            mail: &'a $mail,
            brand: &'a $crate::Brand,
            support: &'a str,
            language: ::minato_types::values::Language,
            japan: $crate::japan_time::JapanTime,
        }

        impl<'a> $name<'a> {
            fn of(
                mail: &'a $mail,
                brand: &'a $crate::Brand,
                language: ::minato_types::values::Language,
            ) -> Self {
                let support = brand.support.in_language(language);
                Self {
                    mail,
                    brand,
                    support,
                    language,
                    japan: $crate::japan_time::JapanTime(language),
                }
            }
        }
    };
}

mod access_set_up;
mod account_created;
mod account_ending;
mod account_invitation;
mod account_opening;
mod api_clients_ending;
mod email_change_link;
mod email_change_requested;
mod email_changed;
mod endings_near;
mod factor_reset;
mod login_code;
mod new_sign_in;
mod operator_new_sign_in;
mod operator_reset;
mod password_changed;
mod password_reset;
mod port_application;
mod port_application_cancelled;
mod port_application_changed;
mod port_application_reminder;
mod port_application_submitted;
mod recovery_code_used;
mod recovery_codes_made;
mod sessions_ended;
mod sign_in_closed;
mod test_mail;
mod totp_activated;
mod totp_removed;

pub use access_set_up::AccessSetUp;
pub use account_created::AccountCreated;
pub use account_ending::AccountEnding;
pub use account_invitation::AccountInvitation;
pub use account_opening::AccountOpening;
pub use api_clients_ending::ApiClientsEnding;
pub use email_change_link::EmailChangeLink;
pub use email_change_requested::EmailChangeRequested;
pub use email_changed::EmailChanged;
pub use endings_near::{EndingItem, EndingKind, EndingsNear};
pub use factor_reset::FactorReset;
pub use login_code::LoginCode;
pub use new_sign_in::NewSignIn;
pub use operator_new_sign_in::OperatorNewSignIn;
pub use operator_reset::OperatorReset;
pub use password_changed::PasswordChanged;
pub use password_reset::PasswordReset;
pub use port_application::{Addressee, PortApplicationFacts};
pub use port_application_cancelled::PortApplicationCancelled;
pub use port_application_changed::{BeforeChange, PortApplicationChanged};
pub use port_application_reminder::PortApplicationReminder;
pub use port_application_submitted::PortApplicationSubmitted;
pub use recovery_code_used::RecoveryCodeUsed;
pub use recovery_codes_made::RecoveryCodesMade;
pub use sessions_ended::SessionsEnded;
pub use sign_in_closed::SignInClosed;
pub use test_mail::TestMail;
pub use totp_activated::TotpActivated;
pub use totp_removed::TotpRemoved;

/// To whom the samples are addressed.
const SAMPLE_NAME: &str = "港 花子";

/// The company of the samples.
const SAMPLE_COMPANY: &str = "港商事株式会社";

/// Its number.
const SAMPLE_MEMBER_NUMBER: &str = "M97-00339";

/// When the samples expire or happened: 2026-09-17, 14:30 in Japan.
fn sample_time() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_789_623_000, 0).unwrap_or_default()
}
