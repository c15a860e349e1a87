//! What the map of routes says of one endpoint.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use minato_types::api_clients::ApiScope;
use minato_types::endpoints::Endpoint;

use crate::auth::rights::Access;

/// One line of the map.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// Method and path.
    pub endpoint: Endpoint,
    /// Who may call it.
    pub access: Access,
    /// What a program's token must allow; programs may not call it where there is none.
    pub scope: Option<ApiScope>,
    /// The largest body it takes, in bytes; 0 where it takes none.
    pub body_limit: usize,
    /// What is counted for the part of the network that a call comes from.
    pub counted: Counted,
}

/// What is counted for the part of the network that a call comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Nothing: whoever calls is known, or nothing can be guessed.
    Nothing,
    /// Every call, but one that was answered well is given back.
    Tries,
    /// The same, but the handler counts and gives back, in the writes that it makes anyway. The
    /// guard refuses whoever is over the limit, as everywhere.
    OwnTries,
    /// Every call.
    Calls,
}

impl Counted {
    /// This, for the lines of the map.
    pub const fn or(self, other: Self) -> Self {
        match self {
            Self::Nothing => other,
            Self::Tries | Self::OwnTries | Self::Calls => self,
        }
    }
}

/// The template of a request's path, found once: finding it means matching all patterns again.
#[derive(Debug, Clone, Default)]
pub struct Template(Rc<OnceCell<Option<String>>>);

impl Template {
    /// Lets the request carry a template that is not found yet.
    pub fn carried_by(request: &ServiceRequest) -> Self {
        let template = Self::default();
        request.extensions_mut().insert(template.clone());
        template
    }

    /// The template that a request carries.
    pub fn of(request: &ServiceRequest) -> Self {
        let carried = request.extensions().get::<Self>().cloned();
        carried.unwrap_or_default()
    }

    /// The template, which `find` finds if nobody did before.
    pub fn get_or_find(&self, find: impl FnOnce() -> Option<String>) -> Option<&str> {
        self.0.get_or_init(find).as_deref()
    }

    /// The template, if it was found and there is one.
    pub fn get(&self) -> Option<&str> {
        self.0.get()?.as_deref()
    }
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
