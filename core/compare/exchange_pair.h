#pragma once

#include "core/compare/comparison.h"
#include "core/compare/secret_numbers.h"

namespace keyhole {

/// Two exchanges, the hops of them that are held against each other, and what is found to differ.
class ExchangePair {
public:
    ExchangePair(const Exchange &left, const Exchange &right, ComparedSides sides);

    const Exchange &leftExchange() const { return m_leftExchange; }
    const Exchange &rightExchange() const { return m_rightExchange; }
    const Hop &left() const { return m_leftExchange.hops[m_leftHop]; }
    const Hop &right() const { return m_rightExchange.hops[m_rightHop]; }
    ComparedSides sides() const { return m_sides; }
    SecretNumbers &secrets() { return m_secrets; }
    QString shown(const QByteArray &text) { return m_secrets.shown(text); }
    /// The value of a field or a parameter of that name: its mark alone when the name is a secret's; empty for none.
    QString shownValue(const QByteArray &name, const std::optional<QByteArray> &value, int limit = 1000);

    /// Takes the difference in: a kind by which side is empty unless it has one, its place from `where`, "hop.N." before that where the hop
    /// is not the last.
    void add(ExchangeDifference difference);
    /// Both sides are told, equal or not.
    void addChanged(ComparedPart part, const QByteArray &where, const QString &left, const QString &right, const QString &says,
                    DifferenceWeight weight, int rank);
    void leaveOut(qsizetype count) { m_leftOut += count; }
    ExchangeComparison take(const CompareOptions &options);

private:
    void doubtSecrets();

    const Exchange &m_leftExchange, &m_rightExchange;
    ComparedSides m_sides;
    size_t m_leftHop, m_rightHop;
    SecretNumbers m_secrets;
    std::vector<ExchangeDifference> m_items;
    qsizetype m_leftOut = 0;
};

/// The answer's status was one that refuses, or none came.
bool wasRefused(const Hop &hop);

// The parts.
void compareAddresses(ExchangePair &pair);  ///< method, scheme, host, port, path by its segments, query by its names
void compareRequestFields(ExchangePair &pair);  ///< by name; order and letter case as a note
void compareCredentials(
    ExchangePair &pair);  ///< Authorization and fields of keys: kind, equality, a token claim by claim, a signature part by part
void compareCookies(ExchangePair &pair);  ///< sent, kept back, set
void compareRequestBodies(ExchangePair &pair);
void compareClocks(ExchangePair &pair);
void compareTls(ExchangePair &pair);
void compareConnections(ExchangePair &pair);
void compareRedirects(ExchangePair &pair);
void compareStatus(ExchangePair &pair);
void compareResponseFields(ExchangePair &pair);
void compareResponseBodies(ExchangePair &pair);
void compareTimes(ExchangePair &pair);

/// name=value pairs, each name as often as it stands.
using NamedValues = std::vector<std::pair<QByteArray, QByteArray>>;
struct NamedChange {
    QByteArray name;
    std::optional<QByteArray> left, right;

    ExchangeDifference::Kind kind() const;
};
/// "is new", "is gone", "differs", "stands elsewhere"
QString wordsOf(ExchangeDifference::Kind kind);

/// What differs, by name and, where one stands several times, time by time; in the order of the left, then what only the right has.
std::vector<NamedChange> compareNamed(const NamedValues &left, const NamedValues &right);

/// How much a name promises that a server judges by it: of tenants, versions, roles; 0 to 100.
int tellingRank(const QByteArray &name);

/// Whether a value of this name is shown by its mark alone.
bool isSecretNamed(const QByteArray &name, const QByteArray &value);

}
