#include "core/token/key_text.h"
#include "core/token/signed_text.h"

namespace keyhole {

namespace {

QString shown(QByteArrayView text)
{
    return QString::fromUtf8(text.toByteArray());
}

QString nameOf(const SigningKey &key)
{
    return key.id().isEmpty() ? QStringLiteral("another key of the set (%1, without a kid)").arg(shown(key.type()))
                              : QStringLiteral("the key “%1” of the set").arg(shown(key.id()));
}

/// Picks the key of a set that a server would pick, and tells what the others would have said. RFC 7515, 4.1.4 and appendix D.
class KeyChooser {
public:
    KeyChooser(const SignedText &text, const std::vector<SigningKey> &keys)
        : m_text(text), m_keys(keys), m_wanted(text.parameter("kid")), m_algorithm(text.parameter("alg"))
    {
        for (const SigningKey &key : keys) {
            if (!m_wanted.isEmpty() && key.id() == m_wanted)
                m_named.push_back(&key);
        }
    }

    KeyCheck choose() const
    {
        if (m_keys.empty())
            return {{SignatureState::Unchecked, QStringLiteral("There is no key to check with.")}, {}, {}};
        if (m_named.size() > 1 && isAmbiguous())
            return ambiguous();
        KeyCheck check = m_named.empty() ? bestOfAll() : bestOf(m_named);
        if (check.check.state == SignatureState::Valid)
            noteMissingName(check);
        else
            explain(check);
        return check;
    }

private:
    KeyCheck checkWith(const SigningKey &key) const { return {verifySignature(m_text, key), key.id(), key.type()}; }

    KeyCheck bestOf(const std::vector<const SigningKey *> &keys) const
    {
        KeyCheck best = checkWith(*keys.front());
        for (const SigningKey *key : keys) {
            const KeyCheck tried = checkWith(*key);
            if (tried.check.state == SignatureState::Valid)
                return tried;
            if (best.check.state == SignatureState::Unchecked)
                best = tried;
        }
        return best;
    }

    KeyCheck bestOfAll() const
    {
        std::vector<const SigningKey *> serving;
        for (const SigningKey &key : m_keys) {
            if (key.serves(m_algorithm))
                serving.push_back(&key);
        }
        return serving.empty() ? checkWith(m_keys.front()) : bestOf(serving);
    }

    /// Keys of one name and of different types are alternatives: RFC 7517, 4.5.
    bool isAmbiguous() const
    {
        const auto sameType = [this](const SigningKey *key) { return key != m_named.front() && key->type() == m_named.front()->type(); };
        return std::any_of(m_named.begin(), m_named.end(), sameType);
    }

    KeyCheck ambiguous() const
    {
        return {{SignatureState::Unchecked,
                 QStringLiteral("The set has %1 keys named “%2”, so nobody can tell which one is meant.")
                     .arg(m_named.size())
                     .arg(shown(m_wanted))},
                m_wanted,
                m_named.front()->type()};
    }

    QString missingName() const
    {
        return QStringLiteral("The set has no key named “%1” (kid): the issuer has exchanged its keys, or the set is another's.")
            .arg(shown(m_wanted));
    }
    bool isNameMissing() const { return !m_wanted.isEmpty() && m_named.empty() && m_keys.size() > 1; }

    void noteMissingName(KeyCheck &check) const
    {
        if (isNameMissing())
            check.check.notes += missingName();
        else if (!m_wanted.isEmpty() && !check.id.isEmpty() && check.id != m_wanted)
            check.check.notes
                += QStringLiteral("The token names the key “%1”; this one is named “%2”.").arg(shown(m_wanted), shown(check.id));
    }

    /// What helps most comes first; it is what stands in the place of the general reason.
    void explain(KeyCheck &check) const
    {
        QStringList why;
        for (const SigningKey &key : m_keys) {
            if (key.id() == check.id && key.type() == check.type && !m_named.empty())
                continue;
            if (key.serves(m_algorithm) && verifySignature(m_text, key).state == SignatureState::Valid)
                why += QStringLiteral("The signature fits %1, not the one that the token names (kid).").arg(nameOf(key));
        }
        if (why.isEmpty() && isNameMissing())
            why += missingName();
        for (const SigningKey &key : m_keys) {
            if (why.isEmpty() || (key.id() == check.id && key.type() == check.type))
                why += explainMismatch(m_text, key);
        }
        why.removeDuplicates();
        if (why.isEmpty())
            return;
        if (std::any_of(m_keys.begin(), m_keys.end(), [this](const SigningKey &key) { return isSignedWithPublicKey(m_text, key); }))
            check.check.state = SignatureState::Wrong;
        if (check.check.state == SignatureState::Wrong)
            check.check.reason = why.takeFirst();
        check.check.notes = why + check.check.notes;
    }

    const SignedText &m_text;
    const std::vector<SigningKey> &m_keys;
    QByteArray m_wanted, m_algorithm;
    std::vector<const SigningKey *> m_named;
};

KeyCheck unchecked(const QString &reason)
{
    return {{SignatureState::Unchecked, reason}, {}, {}};
}

/// The notes that tell how the other signatures of a JWS came out.
QStringList notesOf(const std::vector<KeyCheck> &checks, size_t chosen)
{
    QStringList notes;
    for (size_t i = 0; i < checks.size(); ++i) {
        if (i == chosen)
            continue;
        const QString state = checks[i].check.state == SignatureState::Valid ? QStringLiteral("valid")
            : checks[i].check.state == SignatureState::Wrong                 ? QStringLiteral("invalid")
                                                                             : QStringLiteral("not checked");
        notes += QStringLiteral("Signature %1 of %2 is %3. %4").arg(i + 1).arg(checks.size()).arg(state, checks[i].check.reason).trimmed();
    }
    return notes;
}

}

KeyCheck verifyWithAny(const Token &token, const std::vector<SigningKey> &keys, const std::optional<QByteArray> &detached)
{
    if (token.form == TokenForm::Jwe)
        return unchecked(QStringLiteral("An encrypted token has no signature to check."));
    const auto text = signedTextOf(token, detached);
    return text ? KeyChooser(*text, keys).choose() : unchecked(text.error());
}

KeyCheck verifyWithAny(const Token &token, const std::vector<SigningKey> &keys)
{
    return verifyWithAny(token, keys, std::nullopt);
}

KeyCheck verifyWithAny(const Jws &jws, const std::vector<SigningKey> &keys, const std::optional<QByteArray> &detached)
{
    if (detached && !jws.isDetached)
        return unchecked(QStringLiteral("The token has a payload of its own, and another one was given."));
    if (!detached && jws.isDetached)
        return unchecked(QStringLiteral("The payload travels apart from the token; it is needed to check the signature."));
    std::vector<KeyCheck> checks;
    size_t best = 0;
    for (const JwsSignature &one : jws.signatures) {
        const auto at = [](const std::optional<JsonValue> &header) { return header ? &*header : nullptr; };
        const JsonValue *header = at(one.protectedHeader);
        const QByteArray payload = detached ? signedPayload(header, *detached) : isUnencoded(header) ? jws.payload : jws.payloadText;
        const SignedText text{header, at(one.unprotected), one.protectedText + '.' + payload, one.signature};
        checks.push_back(KeyChooser(text, keys).choose());
        if (checks.back().check.state < checks[best].check.state)
            best = checks.size() - 1;
    }
    KeyCheck check = checks[best];
    check.check.notes += notesOf(checks, best);
    return check;
}

}
