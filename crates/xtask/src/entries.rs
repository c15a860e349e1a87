//! Files of entries that people write and a check reads, in TOML: `[[name]]` begins an entry; a
//! value is a text, a number, or a list of texts.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One entry.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The line at which it begins.
    pub(crate) line: usize,
    values: BTreeMap<String, Value>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Number(u32),
    List(Vec<String>),
}

impl Entry {
    /// A text that must be there.
    pub(crate) fn text(&self, key: &str) -> Result<String> {
        let text = self.optional(key)?;
        text.with_context(|| format!("line {}: `{key}` is missing", self.line))
    }

    /// A text that may be missing, but not empty.
    pub(crate) fn optional(&self, key: &str) -> Result<Option<String>> {
        match self.values.get(key) {
            None => Ok(None),
            Some(Value::Text(text)) if !text.trim().is_empty() => Ok(Some(text.clone())),
            Some(other) => bail!("line {}: `{key}` must be a text, not {other:?}", self.line),
        }
    }

    /// A number that must be there.
    pub(crate) fn number(&self, key: &str) -> Result<u32> {
        match self.values.get(key) {
            Some(Value::Number(number)) => Ok(*number),
            other => bail!(
                "line {}: `{key}` must be a number, not {other:?}",
                self.line
            ),
        }
    }

    /// A list; an empty one where it is missing.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<String>> {
        match self.values.get(key) {
            None => Ok(Vec::new()),
            Some(Value::List(list)) => Ok(list.clone()),
            Some(other) => bail!("line {}: `{key}` must be a list, not {other:?}", self.line),
        }
    }

    /// Refuses values that nobody reads: a slip of the pen must not hide.
    pub(crate) fn only(&self, known: &[&str]) -> Result<()> {
        for key in self.values.keys() {
            let line = self.line;
            ensure!(
                known.contains(&key.as_str()),
                "line {line}: what is `{key}`?"
            );
        }
        Ok(())
    }
}

/// Reads all entries of this name; there are no others.
pub(crate) fn parse(text: &str, name: &str) -> Result<Vec<Entry>> {
    let line = |span: Range<usize>| 1 + text[..span.start].matches('\n').count();
    let file = DeTable::parse(text).map_err(|error| match error.span() {
        Some(span) => anyhow!("line {}: {}", line(span), error.message()),
        None => anyhow!("{}", error.message()),
    })?;
    let mut entries = Vec::new();
    for (key, value) in file.into_inner() {
        let head = line(key.span());
        let rows = match value.into_inner() {
            DeValue::Array(rows) if key.get_ref() == name => rows,
            _ => bail!("line {head}: `{}` is no [[{name}]]", key.get_ref()),
        };
        for row in rows {
            let head = line(row.span());
            let DeValue::Table(row) = row.into_inner() else {
                bail!("line {head}: not a [[{name}]]");
            };
            let values = row.into_iter().map(|(key, value)| {
                let head = line(key.span());
                let value = read(value).with_context(|| format!("line {head}: `{key}`"))?;
                Ok((key.into_inner().into_owned(), value))
            });
            let values = values.collect::<Result<_>>()?;
            entries.push(Entry { line: head, values });
        }
    }
    Ok(entries)
}

fn read(value: Spanned<DeValue<'_>>) -> Result<Value> {
    Ok(match value.into_inner() {
        DeValue::Integer(number) => Value::Number(number.as_str().parse()?),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| text(item.into_inner()))
                .collect::<Result<_>>()?,
        ),
        other => Value::Text(text(other)?),
    })
}

fn text(value: DeValue<'_>) -> Result<String> {
    match value {
        DeValue::String(text) => Ok(text.into_owned()),
        other => bail!(
            "{} is neither text, number nor list of texts",
            other.type_str()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let text = "# a remark\n\n[[row]]\nid = \"V1.1.1\"\nlevel = 2\nfind = '''\n    a\n  \"b\"'''\nlist = [\n  \"one\",\n  'two \"2\"',\n]\n\n[[row]]\nid = 'second'\nlist = []\n";
        let rows = parse(text, "row").unwrap();
        let [first, second] = rows.as_slice() else {
            panic!("{rows:?}")
        };
        assert_eq!((first.line, second.line), (3, 14));
        assert_eq!(first.text("id").unwrap(), "V1.1.1");
        assert_eq!(first.number("level").unwrap(), 2);
        assert_eq!(first.text("find").unwrap(), "    a\n  \"b\"");
        assert_eq!(first.list("list").unwrap(), ["one", "two \"2\""]);
        assert_eq!(first.optional("reason").unwrap(), None);
        assert!(first.text("reason").is_err() && first.only(&["id"]).is_err());
        assert!(second.list("list").unwrap().is_empty());
    }

    #[test]
    fn what_is_not_understood_is_refused_by_its_line() {
        for (text, line) in [
            ("id = \"1\"", "line 1"),
            ("[row]\nid = \"1\"", "line 1"),
            ("row = [1]", "line 1"),
            ("[[row]]\nid \"1\"", "line 2"),
            ("[[row]]\nid = 1a", "line 2"),
            ("[[row]]\nid = -1", "line 2"),
            ("[[row]]\nid = true", "line 2"),
            ("[[row]]\nlist = [[]]", "line 2"),
            ("[[row]]\nid = \"1\"\nid = \"2\"", "line 3"),
            ("[[row]]\nlist = [\n\"a\",", "line 3"),
            ("[[row]]\ntext = '''\nno end", "line 3"),
            ("[[other]]", "line 1"),
        ] {
            let error = format!("{:#}", parse(text, "row").unwrap_err());
            assert!(error.contains(line), "{text:?}: {error}");
        }
    }
}
