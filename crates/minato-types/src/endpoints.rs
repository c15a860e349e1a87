//! Method and path of every endpoint of `/api/v1`, once for server, client and tests.
//!
//! The server's map of routes (`minato-server/src/api.rs`) must list each of these,
//! and the OpenAPI document must contain each of these: a test compares the three.

use std::fmt;

/// Where the API lives below the public origin.
pub const BASE: &str = "/api/v1";

/// The methods that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are HTTP's")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as it stands on the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request with this method may change something.
    pub const fn changes_state(self) -> bool {
        !matches!(self, Self::Get)
    }
}

/// One operation: a method and a path template relative to [`BASE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Method,
    /// The path below [`BASE`], with `{placeholders}`, starting with a slash.
    pub path: &'static str,
}

impl Endpoint {
    const fn new(method: Method, path: &'static str) -> Self {
        Self { method, path }
    }

    /// The path as seen from the origin.
    pub fn full_path(&self) -> String {
        format!("{BASE}{}", self.path)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.path)
    }
}

macro_rules! endpoints {
    ($($(#[$doc:meta])* $name:ident = $method:ident $path:literal;)*) => {
        $($(#[$doc])* pub const $name: Endpoint = Endpoint::new(Method::$method, $path);)*

        /// Every endpoint there is.
        pub const ALL: &[Endpoint] = &[$($name),*];
    };
}

endpoints! {
    /// First step of signing in: member number, e-mail, password.
    LOG_IN = Post "/auth/login";
    /// Second step of signing in: the one-time code.
    VERIFY_LOGIN = Post "/auth/login/verify";
    /// A new code for the sign-in under way.
    RESEND_LOGIN_CODE = Post "/auth/login/resend";
    /// Gives the sign-in under way up.
    CANCEL_LOGIN = Post "/auth/login/cancel";
    /// Ends the session.
    LOG_OUT = Post "/auth/logout";
    /// Who is signed in, if anybody.
    GET_SESSION = Get "/auth/session";
    /// Asks for a link by which the password can be set anew.
    REQUEST_PASSWORD_RESET = Post "/auth/password-reset";
    /// Sets the password by such a link.
    COMPLETE_PASSWORD_RESET = Post "/auth/password-reset/complete";
    /// One's own profile.
    GET_ME = Get "/me";
    /// Changes one's own profile.
    UPDATE_ME = Patch "/me";
    /// Changes one's own password.
    CHANGE_PASSWORD = Put "/me/password";
    /// The member company.
    GET_COMPANY = Get "/company";
    /// The announcements of the operator to the member.
    LIST_COMPANY_NOTES = Get "/company/notes";
    /// The options that the member has or could have.
    LIST_COMPANY_OPTIONS = Get "/company/options";
}
