//! Rows as the API shows them.

use actix_web::HttpResponse;
use actix_web::http::header;
use minato_db::models::contracts::range::RangeContract as ContractRow;
use minato_db::models::services::Service;
use minato_db::models::user_groups::ListedGroup;
use minato_types::groups::{RangeContract, UserGroup, UserGroupSummary};
use minato_types::services::{ContractService, ServiceName};

use crate::http::entity_tag;

/// A group and its version.
pub(crate) fn versioned((group, version): &(UserGroup, i64)) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(*version)))
        .json(group)
}

/// A group as it stands in a list.
pub(super) fn summary(listed: ListedGroup) -> UserGroupSummary {
    UserGroupSummary {
        id: listed.group.id.0,
        kind: listed.group.kind.0,
        name: listed.group.name,
        description: listed.group.description,
        account_count: listed.accounts,
        service_count: listed.services,
        contract_count: listed.contracts,
    }
}

/// A service.
pub(super) fn service(row: &Service) -> ContractService {
    ContractService {
        code: row.code.clone(),
        category: row.category.0,
        name: name(row),
        has_settings: row.has_settings,
    }
}

/// As much of a contract as whoever gives rights must know; none without its service, which
/// the database does not let happen.
pub(super) fn range_contract(row: ContractRow, services: &[Service]) -> Option<RangeContract> {
    let service = services.iter().find(|s| s.id.0 == row.service_id.0)?;
    Some(RangeContract {
        number: row.contract_number.0,
        service_code: service.code.clone(),
        service_name: name(service),
        site: row.site,
    })
}

fn name(row: &Service) -> ServiceName {
    ServiceName {
        ja: row.name_ja.clone(),
        en: row.name_en.clone(),
    }
}
