use minato_types::contracts::ListContractsQuery;
use minato_types::saved_filters::{SaveFilterRequest, SavedFilter};

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Names a filter that is saved.
    SavedFilterForm {
        name = "name",
    } with {
        /// What it asks of the list.
        query: ListContractsQuery,
    }
}

impl SavedFilterForm {
    /// The form that shows a saved filter.
    pub fn of(filter: &SavedFilter) -> Self {
        Self {
            name: filter.name.to_string(),
            query: filter.query.clone(),
        }
    }
}

impl Form for SavedFilterForm {
    type Request = SaveFilterRequest;

    const NAME: &'static str = "filter";

    fn label(_: &str, locale: Locale) -> &'static str {
        words_of!(locale, contracts.saved.name)
    }

    fn request(&self) -> SaveFilterRequest {
        SaveFilterRequest {
            name: self.name.clone(),
            query: self.query.clone(),
        }
    }
}

/// What a saved filter would keep of `query`: all but the page. Nothing where it asks for nothing
/// special, or for what cannot be kept.
pub fn kept(query: &ListContractsQuery) -> Option<ListContractsQuery> {
    let usual = ListContractsQuery::default();
    let lasting = ListContractsQuery {
        page: None,
        page_size: query.page_size.filter(|size| *size != usual.size()),
        cursor: None,
        ..query.clone()
    };
    let request = SaveFilterRequest {
        name: "-".to_owned(),
        query: lasting,
    };
    let (_, kept) = request.read().ok()?;
    (kept != usual).then_some(kept)
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    fn abnormal() -> ListContractsQuery {
        ListContractsQuery {
            status: Some("abnormal".to_owned()),
            ..ListContractsQuery::default()
        }
    }

    #[test]
    fn what_is_usual_is_not_worth_saving_and_the_page_is_not_kept() {
        let page = ListContractsQuery {
            page: Some(3),
            page_size: Some(10),
            ..ListContractsQuery::default()
        };
        assert_eq!(kept(&page), None);
        let look = ListContractsQuery {
            page: Some(3),
            ..abnormal()
        };
        assert_eq!(kept(&look), Some(abnormal()));
        let nonsense = ListContractsQuery {
            service: Some("<script>".to_owned()),
            ..abnormal()
        };
        assert_eq!(kept(&nonsense), None);
    }

    #[test]
    fn a_filter_needs_a_name() {
        let mut form = FormModel::new(SavedFilterForm {
            name: " ".to_owned(),
            query: abnormal(),
        });
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("name", FieldRule::Required)]);
        form.edit("name", "異常".into());
        assert_eq!(form.submit().map(|request| request.query), Some(abnormal()));
    }
}
