use minato_client::ClientError;
use minato_types::FieldRule;

/// Where in a file of memos something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultPlace {
    /// The file as a whole.
    File,
    /// A column, by the name that its head gives it.
    Column(String),
    /// The contract number of a line, from 1.
    Number(u32),
    /// The memo of a line.
    Memo(u32),
}

/// What is wrong with a file of memos.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoFault {
    /// Where.
    pub place: FaultPlace,
    /// The broken rule.
    pub rule: FieldRule,
}

/// All that is wrong with a file, if that is why it was refused.
pub fn memo_faults(error: &ClientError) -> Vec<MemoFault> {
    let ClientError::Problem { problem, .. } = error else {
        return Vec::new();
    };
    let fields = problem.fields.iter();
    fields
        .map(|field| MemoFault {
            place: place_of(&field.field),
            rule: field.rule.clone(),
        })
        .collect()
}

fn place_of(field: &str) -> FaultPlace {
    if let Some(column) = field.strip_prefix("columns.") {
        return FaultPlace::Column(column.to_owned());
    }
    let row = field.strip_prefix("rows.").unwrap_or_default();
    let (line, column) = row.split_once('.').unwrap_or((row, ""));
    match (line.parse(), column) {
        (Ok(line), "memo") => FaultPlace::Memo(line),
        (Ok(line), _) => FaultPlace::Number(line),
        (Err(_), _) => FaultPlace::File,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_where_it_stands_in_the_file() {
        for (field, place) in [
            ("file", FaultPlace::File),
            ("rows", FaultPlace::File),
            ("columns.memo", FaultPlace::Column("memo".into())),
            ("rows.7", FaultPlace::Number(7)),
            ("rows.7.contractNumber", FaultPlace::Number(7)),
            ("rows.12.memo", FaultPlace::Memo(12)),
        ] {
            assert_eq!(place_of(field), place, "{field}");
        }
    }
}
