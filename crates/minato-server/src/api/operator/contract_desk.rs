//! Services and contracts as operators see them.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use minato_db::models::contracts::Contract;
use minato_db::models::services::Service;
use minato_types::ProblemCode;
use minato_types::contracts::MemberContract;
use minato_types::service_catalogue::CatalogueService;
use minato_types::services::ServiceName;
use minato_types::values::ContractNumber;
use serde::Serialize;

use crate::api::contracts::shown::service;
use crate::http::{ApiError, entity_tag};

/// A contract as the API shows it.
pub(super) fn contract((contract, of): (Contract, Service)) -> MemberContract {
    MemberContract {
        number: contract.contract_number.0,
        service: service(of),
        customer_number: contract.customer_number,
        group_number: contract.group_number,
        site: contract.site,
        status: contract.status.0,
        status_since: contract.status_since.and_utc(),
        memo: contract.memo,
        applied_on: contract.applied_on,
        provided_on: contract.provided_on,
        ends_on: contract.ends_on,
    }
}

/// A service as the API shows it.
pub(super) fn catalogue_service(service: Service) -> CatalogueService {
    CatalogueService {
        code: service.code,
        category: service.category.0,
        name: ServiceName {
            ja: service.name_ja,
            en: service.name_en,
        },
        has_settings: service.has_settings,
        position: u32::try_from(service.position).unwrap_or_default(),
    }
}

/// Something and its version, as it is answered.
pub(super) fn versioned((value, version): &(impl Serialize, i64)) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(*version)))
        .json(value)
}

/// The contract number of a path. One that no contract can have is answered like one that none
/// has.
pub(super) struct ContractInPath(pub(super) ContractNumber);

impl FromRequest for ContractInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let number = request.match_info().get("contractNumber");
        let number = number.and_then(|text| ContractNumber::parse(text).ok());
        ready(number.map(Self).ok_or(ProblemCode::NotFound.into()))
    }
}
