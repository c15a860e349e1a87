//! What the map of routes says of one endpoint.

use std::collections::HashMap;

use actix_web::http::Method;
use minato_types::endpoints::Endpoint;

use crate::auth::rights::Access;

/// One line of the map.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// Method and path.
    pub endpoint: Endpoint,
    /// Who may call it.
    pub access: Access,
    /// The largest body it takes, in bytes; 0 where it takes none.
    pub body_limit: usize,
}

/// The map, as the guard asks it. What is not in it cannot be reached.
pub struct Routes(HashMap<String, Vec<&'static Route>>);

/// What the map says of a request.
pub enum Lookup {
    /// The route.
    Found(&'static Route),
    /// The path exists with these methods only.
    OtherMethods(String),
    /// There is no such path.
    Missing,
}

impl Routes {
    /// The map of these lines.
    pub fn new(routes: &'static [Route]) -> Self {
        let mut map: HashMap<String, Vec<&'static Route>> = HashMap::new();
        for route in routes {
            map.entry(route.endpoint.full_path())
                .or_default()
                .push(route);
        }
        Self(map)
    }

    /// What the map says of a method and a path template.
    pub fn find(&self, method: &Method, pattern: Option<&str>) -> Lookup {
        let Some(routes) = pattern.and_then(|pattern| self.0.get(pattern)) else {
            return Lookup::Missing;
        };
        match routes
            .iter()
            .find(|route| route.endpoint.method.as_str() == method.as_str())
        {
            Some(route) => Lookup::Found(route),
            None => Lookup::OtherMethods(
                routes
                    .iter()
                    .map(|route| route.endpoint.method.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
    }
}
