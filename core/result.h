#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace keyhole {

/// Why something could not be done, in words for a person: what is wrong, where, and what to do about it.
/// `place` is empty where there is none ("line 3, column 14", "byte 812", "entry 4, request.url").
struct Error {
    QString what;
    QString place;
    QString remedy;

    friend bool operator==(const Error &, const Error &) = default;
};

/// Why a text does not parse: the offset (bytes, from 0) of the first character that does not fit, and what was expected there.
struct SyntaxError {
    qsizetype offset = 0;
    QString message;

    friend bool operator==(const SyntaxError &, const SyntaxError &) = default;
};

/// A value, or the reason why there is none. Becomes std::expected when every compiler that we build with has it.
template <class T, class E = Error> using Result = tl::expected<T, E>;
template <class E> tl::unexpected<std::decay_t<E>> failure(E &&error)
{
    return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}
