#pragma once

#include "core/json/json.h"

#include <QStringList>

namespace keyhole {

/// A description of an API with its references ("$ref": "#/components/…", RFC 6901), which may lead round in a circle.
class OpenApiDocument {
public:
    explicit OpenApiDocument(const JsonValue &root) : m_root(root) { }

    const JsonValue &root() const { return m_root; }
    /// Where a value leads when it is a reference; nullptr when that is another document, or nowhere.
    const JsonValue *resolve(const JsonValue *value) const;
    bool isSwagger2() const { return m_root.find("swagger"); }

    /// A value that fits a schema: its example, default, first choice, or one made of its type; ten levels deep.
    JsonValue sample(const JsonValue *schema, int depth = 0) const;
    /// The value of a parameter, header or media type: example, the first of examples, or a sample of its schema.
    JsonValue exampleOf(const JsonValue &owner) const;
    bool isFile(const JsonValue *schema) const;

private:
    JsonValue sampleObject(const JsonValue &schema, int depth) const;
    JsonValue merged(const std::vector<JsonValue> &schemas, int depth) const;

    const JsonValue &m_root;
    mutable int m_made = 0;  // a schema may name itself many times
};

}
