use minato_types::contracts::UpdateContractMemoRequest;

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// What is written to a contract.
    MemoForm {
        memo = "memo",
    }
}

impl MemoForm {
    /// The form that shows a memo.
    pub fn of(memo: &str) -> Self {
        Self {
            memo: memo.to_owned(),
        }
    }
}

impl Form for MemoForm {
    type Request = UpdateContractMemoRequest;

    const NAME: &'static str = "contract-memo";

    fn label(_: &str, locale: Locale) -> &'static str {
        words_of!(locale, contract.memo.label)
    }

    fn request(&self) -> UpdateContractMemoRequest {
        UpdateContractMemoRequest {
            memo: self.memo.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn an_empty_memo_is_one_and_a_long_one_is_not() {
        assert!(FormModel::new(MemoForm::of("")).submit().is_some());
        let mut long = FormModel::new(MemoForm::of(&"港".repeat(201)));
        assert!(long.submit().is_none());
        assert_eq!(long.errors(), [("memo", FieldRule::TooLong { max: 200 })]);
    }
}
