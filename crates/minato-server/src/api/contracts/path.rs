use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use minato_types::ProblemCode;
use minato_types::values::ContractNumber;

use crate::http::ApiError;

/// The number in the path. What is no number is nobody's: it is not found.
#[derive(Debug, Clone)]
pub struct NumberInPath(pub ContractNumber);

impl FromRequest for NumberInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let number = request
            .match_info()
            .get("contractNumber")
            .and_then(|text| ContractNumber::parse(text).ok());
        ready(
            number
                .map(Self)
                .ok_or(ApiError::Problem(ProblemCode::NotFound)),
        )
    }
}
