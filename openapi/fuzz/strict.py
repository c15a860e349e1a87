"""The document as answers are held against it."""


def make_strict(document):
    """Fields of answers that the document does not know are a fault, though JSON Schema allows them."""
    for schema in document["components"]["schemas"].values():
        for part in [schema, *schema.get("oneOf", [])]:
            if "properties" in part:
                part.setdefault("additionalProperties", False)
    return document
