//! The map of all routes: who may call what, with how large a body, and which file
//! answers. What does not stand here cannot be reached.
//!
//! To add an endpoint: its path in `minato_types::endpoints`, a file
//! `api/<area>/<verb>_<noun>.rs` with one handler, a line here.

pub mod auth;
pub mod company;
pub mod me;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::rights::Access;
use crate::http::route::Route;
use minato_types::endpoints::{self, Endpoint};

/// The largest body of an ordinary form.
const FORM: usize = 16 * 1024;
/// No body at all.
const NONE: usize = 0;

macro_rules! routes {
    ($($endpoint:ident $access:ident $limit:ident $area:ident::$handler:ident;)*) => {
        /// Every route, for the guard, for the access matrix and for the OpenAPI check.
        pub const ROUTES: &[Route] = &[$(Route {
            endpoint: endpoints::$endpoint,
            access: Access::$access,
            body_limit: $limit,
        }),*];

        /// Mounts every handler below `/api/v1`.
        pub fn mount(config: &mut ServiceConfig<'_>) {
            $(config.service($area::$handler::$handler);)*
        }
    };
}

routes! {
    // endpoint               access        body  handler
    LOG_IN                    Anyone        FORM  auth::log_in;
    VERIFY_LOGIN              PendingLogin  FORM  auth::verify_login;
    RESEND_LOGIN_CODE         PendingLogin  NONE  auth::resend_login_code;
    CANCEL_LOGIN              PendingLogin  NONE  auth::cancel_login;
    LOG_OUT                   SignedIn      NONE  auth::log_out;
    GET_SESSION               Anyone        NONE  auth::get_session;
    REQUEST_PASSWORD_RESET    Anyone        FORM  auth::request_password_reset;
    COMPLETE_PASSWORD_RESET   Anyone        FORM  auth::complete_password_reset;
    GET_ME                    SignedIn      NONE  me::get_me;
    UPDATE_ME                 SignedIn      FORM  me::update_me;
    CHANGE_PASSWORD           SignedIn      FORM  me::change_password;
    GET_COMPANY               SignedIn      NONE  company::get_company;
    LIST_COMPANY_NOTES        SignedIn      NONE  company::list_company_notes;
    LIST_COMPANY_OPTIONS      SignedIn      NONE  company::list_company_options;
}

/// The route of an endpoint, if it is on the map.
pub fn route_of(endpoint: Endpoint) -> Option<&'static Route> {
    ROUTES.iter().find(|route| route.endpoint == endpoint)
}
