use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use minato_types::endpoints::Method;
use reqwest::header::SET_COOKIE;

use super::Reply;
use crate::ClientError;

/// `reqwest`, and a jar for the cookies of the one origin that this client knows.
///
/// A general jar would keep `Secure` cookies from plain `http://localhost`, where
/// browsers send them.
#[derive(Debug)]
pub(crate) struct Transport {
    origin: String,
    http: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Transport {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            http: reqwest::Client::new(),
            cookies: Mutex::default(),
        }
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Option<String>,
    ) -> Result<Reply, ClientError> {
        let method = match method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = self.http.request(method, format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        if let Some(cookies) = self.cookie_header() {
            request = request.header("Cookie", cookies);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let network = |error: reqwest::Error| ClientError::Network(error.to_string());
        let response = request.send().await.map_err(network)?;
        let status = response.status().as_u16();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        self.keep_cookies(&headers);
        let body = response.text().await.map_err(network)?;
        Ok(Reply {
            status,
            headers,
            body,
        })
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .cloned()
    }

    fn cookie_header(&self) -> Option<String> {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs: Vec<_> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn keep_cookies(&self, headers: &[(String, String)]) {
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, line) in headers
            .iter()
            .filter(|(name, _)| name == SET_COOKIE.as_str())
        {
            let mut parts = line.split("; ");
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            if parts.any(|attribute| attribute == "Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
