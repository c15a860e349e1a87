use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use minato_types::ProblemCode;
use minato_types::values::PortApplicationNumber;

use crate::http::ApiError;

/// The number in the path. What is no number is nobody's: it is not found.
#[derive(Debug, Clone, Copy)]
pub struct NumberInPath(pub PortApplicationNumber);

impl FromRequest for NumberInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let number = request
            .match_info()
            .get("number")
            .and_then(|text| PortApplicationNumber::parse(text).ok());
        ready(
            number
                .map(Self)
                .ok_or(ApiError::Problem(ProblemCode::NotFound)),
        )
    }
}
