use leptos::prelude::*;
use minato_types::api_clients::IssuedApiClientSecret;

use crate::components::banner::{Banner, Tone};
use crate::components::copy_button::CopyButton;
use crate::components::description_list::{Description, DescriptionList};
use crate::language::text;

/// A secret, once, and how it is used.
pub(super) fn issued(issued: &IssuedApiClientSecret) -> AnyView {
    let (id, secret) = (issued.client.client_id.clone(), issued.secret.clone());
    let line = curl(&origin(), &id, &secret);
    let endpoint = format!("{}/oauth/token", origin());
    view! {
        <Banner tone=Tone::Warning title=text!(api_clients.issued.onceTitle)>
            {text!(api_clients.issued.onceLead)}
        </Banner>
        <DescriptionList>
            <Description term=text!(api_clients.fields.clientId)>
                <span class="issued">
                    <code class="code">{id.clone()}</code>
                    <CopyButton content=id>{text!(api_clients.issued.copyId)}</CopyButton>
                </span>
            </Description>
            <Description term=text!(api_clients.issued.secret)>
                <span class="issued">
                    <code class="code">{secret.clone()}</code>
                    <CopyButton content=secret>{text!(api_clients.issued.copySecret)}</CopyButton>
                </span>
            </Description>
            <Description term=text!(api_clients.issued.endpoint)>
                <code class="code">{endpoint}</code>
            </Description>
        </DescriptionList>
        <p>{text!(api_clients.issued.usage)}</p>
        <pre class="code code--block" tabindex="0" role="group" aria-label="curl">
            {line.clone()}
        </pre>
        <CopyButton content=line>{text!(api_clients.issued.copyLine)}</CopyButton>
    }
    .into_any()
}

/// Where this portal is.
pub(super) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The command that asks for a token.
fn curl(origin: &str, id: &str, secret: &str) -> String {
    format!("curl -u '{id}:{secret}' -d grant_type=client_credentials {origin}/oauth/token")
}

#[cfg(test)]
mod tests {
    use super::curl;

    #[test]
    fn the_line_asks_for_a_token() {
        assert_eq!(
            curl("https://minato.example", "mc_1", "s3cret"),
            "curl -u 'mc_1:s3cret' -d grant_type=client_credentials \
             https://minato.example/oauth/token"
        );
    }
}
