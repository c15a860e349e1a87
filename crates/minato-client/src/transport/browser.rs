use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use minato_types::endpoints::Method;

use super::Reply;
use crate::ClientError;

/// The browser's own fetch, which also keeps the cookies.
#[derive(Debug)]
pub(crate) struct Transport {
    origin: String,
}

impl Transport {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
        }
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Option<String>,
    ) -> Result<Reply, ClientError> {
        let network = |error: gloo_net::Error| ClientError::Network(error.to_string());
        let mut request =
            RequestBuilder::new(&format!("{}{path}", self.origin)).method(match method {
                Method::Get => HttpMethod::GET,
                Method::Post => HttpMethod::POST,
                Method::Put => HttpMethod::PUT,
                Method::Patch => HttpMethod::PATCH,
                Method::Delete => HttpMethod::DELETE,
            });
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = match body {
            Some(body) => request.body(body),
            None => request.build(),
        };
        let response = request.map_err(network)?.send().await.map_err(network)?;
        let status = response.status();
        let headers = response.headers().entries().collect();
        let body = response.text().await.map_err(network)?;
        Ok(Reply {
            status,
            headers,
            body,
        })
    }
}
