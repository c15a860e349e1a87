//! The one body of every error answer: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::validation::{FieldErrors, FieldRule};
use crate::values::Language;
use crate::words;

/// The media type of a [`Problem`].
pub const MEDIA_TYPE: &str = "application/problem+json";

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal $status:literal;)*) => {
        /// What went wrong. Closed: a client may match on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase")]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The HTTP status that goes with the code.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),* }
            }

            /// The code as it stands on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire),* }
            }
        }
    };
}

problem_codes! {
    /// The body or the query cannot be read as what the documentation says.
    MalformedRequest = "malformedRequest" 400;
    /// The body is readable, but fields break rules; `fields` names them all.
    ValidationFailed = "validationFailed" 422;
    /// Nobody is signed in, or the session has ended.
    NotSignedIn = "notSignedIn" 401;
    /// Member number, e-mail and password do not belong together, or the account may not sign in.
    SignInFailed = "signInFailed" 401;
    /// There is no sign-in under way: it was never begun, was cancelled, or is too old.
    SignInExpired = "signInExpired" 401;
    /// The one-time code is wrong.
    CodeWrong = "codeWrong" 401;
    /// The one-time code is too old, was used, or was tried too often: ask for a new one.
    CodeExpired = "codeExpired" 401;
    /// The second step is locked for this account until the end of the day (Japan time).
    FactorLocked = "factorLocked" 403;
    /// The second step of this sign-in is no code by mail: there is none to be sent.
    NoCodeByMail = "noCodeByMail" 409;
    /// This needs a fresh proof that it is oneself: step up first.
    StepUpRequired = "stepUpRequired" 403;
    /// There is no authenticator app set up, or none waiting to be confirmed.
    NoAuthenticator = "noAuthenticator" 409;
    /// The link was used, is too old, or never existed.
    LinkInvalid = "linkInvalid" 410;
    /// E-mail address, name and telephone number are not all those of the account.
    IdentityMismatch = "identityMismatch" 401;
    /// There is no first sign-in under way in this browser: open the mailed link again.
    FirstLoginExpired = "firstLoginExpired" 401;
    /// Another step of the first sign-in comes next.
    StepOutOfOrder = "stepOutOfOrder" 409;
    /// The account must use an authenticator app.
    AuthenticatorRequired = "authenticatorRequired" 403;
    /// The request does not carry what proves that it comes from our own pages.
    CsrfRefused = "csrfRefused" 403;
    /// One is signed in, but may not do this.
    Forbidden = "forbidden" 403;
    /// This needs a sign-in with two steps.
    TwoStepRequired = "twoStepRequired" 403;
    /// One's password was chosen by somebody else: one's own must be set first.
    PasswordChangeRequired = "passwordChangeRequired" 403;
    /// The member has not ordered the option that this belongs to.
    OptionRequired = "optionRequired" 403;
    /// This is the session that asks: signing out ends it.
    OwnSession = "ownSession" 409;
    /// Nobody does this to his own account.
    OwnAccount = "ownAccount" 403;
    /// The token was not given the scope that this needs.
    ScopeMissing = "scopeMissing" 403;
    /// The member has as many API clients as it may have.
    TooManyApiClients = "tooManyApiClients" 409;
    /// Two secrets are valid already: end one of them first.
    TooManySecrets = "tooManySecrets" 409;
    /// The member lets nobody in from this address.
    AddressRefused = "addressRefused" 403;
    /// The deadline has passed: this can be changed and cancelled no more.
    DeadlinePassed = "deadlinePassed" 409;
    /// In its present state this cannot be changed or cancelled.
    NotChangeable = "notChangeable" 409;
    /// The member would have no active admin left.
    LastAdmin = "lastAdmin" 409;
    /// The automatic group always covers everything: it is neither renamed nor deleted.
    GroupIsAutomatic = "groupIsAutomatic" 409;
    /// The member has as many groups as there may be.
    TooManyGroups = "tooManyGroups" 409;
    /// One has saved as many filters as there may be.
    TooManySavedFilters = "tooManySavedFilters" 409;
    /// Creating needs the `Idempotency-Key` header: 1 to 255 visible ASCII characters.
    IdempotencyKeyRequired = "idempotencyKeyRequired" 400;
    /// The key was used with another request.
    IdempotencyKeyReused = "idempotencyKeyReused" 422;
    /// The first request with this key is still under way.
    IdempotencyKeyInUse = "idempotencyKeyInUse" 409;
    /// There is no such thing, or it belongs to somebody else.
    NotFound = "notFound" 404;
    /// The path exists, but not with this method.
    MethodNotAllowed = "methodNotAllowed" 405;
    /// The body did not arrive in time.
    RequestTimeout = "requestTimeout" 408;
    /// Somebody else changed the thing in the meantime.
    PreconditionFailed = "preconditionFailed" 412;
    /// The change must name the version it is based on, by `If-Match`.
    PreconditionRequired = "preconditionRequired" 428;
    /// The body is larger than this endpoint takes.
    PayloadTooLarge = "payloadTooLarge" 413;
    /// The body is not `application/json`, or it is compressed.
    UnsupportedMediaType = "unsupportedMediaType" 415;
    /// Too many tries; `Retry-After` says how many seconds to wait.
    TooManyRequests = "tooManyRequests" 429;
    /// A defect of ours. It is in our log under the id of the request.
    Internal = "internal" 500;
    /// The server is busy or its database away; `Retry-After` says when to try again.
    Unavailable = "unavailable" 503;
}

/// One broken rule of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", try_from = "crate::flat::FlatFieldProblem")]
pub struct FieldProblem {
    /// The JSON name of the field; nested ones are divided by dots.
    #[cfg_attr(feature = "openapi", schema(example = "newPassword"))]
    pub field: String,
    /// The rule, as a code with its parameters.
    #[serde(flatten)]
    pub rule: FieldRule,
    /// The rule in words, in the language of the answer.
    #[cfg_attr(feature = "openapi", schema(example = "Enter at least 8 characters."))]
    pub message: String,
}

/// The body of every error answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable name of the kind of problem: `urn:minato:problem:` and the code.
    #[serde(rename = "type")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "urn:minato:problem:validationFailed")
    )]
    pub kind: String,
    /// What happened and how to mend it, in the language of the answer.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Please correct the fields named below.")
    )]
    pub title: String,
    /// The HTTP status, repeated.
    #[cfg_attr(feature = "openapi", schema(example = 422))]
    pub status: u16,
    /// The kind of problem as a code.
    pub code: ProblemCode,
    /// Every broken rule of every field; empty for other problems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
}

impl Problem {
    /// The problem of a code, in words of `language`.
    pub fn new(code: ProblemCode, language: Language) -> Self {
        Self {
            kind: format!("urn:minato:problem:{}", code.as_str()),
            title: words::problem(code, language).to_owned(),
            status: code.status(),
            code,
            fields: Vec::new(),
        }
    }

    /// The problem of fields that break rules.
    pub fn validation(errors: &FieldErrors, language: Language) -> Self {
        let fields = errors
            .iter()
            .map(|(field, rule)| FieldProblem {
                field: field.to_owned(),
                rule: rule.clone(),
                message: words::field_rule(rule, language),
            })
            .collect();
        Self {
            fields,
            ..Self::new(ProblemCode::ValidationFailed, language)
        }
    }

    /// The broken rules, as the forms of the browser want them.
    pub fn field_errors(&self) -> FieldErrors {
        self.fields
            .iter()
            .map(|f| (f.field.clone(), f.rule.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_written_as_serde_writes_it_and_has_words_in_both_languages() {
        for &code in ProblemCode::ALL {
            let wire = serde_json::to_value(code).unwrap();
            assert_eq!(wire, code.as_str());
            assert!((400..600).contains(&code.status()));
            let ja = words::problem(code, Language::Ja);
            let en = words::problem(code, Language::En);
            assert!(!ja.is_ascii(), "{code:?} has no Japanese words");
            assert!(en.is_ascii(), "{code:?} has no English words");
        }
    }

    #[test]
    fn a_field_problem_names_field_rule_and_words() {
        let errors = FieldErrors::one("newPassword", FieldRule::TooShort { min: 8 });
        let problem = Problem::validation(&errors, Language::En);
        let wire = serde_json::to_value(&problem).unwrap();
        assert_eq!(
            wire["fields"][0],
            serde_json::json!({
                "field": "newPassword", "code": "tooShort", "min": 8,
                "message": "Enter at least 8 characters.",
            })
        );
        let back: Problem = serde_json::from_value(wire).unwrap();
        assert_eq!(back.field_errors(), errors);
    }
}
