//! Filters of the list of contracts that a person has saved under names of his own.

use serde::{Deserialize, Serialize};

use crate::contracts::ListContractsQuery;
use crate::values::{SavedFilterId, SavedFilterName, ServiceCode};
use crate::{FieldErrors, FieldRule, Validate};

/// How many filters a person may save.
pub const MAX_SAVED_FILTERS: u32 = 20;

/// A filter of the list of contracts that somebody has saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SavedFilter {
    /// The id.
    pub id: SavedFilterId,
    /// What its owner calls it.
    pub name: SavedFilterName,
    /// What it asks of the list.
    pub query: ListContractsQuery,
}

/// The filters that somebody has saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SavedFilters {
    /// The filters, by name.
    pub items: Vec<SavedFilter>,
}

/// Saves a filter under a name, or gives a saved one another name and query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveFilterRequest {
    /// The name; no two filters of a person share one.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "異常のあるPBX", max_length = 40)
    )]
    pub name: String,
    /// What it asks of the list: everything but the page and the cursor.
    pub query: ListContractsQuery,
}

impl SaveFilterRequest {
    /// Name and query as they are kept, or everything that is wrong with them.
    pub fn read(&self) -> Result<(SavedFilterName, ListContractsQuery), FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.check("name", SavedFilterName::parse(&self.name));
        let query = kept(&self.query, &mut errors);
        match name {
            Some(name) if errors.is_empty() => Ok((name, query)),
            _ => Err(errors),
        }
    }
}

impl Validate for SaveFilterRequest {
    fn check(&self, errors: &mut FieldErrors) {
        for (field, rule) in self.read().err().iter().flat_map(FieldErrors::iter) {
            errors.add(field, rule.clone());
        }
    }
}

/// The query in its canonical form: what is empty is left out. A place in the list belongs to
/// one look at it, and is refused like any field that nobody knows.
fn kept(query: &ListContractsQuery, errors: &mut FieldErrors) -> ListContractsQuery {
    let mut broken = FieldErrors::new();
    let service = query.service.as_deref().filter(|code| !code.is_empty());
    let service = service.and_then(|code| broken.check("service", ServiceCode::parse(code)));
    let asked = ListContractsQuery {
        service: service.map(String::from),
        q: query.q.as_deref().map(str::trim).and_then(some),
        page: None,
        cursor: None,
        ..query.clone()
    };
    asked.check(&mut broken);
    for (name, given) in [
        ("page", query.page.is_some()),
        ("cursor", query.cursor.is_some()),
    ] {
        if given {
            broken.add(name, FieldRule::UnknownField);
        }
    }
    for (field, rule) in broken.iter() {
        errors.add(&format!("query.{field}"), rule.clone());
    }
    asked
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &str, query: ListContractsQuery) -> SaveFilterRequest {
        SaveFilterRequest {
            name: name.to_owned(),
            query,
        }
    }

    #[test]
    fn a_filter_is_kept_in_its_canonical_form() {
        let typed = ListContractsQuery {
            service: Some("Ｃloud-pbx".to_owned()),
            status: Some("abnormal".to_owned()),
            q: Some("　営業 東京 ".to_owned()),
            sort: Some("-number".to_owned()),
            page_size: Some(50),
            ..ListContractsQuery::default()
        };
        let (name, query) = request(" か\u{3099}いせん ", typed.clone()).read().unwrap();
        assert_eq!(name.as_str(), "がいせん");
        let expected = ListContractsQuery {
            service: Some("cloud-pbx".to_owned()),
            q: Some("営業 東京".to_owned()),
            ..typed
        };
        assert_eq!(query, expected);
        let nothing = ListContractsQuery {
            service: Some(String::new()),
            q: Some("　".to_owned()),
            ..ListContractsQuery::default()
        };
        let (_, query) = request("すべて", nothing).read().unwrap();
        assert_eq!(query, ListContractsQuery::default());
    }

    #[test]
    fn everything_that_is_wrong_is_named_by_its_field() {
        let query = ListContractsQuery {
            service: Some("Cloud PBX?".to_owned()),
            status: Some("broken".to_owned()),
            q: Some("港".repeat(101)),
            permission: Some("own".to_owned()),
            sort: Some("memo".to_owned()),
            page: Some(2),
            page_size: Some(1000),
            cursor: Some("x".to_owned()),
        };
        let errors = request("  ", query).validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        let expected = [
            "name",
            "query.service",
            "query.status",
            "query.q",
            "query.permission",
            "query.sort",
            "query.pageSize",
            "query.page",
            "query.cursor",
        ];
        assert_eq!(fields, expected);
        let long = request(&"港".repeat(41), ListContractsQuery::default());
        let errors = long.validate().unwrap_err();
        assert_eq!(errors.of("name"), Some(&FieldRule::TooLong { max: 40 }));
        let fits = request(&"港".repeat(40), ListContractsQuery::default());
        assert_eq!(fits.validate(), Ok(()));
    }
}
