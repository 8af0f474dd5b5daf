#pragma once

#include "core/result.h"

#include <QByteArrayView>

/// Stops the fuzzer with this input: something that must hold for every input does not.
inline void demand(bool holds)
{
    if (!holds)
        __builtin_trap();
}

/// A failed parse names a place in its input.
template <class T> void demandPlace(const keyhole::Result<T, keyhole::SyntaxError> &result, qsizetype size)
{
    demand(result || (result.error().offset >= 0 && result.error().offset <= size && !result.error().message.isEmpty()));
}

inline QByteArrayView inputOf(const uint8_t *data, size_t size)
{
    return {data, qsizetype(size)};
}
