//! The OpenAPI document: collected from the handlers, completed by what the map of
//! routes knows.

mod unions;

use minato_types::api_clients::ApiScope;
use minato_types::endpoints::{self, Method};
use minato_types::headers;
use minato_types::problem::MEDIA_TYPE;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, OAuth2, Scopes, SecurityRequirement,
    SecurityScheme,
};
use utoipa::openapi::{
    Components, ContactBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi,
    OpenApiBuilder, Ref, RefOr, ResponseBuilder, ServerBuilder, Tag,
};
use utoipa_actix_web::AppExt as _;

use crate::api;
use crate::auth::cookies;
use crate::auth::rights::Access;
use crate::http::route::{Counted, Route};
use crate::oauth::TOKEN_PATH;

const DESCRIPTION: &str = "\
The API of the customer portal Minato. JSON in camelCase; times in UTC (RFC 3339), days in \
Japan time. Every error is an `application/problem+json` (RFC 9457) with a stable `code`, and \
`fields` where fields break rules; its words are Japanese or English by `Accept-Language`. \
Every state-changing request carries the header `X-CSRF-Token`: the `csrfToken` of the \
session, or `anonymous` before sign-in. Every answer carries `X-Request-Id`.";

const PROGRAMS: &str = "\
A program of a member: a token for client credentials, by a secret or by `private_key_jwt`. What an \
endpoint needs, its scope says; a request with a token carries no `X-CSRF-Token`.";

const SESSION: &str = "session";
const PENDING_LOGIN: &str = "pendingLogin";
const OPERATOR_SESSION: &str = "operatorSession";
const OPERATOR_PENDING_LOGIN: &str = "operatorPendingLogin";
const FIRST_LOGIN: &str = "firstLogin";
const API_CLIENT: &str = "apiClient";
const CSRF_TOKEN: &str = "csrfToken";

/// The document of everything below `/api/v1`.
pub fn document() -> OpenApi {
    let (_, mut collected) = actix_web::App::new()
        .into_utoipa_app()
        .configure(api::mount)
        .split_for_parts();
    for route in api::ROUTES {
        let item = collected.paths.paths.get_mut(route.endpoint.path);
        if let Some(operation) = item.and_then(|item| operation_of(item, route.endpoint.method)) {
            operation.security = Some(security(route));
            add_refusal(operation, route);
            add_wait(operation, route);
        }
    }
    let mut components = collected.components.take().unwrap_or_default();
    add_security_schemes(&mut components);
    refer_to_rows(&mut components);
    unions::simplify(&mut components);
    OpenApiBuilder::from(collected)
        .info(
            InfoBuilder::new()
                .title("Minato")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(DESCRIPTION))
                .contact(Some(
                    ContactBuilder::new()
                        .name(Some("Minato"))
                        .url(Some("https://minato.example"))
                        .build(),
                ))
                .license(Some(
                    LicenseBuilder::new()
                        .name("MIT")
                        .identifier(Some("MIT"))
                        .build(),
                ))
                .build(),
        )
        .servers(Some([ServerBuilder::new()
            .url(endpoints::BASE)
            .description(Some("The Minato that serves this document"))
            .build()]))
        .components(Some(components))
        .tags(Some([
            tag(
                "auth",
                "Signing in and out, and the way back after a forgotten password.",
            ),
            tag("me", "What a person sees and changes of himself."),
            tag("company", "The member company."),
            tag(
                "services",
                "The carrier's services, as far as one may see contracts of them.",
            ),
            tag(
                "ports",
                "Applications for additional ports, and the calendar of ports.",
            ),
            tag(
                "contracts",
                "What the member has contracted and how it runs, as far as groups let the person see it.",
            ),
            tag(
                "first sign-in",
                "The first sign-in, step by step, by a mailed link.",
            ),
            tag("accounts", "The people of the member, for its admins."),
            tag(
                "groups",
                "Groups of people, and which contracts they may see or change, for its admins.",
            ),
            tag(
                "operator",
                "The carrier's staff: a realm of its own, with its own sign-in.",
            ),
            tag(
                "api-clients",
                "The programs of the member: what they may do, and what they prove themselves by.",
            ),
            tag("api-log", "What programs called."),
            tag("help", "For people who do not get our mails."),
        ]))
        .build()
}

fn operation_of(item: &mut PathItem, method: Method) -> Option<&mut Operation> {
    match method {
        Method::Get => item.get.as_mut(),
        Method::Post => item.post.as_mut(),
        Method::Put => item.put.as_mut(),
        Method::Patch => item.patch.as_mut(),
        Method::Delete => item.delete.as_mut(),
    }
}

/// What a request must carry.
fn security(route: &Route) -> Vec<SecurityRequirement> {
    let mut all = SecurityRequirement::default();
    let none: [String; 0] = [];
    match route.access {
        Access::Anyone => {}
        Access::PendingLogin => all = all.add(PENDING_LOGIN, none.clone()),
        Access::FirstLogin => all = all.add(FIRST_LOGIN, none.clone()),
        Access::OwnPassword
        | Access::SignedIn
        | Access::PortPlus
        | Access::Portal
        | Access::Admin => {
            all = all.add(SESSION, none.clone());
        }
        Access::OperatorPendingLogin => all = all.add(OPERATOR_PENDING_LOGIN, none.clone()),
        Access::Operator => all = all.add(OPERATOR_SESSION, none.clone()),
    }
    let mut nobody = SecurityRequirement::default();
    if route.endpoint.method.changes_state() {
        all = all.add(CSRF_TOKEN, none.clone());
        nobody = nobody.add(CSRF_TOKEN, none);
    }
    // Where nothing is under way, these say so or do nothing.
    if [endpoints::GET_FIRST_LOGIN, endpoints::CANCEL_LOGIN].contains(&route.endpoint) {
        return vec![all, nobody];
    }
    let mut ways = vec![all];
    if let Some(scope) = route.scope {
        ways.push(SecurityRequirement::new(API_CLIENT, [scope.as_str()]));
    }
    ways
}

/// Whom the guard refuses, where the handler tells no refusals of its own.
fn add_refusal(operation: &mut Operation, route: &Route) {
    let text = match route.access {
        Access::Anyone
        | Access::PendingLogin
        | Access::FirstLogin
        | Access::OperatorPendingLogin
        | Access::Operator => return,
        Access::OwnPassword => "",
        Access::SignedIn => "`passwordChangeRequired`: a password of one's own must be set first; ",
        Access::PortPlus => {
            "`optionRequired`: the member does not have port plus; `passwordChangeRequired`: a \
             password of one's own must be set first; "
        }
        Access::Portal => {
            "`twoStepRequired`: only after a sign-in with two steps; `passwordChangeRequired`: a \
             password of one's own must be set first; "
        }
        Access::Admin => {
            "`forbidden`: only for admins; `twoStepRequired`: only after a sign-in with two \
             steps; `passwordChangeRequired`: a password of one's own must be set first; "
        }
    };
    let scope = match route.scope {
        Some(_) => "`scopeMissing`: the token of the program does not have the scope; ",
        None => "",
    };
    let text =
        format!("{text}{scope}`addressRefused`: the member lets nobody in from this address.");
    add_response(operation, "403", &text);
}

/// Whom the guard makes wait, where the handler tells no waits of its own.
fn add_wait(operation: &mut Operation, route: &Route) {
    let text = if route.counted != Counted::Nothing {
        "Too many tries from this part of the network; `Retry-After` says how long to wait."
    } else if route.scope.is_some() {
        "`tooManyRequests`: the program calls too often; `Retry-After` says how long to wait."
    } else {
        return;
    };
    add_response(operation, "429", text);
}

fn add_response(operation: &mut Operation, status: &str, text: &str) {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new()
        .description(text)
        .content(MEDIA_TYPE, content)
        .build();
    let responses = &mut operation.responses.responses;
    responses
        .entry(status.to_owned())
        .or_insert_with(|| response.into());
}

fn add_security_schemes(components: &mut Components) {
    let cookie = |name: &str, text: &str| {
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, text)))
    };
    let csrf = ApiKeyValue::with_description(
        headers::CSRF,
        "The `csrfToken` of the session or of the sign-in under way; `anonymous` before that.",
    );
    let schemes = [
        (
            SESSION,
            cookie(cookies::SESSION, "The session of a person."),
        ),
        (
            PENDING_LOGIN,
            cookie(cookies::PENDING_LOGIN, "A sign-in between its two steps."),
        ),
        (
            OPERATOR_SESSION,
            cookie(cookies::OPERATOR, "The session of an operator."),
        ),
        (
            OPERATOR_PENDING_LOGIN,
            cookie(
                cookies::OPERATOR_PENDING,
                "An operator's sign-in or set-up between its two steps.",
            ),
        ),
        (
            FIRST_LOGIN,
            cookie(
                cookies::FIRST_LOGIN,
                "A first sign-in after its identity check.",
            ),
        ),
        (CSRF_TOKEN, SecurityScheme::ApiKey(ApiKey::Header(csrf))),
    ];
    let scopes = ApiScope::ALL
        .iter()
        .map(|scope| (scope.as_str(), scope.as_str()));
    let program = Flow::ClientCredentials(ClientCredentials::new(
        TOKEN_PATH,
        scopes.collect::<Scopes>(),
    ));
    let program = SecurityScheme::OAuth2(OAuth2::with_description([program], PROGRAMS));
    components
        .security_schemes
        .insert(API_CLIENT.to_owned(), program.into());
    for (name, scheme) in schemes {
        components
            .security_schemes
            .insert(name.to_owned(), scheme.into());
    }
}

/// The rows of a generic page are written out; a reference says the same and names them.
fn refer_to_rows(components: &mut Components) {
    for (name, schema) in &mut components.schemas {
        let (Some(row), RefOr::T(Schema::Object(page))) = (name.strip_prefix("Page_"), schema)
        else {
            continue;
        };
        if let Some(RefOr::T(Schema::Array(rows))) = page.properties.get_mut("items") {
            let row = Ref::from_schema_name(row);
            rows.items = ArrayItems::RefOrSchema(Box::new(RefOr::Ref(row)));
        }
    }
}

fn tag(name: &str, description: &str) -> Tag {
    let mut tag = Tag::new(name);
    tag.description = Some(description.to_owned());
    tag
}
