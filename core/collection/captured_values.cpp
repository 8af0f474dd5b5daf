#include "core/collection/captured_values.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr size_t kMostValues = 1000;
constexpr qsizetype kShortestToken = 20;

QString folderOf(const QString &path)
{
    return path.left(path.lastIndexOf('/') + 1);
}

bool isSecretName(const QString &name)
{
    static const QRegularExpression words(
        QStringLiteral(
            "token|secret|passw|pwd|session|sess\\b|\\bsid|jwt|auth|credential|csrf|xsrf|signature|bearer|api.?key|private|\\bcode\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(name).hasMatch();
}

/// Long, without a blank, of letters and digits mixed, and neither an id that is written as UUIDs are nor an address.
bool isTokenLike(const QByteArray &value)
{
    static const QRegularExpression uuid(QStringLiteral("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"));
    static const QRegularExpression token(QStringLiteral("^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9._~+/=-]+$"));
    const QString text = QString::fromUtf8(value);
    return value.size() >= kShortestToken && token.match(text).hasMatch() && !uuid.match(text).hasMatch();
}

}

bool looksSecret(const Capture &capture, const QByteArray &value)
{
    const auto selector = parseSelector(capture.expression);
    if (selector && selector->kind == Selector::Kind::Cookie)
        return true;
    return isSecretName(QString::fromUtf8(capture.variable)) || isSecretName(QString::fromUtf8(capture.expression)) || isTokenLike(value);
}

std::vector<QByteArray> CapturedValues::take(const std::vector<Capture> &captures, const Exchange &exchange, const CapturePlace &from)
{
    Captures taken = capture(captures, exchange);
    for (const Captured &captured : taken.values) {
        const auto declared = std::find_if(captures.begin(), captures.end(), [&captured](const Capture &each) {
            return each.enabled && each.variable == captured.variable && each.scope == captured.scope;
        });
        std::erase_if(m_values, [&](const Value &known) {
            return known.row.name == captured.variable && known.scope == captured.scope && isSeen(known, from);
        });
        VariableRow row{true, captured.variable, captured.value};
        row.secret = declared == captures.end() || looksSecret(*declared, captured.value);
        m_values.push_back({captured.scope, from, std::move(row), exchange.last().request.url.origin()});
    }
    if (m_values.size() > kMostValues)
        m_values.erase(m_values.begin(), m_values.end() - kMostValues);
    return std::move(taken.missing);
}

bool CapturedValues::isSeen(const Value &value, const CapturePlace &place)
{
    const CapturePlace &from = value.from;
    if (from.collection != place.collection)
        return false;
    switch (value.scope) {
    case Capture::Scope::Request:
        return from.request == place.request;
    case Capture::Scope::Folder:
        return place.request.startsWith(folderOf(from.request));
    case Capture::Scope::Collection:
        return true;
    case Capture::Scope::Runtime:
    case Capture::Scope::Environment:
        return from.environment == place.environment;
    }
    return false;
}

std::vector<ScopedVariables> CapturedValues::seenFrom(const CapturePlace &place, const std::vector<HandOn> &allowed) const
{
    std::vector<ScopedVariables> seen;
    for (auto value = m_values.rbegin(); value != m_values.rend(); ++value) {
        if (isSeen(*value, place))
            seen.push_back({VariableScope::Captured, value->from.name, {}, {value->row}, originsFor(value->origin, allowed)});
    }
    return seen;
}

void CapturedValues::renameEnvironment(const QString &collection, const QString &from, const QString &to)
{
    for (Value &value : m_values) {
        if (value.from.collection == collection && value.from.environment == from)
            value.from.environment = to;
    }
}

}
