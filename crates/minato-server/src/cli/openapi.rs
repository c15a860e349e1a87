use utoipa::openapi::{
    ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, ServerBuilder, Tag,
};
use utoipa_actix_web::AppExt as _;

pub(super) fn run() -> super::Result {
    super::say(&document().to_pretty_json()?);
    Ok(())
}

/// The OpenAPI document of everything below `/api/v1`, from the handlers themselves.
pub fn document() -> OpenApi {
    let (_, collected) = actix_web::App::new()
        .into_utoipa_app()
        .configure(crate::api::mount)
        .split_for_parts();
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
            .url(minato_types::endpoints::BASE)
            .description(Some("The Minato that serves this document"))
            .build()]))
        .tags(Some([
            tag(
                "auth",
                "Signing in and out, and the way back after a forgotten password.",
            ),
            tag("me", "What a person sees and changes of himself."),
            tag("company", "The member company."),
        ]))
        .build()
}

fn tag(name: &str, description: &str) -> Tag {
    let mut tag = Tag::new(name);
    tag.description = Some(description.to_owned());
    tag
}

const DESCRIPTION: &str = "\
The API of the customer portal Minato. JSON in camelCase; times in UTC (RFC 3339), days in \
Japan time. Every error is an `application/problem+json` (RFC 9457) with a stable `code`, and \
`fields` where fields break rules; its words are Japanese or English by `Accept-Language`. \
Every state-changing request carries the header `X-CSRF-Token`: the `csrfToken` of the \
session, or `anonymous` before sign-in. Every answer carries `X-Request-Id`.";
