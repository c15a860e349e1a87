//! The OpenAPI document, read with a reader's eyes.

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// The methods in the order in which readers expect them.
const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

/// A document and the way around in it.
pub(crate) struct Document<'a> {
    root: &'a Value,
}

/// One operation and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    /// The HTTP method in lower case.
    pub(crate) method: &'a str,
    /// The path template.
    pub(crate) path: &'a str,
    /// The operation object.
    pub(crate) value: &'a Value,
    /// The path item, whose parameters hold for all its operations.
    pub(crate) item: &'a Value,
}

/// A tag with its operations.
pub(crate) struct Group<'a> {
    /// The name of the tag.
    pub(crate) name: &'a str,
    /// What the document says about it.
    pub(crate) description: &'a str,
    /// Its operations in the order of the document.
    pub(crate) operations: Vec<Operation<'a>>,
}

impl<'a> Document<'a> {
    /// Reads a document, which must at least say what it is about.
    pub(crate) fn new(root: &'a Value) -> Result<Self> {
        root.pointer("/info/title")
            .context("the OpenAPI document has no title")?;
        root.get("paths")
            .context("the OpenAPI document has no paths")?;
        Ok(Self { root })
    }

    /// A text of the `info` object, or nothing.
    pub(crate) fn info(&self, name: &str) -> &'a str {
        text(self.root.get("info"), name)
    }

    /// The addresses of the API.
    pub(crate) fn servers(&self) -> Vec<&'a str> {
        list(self.root.get("servers"))
            .map(|server| text(Some(server), "url"))
            .collect()
    }

    /// The operations by their first tag: in the order of the document's tags, then others.
    pub(crate) fn groups(&self) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = list(self.root.get("tags"))
            .map(|tag| Group {
                name: text(Some(tag), "name"),
                description: text(Some(tag), "description"),
                operations: Vec::new(),
            })
            .collect();
        for operation in self.operations() {
            let name = operation.tag();
            if let Some(group) = groups.iter_mut().find(|group| group.name == name) {
                group.operations.push(operation);
            } else {
                groups.push(Group {
                    name,
                    description: "",
                    operations: vec![operation],
                });
            }
        }
        groups.retain(|group| !group.operations.is_empty());
        groups
    }

    fn operations(&self) -> impl Iterator<Item = Operation<'a>> {
        entries(self.root.get("paths")).flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |&method| {
                Some(Operation {
                    method,
                    path,
                    value: item.get(method)?,
                    item,
                })
            })
        })
    }

    /// The named schemas.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        entries(self.root.pointer("/components/schemas"))
    }

    /// The ways to prove who one is.
    pub(crate) fn security_schemes(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        entries(self.root.pointer("/components/securitySchemes"))
    }

    /// Follows a `$ref`, if this is one.
    pub(crate) fn resolve(&self, value: &'a Value) -> &'a Value {
        let target = value.get("$ref").and_then(Value::as_str);
        let pointer = target.and_then(|target| target.strip_prefix('#'));
        pointer
            .and_then(|pointer| self.root.pointer(pointer))
            .unwrap_or(value)
    }
}

impl<'a> Operation<'a> {
    /// The anchor of the operation.
    pub(crate) fn id(&self) -> &'a str {
        text(Some(self.value), "operationId")
    }

    /// What it does in a few words: its summary, or else its name.
    pub(crate) fn title(&self) -> &'a str {
        let summary = text(Some(self.value), "summary");
        if summary.is_empty() {
            self.id()
        } else {
            summary
        }
    }

    /// The parameters of the path item and its own.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &'a Value> {
        list(self.item.get("parameters")).chain(list(self.value.get("parameters")))
    }

    fn tag(&self) -> &'a str {
        list(self.value.get("tags"))
            .next()
            .and_then(Value::as_str)
            .unwrap_or("other")
    }
}

/// The name behind a reference to a schema.
pub(crate) fn reference_name(value: &Value) -> Option<&str> {
    value
        .get("$ref")?
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

/// The text `name` of an object; empty where there is none.
pub(crate) fn text<'a>(value: Option<&'a Value>, name: &str) -> &'a str {
    value
        .and_then(|value| value.get(name))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The items of a list; none where there is no list.
pub(crate) fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// The members of an object; none where there is no object.
pub(crate) fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
        .map(|(k, v)| (k.as_str(), v))
}
