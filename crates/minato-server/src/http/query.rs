//! Reading a query string.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use minato_types::{ProblemCode, Validate};
use serde::de::DeserializeOwned;

use super::ApiError;

/// A query string that is valid by the rules of the contract.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            web::Query::<T>::from_query(request.query_string())
                .map_err(|_| ApiError::from(ProblemCode::MalformedRequest))
                .and_then(|query| {
                    let value = query.into_inner();
                    value.validate()?;
                    Ok(Self(value))
                }),
        )
    }
}
