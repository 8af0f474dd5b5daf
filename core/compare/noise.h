#pragma once

#include <QByteArray>
#include <QString>

namespace keyhole {

// What differs between any two exchanges, by its name or its form. Each tells why in a sentence for a person; empty: it is no noise.

/// A field of a request: ids of traces, times, validators, what a signature has anew.
QString requestFieldNoise(QByteArrayView name);
/// A field of an answer, with both of its values: Date, ids, times, counters, cookies' values.
QString responseFieldNoise(QByteArrayView name);
/// A parameter of a query or a form: against caches, times, nonces.
QString parameterNoise(QByteArrayView name);
/// Of those, one that a request may as well lack.
bool keepsCachesOut(QByteArrayView name);
/// A member of a JSON text that is called like an id of this request or a moment.
QString memberNoise(QByteArrayView name);

/// Whether a field belongs to how a request is signed: new each time, and not to be missing.
bool isPartOfSignature(QByteArrayView name);
/// Whether a field carries an id of the request and nothing else, so that it may as well be missing.
bool isTraceField(QByteArrayView name);

/// Whether a text looks as if a program had made it up: an id, a number, a moment, random letters.
bool looksGenerated(QByteArrayView text);
/// The text with a star in the place of each such word.
QByteArray withoutGenerated(QByteArrayView text);

/// Fields of a request that tell of the program that sent it, which servers seldom judge by.
bool isClientField(QByteArrayView name);

}
