//! The map of routes, the list of endpoints and the OpenAPI document are one.

use std::collections::BTreeSet;

use minato_server::api::{ROUTES, route_of};
use minato_server::openapi::document;
use minato_types::endpoints;
use serde_json::Value;

fn openapi() -> Value {
    serde_json::to_value(document()).expect("a document")
}

/// Method and path of every operation of the document.
fn operations(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().expect("paths");
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().expect("operations").keys();
            methods
                .map(|method| (method.to_uppercase(), path.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_endpoint_has_a_route_and_an_operation() {
    let listed: BTreeSet<_> = endpoints::ALL
        .iter()
        .map(|endpoint| {
            (
                endpoint.method.as_str().to_owned(),
                endpoint.path.to_owned(),
            )
        })
        .collect();
    assert_eq!(
        listed.len(),
        endpoints::ALL.len(),
        "an endpoint stands there twice"
    );
    assert_eq!(operations(&openapi()), listed);
    assert_eq!(ROUTES.len(), endpoints::ALL.len());
    for endpoint in endpoints::ALL {
        assert!(route_of(*endpoint).is_some(), "{endpoint} has no route");
    }
}

#[test]
fn every_response_is_described_and_every_operation_named() {
    let document = openapi();
    let mut names = BTreeSet::new();
    let mut responses = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let what = format!("{method} {path}");
            let name = operation["operationId"]
                .as_str()
                .expect("a name")
                .to_owned();
            assert!(names.insert(name), "{what} has a name that is taken");
            assert!(
                !operation["summary"].as_str().unwrap_or_default().is_empty(),
                "{what}"
            );
            for (status, response) in operation["responses"].as_object().unwrap() {
                let text = response["description"].as_str().unwrap_or_default();
                assert!(!text.trim().is_empty(), "{what}: {status} is not described");
                responses += 1;
            }
        }
    }
    assert!(responses > 50, "only {responses} responses");
}

#[test]
fn what_programs_may_call_says_that_they_may_call_too_often() {
    let document = openapi();
    let for_programs = ROUTES.iter().filter(|route| route.scope.is_some());
    let mut told = 0;
    for route in for_programs {
        let method = route.endpoint.method.as_str().to_lowercase();
        let operation = &document["paths"][route.endpoint.path][&method];
        let text = operation["responses"]["429"]["description"].as_str();
        assert!(
            text.unwrap_or_default().contains("tooManyRequests"),
            "{}",
            route.endpoint
        );
        told += 1;
    }
    assert!(told > 30, "only {told} operations");
}

#[test]
fn every_property_is_described() {
    let document = openapi();
    let mut properties = 0;
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let Some(fields) = schema["properties"].as_object() else {
            continue;
        };
        for (field, property) in fields {
            // Where the value may be null, the description stands beside the reference.
            let inner = &property["oneOf"][0]["description"];
            let text = property["description"]
                .as_str()
                .or(inner.as_str())
                .unwrap_or_default();
            assert!(
                !text.is_empty(),
                "{name}.{field} is not described: {property}"
            );
            properties += 1;
        }
    }
    assert!(properties > 30, "only {properties} properties");
}
