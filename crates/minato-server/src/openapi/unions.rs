//! Tagged unions in a form that generators of clients understand.
//!
//! What serde flattens, utoipa writes as `allOf` with a union inside. That is right, and several
//! generators make nothing of it: the type, and all that refers to it, is missing in their
//! clients. One object with all properties says nearly the same and is understood by all.

use std::collections::BTreeMap;

use utoipa::openapi::schema::{AllOf, Object, OneOf, Schema};
use utoipa::openapi::{Components, RefOr};

const FIELD_PROBLEM: &str = "FieldProblem";
const FIELD_RULE: &str = "FieldRule";
/// The property that tells the variants of a rule apart.
const CODE: &str = "code";

/// Rewrites them all.
pub(super) fn simplify(components: &mut Components) {
    write_out_variants(components);
    write_out_field_problem(components);
}

/// A variant that is "this type and a tag" becomes one object; the type is nowhere else.
fn write_out_variants(components: &mut Components) {
    let known = components.schemas.clone();
    let mut parts_of_variants = Vec::new();
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::OneOf(union)) = schema else {
            continue;
        };
        for item in &mut union.items {
            if let RefOr::T(Schema::AllOf(parts)) = item
                && let Some(object) = merged(parts, &known)
            {
                parts_of_variants.extend(parts.items.iter().filter_map(name_of));
                *item = RefOr::T(Schema::Object(object));
            }
        }
    }
    for name in parts_of_variants {
        components.schemas.remove(&name);
    }
}

/// The name of what a reference refers to.
fn name_of(schema: &RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::Ref(reference) => reference.ref_location.rsplit('/').next().map(str::to_owned),
        RefOr::T(_) => None,
    }
}

/// All parts of an `allOf` of objects as one object.
fn merged(parts: &AllOf, known: &BTreeMap<String, RefOr<Schema>>) -> Option<Object> {
    let mut whole = Object::new();
    whole.description.clone_from(&parts.description);
    for part in &parts.items {
        let object = object_of(part, known)?;
        whole.properties.extend(object.properties.clone());
        whole.required.extend(object.required.clone());
    }
    Some(whole)
}

fn object_of<'a>(
    schema: &'a RefOr<Schema>,
    known: &'a BTreeMap<String, RefOr<Schema>>,
) -> Option<&'a Object> {
    match schema {
        RefOr::T(Schema::Object(object)) => Some(object),
        RefOr::T(_) => None,
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next()?;
            match known.get(name)? {
                RefOr::T(Schema::Object(object)) => Some(object),
                _ => None,
            }
        }
    }
}

/// A broken rule: its code, and the parameters of whichever rule it is.
fn write_out_field_problem(components: &mut Components) {
    let Some(RefOr::T(Schema::OneOf(rules))) = components.schemas.get(FIELD_RULE).cloned() else {
        return;
    };
    let Some(RefOr::T(schema)) = components.schemas.get_mut(FIELD_PROBLEM) else {
        return;
    };
    let Schema::AllOf(parts) = schema else {
        return;
    };
    let own = parts.items.iter().find_map(|part| match part {
        RefOr::T(Schema::Object(object)) => Some(object.clone()),
        _ => None,
    });
    let Some(mut object) = own else {
        return;
    };
    object.description.clone_from(&parts.description);
    add_rules(&mut object, &rules);
    *schema = Schema::Object(object);
    components.schemas.remove(FIELD_RULE);
}

fn add_rules(object: &mut Object, rules: &OneOf) {
    let mut codes = Vec::new();
    for rule in &rules.items {
        let RefOr::T(Schema::Object(rule)) = rule else {
            continue;
        };
        for (name, property) in &rule.properties {
            if name != CODE {
                object.properties.insert(name.clone(), property.clone());
            } else if let RefOr::T(Schema::Object(code)) = property {
                codes.extend(code.enum_values.clone().unwrap_or_default());
            }
        }
    }
    let mut code = Object::with_type(utoipa::openapi::schema::Type::String);
    code.enum_values = Some(codes);
    code.description = Some("Which rule it is; its parameters stand beside it.".to_owned());
    object.required.push(CODE.to_owned());
    let code = RefOr::T(Schema::Object(code));
    object.properties.insert(CODE.to_owned(), code);
}
