"""The document as answers are held against it."""


def make_strict(document):
    """Fields of answers that the document does not know are a fault, though JSON Schema allows them.
    What shows a token is told in the words of the checks."""
    for schema in document["components"]["schemas"].values():
        for part in [schema, *schema.get("oneOf", [])]:
            if "properties" in part:
                part.setdefault("additionalProperties", False)
    # The checks know where a bearer token stands; of OAuth2 they do not.
    for scheme in document["components"].get("securitySchemes", {}).values():
        if scheme["type"] == "oauth2":
            scheme.clear()
            scheme.update(type="http", scheme="bearer")
    return document
