#pragma once

// Catch2 2.13 is one header, Catch2 3 is many; the tests include this one.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using namespace Catch::Matchers;
#else
#include <catch2/catch.hpp>
#endif

#include <QByteArray>
#include <QString>

// Values of Qt in the messages of a failed check.
namespace Catch {
template <> struct StringMaker<QByteArray> {
    static std::string convert(const QByteArray &bytes) { return '"' + bytes.toStdString() + '"'; }
};
template <> struct StringMaker<QString> {
    static std::string convert(const QString &text) { return '"' + text.toStdString() + '"'; }
};
}
