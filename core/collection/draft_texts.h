#pragma once

#include "core/collection/variables.h"

#include <functional>

namespace keyhole {

/// Where in a draft a text stands.
struct TextPlace {
    enum class Part { Method, Address, Field, Credential, Body, Cookie };
    Part part = Part::Address;
    QByteArray name = {};  ///< of the field or cookie
    bool hasOwnNames = false;  ///< {{secret}} and {{user}} in it are the credential's
    friend bool operator==(const TextPlace &, const TextPlace &) = default;
};

/// "the address", "the field X-Tenant": for a sentence.
QString placeText(const TextPlace &place);
/// Whether a name is the credential's there, and no variable.
bool isOwnName(QByteArrayView name, const TextPlace &place);

/// The texts of a draft in which {{name}} stands for a value, in the order of its parts: what is switched off, what another kind of body or
/// credential has, and what came out of the keychain is left out.
void visitTexts(RequestDraft &draft, const std::function<void(QByteArray &text, const TextPlace &place)> &visit);
void visitTexts(const RequestDraft &draft, const std::function<void(const QByteArray &text, const TextPlace &place)> &visit);

/// The text with the values put in.
QByteArray substituted(const QByteArray &text, const TextPlace &place, Substitution &substitution);

}
