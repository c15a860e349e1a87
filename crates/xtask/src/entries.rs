//! Files of entries that people write and a check reads: a small part of TOML, so that a fresh
//! clone builds no parser before its first line of output. `[[name]]` begins an entry; a value is
//! a text, a text of several lines between `'''`, a number, or a list of texts.

use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::str::Lines;

use anyhow::{Context as _, Result, bail, ensure};

/// One entry.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The line at which it begins.
    pub(crate) line: usize,
    values: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Eq)]
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
    let head = format!("[[{name}]]");
    let mut entries: Vec<Entry> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let number = number + 1;
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if trimmed == head {
            entries.push(Entry {
                line: number,
                values: BTreeMap::new(),
            });
            continue;
        }
        let (key, value) = trimmed
            .split_once(" = ")
            .with_context(|| format!("line {number} is neither {head} nor `key = value`"))?;
        let value = read(value, &mut lines).with_context(|| format!("line {number}: `{key}`"))?;
        let entry = entries
            .last_mut()
            .with_context(|| format!("line {number} stands before the first {head}"))?;
        let before = entry.values.insert(key.to_owned(), value);
        ensure!(
            before.is_none(),
            "line {number}: `{key}` stands there twice"
        );
    }
    Ok(entries)
}

fn read(value: &str, lines: &mut Enumerate<Lines<'_>>) -> Result<Value> {
    if let Some(rest) = value.strip_prefix("'''") {
        return long_text(rest, lines).map(Value::Text);
    }
    if value == "[" {
        return long_list(lines).map(Value::List);
    }
    if let Some(inner) = value.strip_prefix('[') {
        let inner = inner.strip_suffix(']').context("a list without end")?;
        let items = if inner.is_empty() {
            Vec::new()
        } else {
            vec![quoted(inner).context("a list of several stands line by line")?]
        };
        return Ok(Value::List(items));
    }
    match value.parse() {
        Ok(number) => Ok(Value::Number(number)),
        Err(_) => quoted(value).map(Value::Text),
    }
}

/// A text of several lines, exactly as it stands there.
fn long_text(rest: &str, lines: &mut Enumerate<Lines<'_>>) -> Result<String> {
    if let Some(text) = rest.strip_suffix("'''") {
        return Ok(text.to_owned());
    }
    let mut text = String::new();
    if !rest.is_empty() {
        text = format!("{rest}\n");
    }
    for (_, line) in lines.by_ref() {
        if let Some(last) = line.strip_suffix("'''") {
            return Ok(text + last);
        }
        text.push_str(line);
        text.push('\n');
    }
    bail!("a text without end")
}

fn long_list(lines: &mut Enumerate<Lines<'_>>) -> Result<Vec<String>> {
    let mut items = Vec::new();
    for (_, line) in lines.by_ref() {
        let item = line.trim();
        if item == "]" {
            return Ok(items);
        }
        items.push(quoted(item.strip_suffix(',').unwrap_or(item))?);
    }
    bail!("a list without end")
}

/// A text between two quotes of one kind, which does not occur in it. There are no escapes.
fn quoted(text: &str) -> Result<String> {
    for quote in ['"', '\''] {
        let inner = text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote));
        if let Some(inner) = inner
            && !inner.contains(quote)
            && (quote == '\'' || !inner.contains('\\'))
        {
            return Ok(inner.to_owned());
        }
    }
    bail!("{text} is no text between quotes")
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
            ("[[row]]\nid \"1\"", "line 2"),
            ("[[row]]\nid = 1a", "line 2"),
            ("[[row]]\nid = \"a\" # remark \"", "line 2"),
            ("[[row]]\nid = \"a\\n\"", "line 2"),
            ("[[row]]\nid = \"1\"\nid = \"2\"", "line 3"),
            ("[[row]]\nlist = [\n\"a\",", "line 2"),
            ("[[row]]\ntext = '''\nno end", "line 2"),
            ("[[other]]", "line 1"),
        ] {
            let error = format!("{:#}", parse(text, "row").unwrap_err());
            assert!(error.contains(line), "{text:?}: {error}");
        }
    }
}
