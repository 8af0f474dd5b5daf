#include "core/http/date.h"

#include "core/http/cursor.h"
#include "core/http/field.h"

#include <array>

namespace keyhole {

namespace {

using namespace std::chrono;

constexpr std::array<QByteArrayView, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<QByteArrayView, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<QByteArrayView, 7> kLongDays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr qsizetype kLongest = 1024;

/// Numbers as they were read, not yet known to be a date.
struct DateParts {
    int year = 0, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0;

    year_month_day date() const
    {
        return year_month_day{std::chrono::year(year), std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
    }
    /// A second of 60 is a leap second; it falls on the first of the next minute.
    bool isValid() const { return year >= 0 && year <= 9999 && date().ok() && hour < 24 && minute < 60 && second <= 60; }
    Instant instant() const { return sys_days(date()) + hours(hour) + minutes(minute) + seconds(second); }
};

/// Reads fixed forms piece by piece; after the first piece that does not fit it only keeps the error.
class DateReader {
public:
    explicit DateReader(QByteArrayView text) : m_cursor(text) { }

    void literal(QByteArrayView expected)
    {
        if (!m_error && !m_cursor.take(expected))
            fail(QString("\"%1\" was expected.").arg(QLatin1StringView(expected.data(), expected.size())));
    }
    int number(int digits)
    {
        const QByteArrayView text = m_error ? QByteArrayView() : m_cursor.takeWhile(isDigit, digits);
        if (m_error || text.size() == digits)
            return text.toByteArray().toInt();
        fail(digits == 1 ? QString("A digit was expected.") : QString("%1 digits were expected.").arg(digits));
        return 0;
    }
    template <size_t count> int oneOf(const std::array<QByteArrayView, count> &names, const char *what)
    {
        for (size_t i = 0; i < count && !m_error; ++i) {
            if (m_cursor.take(names[i]))
                return int(i);
        }
        fail(QString("%1 was expected.").arg(QLatin1StringView(what)));
        return 0;
    }
    int monthName() { return 1 + oneOf(kMonths, "A month such as Nov"); }
    void timeOfDay(DateParts &parts)
    {
        parts.hour = number(2);
        literal(":");
        parts.minute = number(2);
        literal(":");
        parts.second = number(2);
    }
    void fail(const QString &message)
    {
        if (!m_error)
            m_error = m_cursor.error(message);
    }
    Cursor &cursor() { return m_cursor; }

    /// The end of the text: the date, or why there is none.
    Result<Instant, SyntaxError> finish(const DateParts &parts)
    {
        if (!m_cursor.atEnd())
            fail("The date ends here; more was not expected.");
        if (m_error)
            return failure(*m_error);
        if (!parts.isValid())
            return failure(SyntaxError{0, "There is no such day or time."});
        return parts.instant();
    }

private:
    Cursor m_cursor;
    std::optional<SyntaxError> m_error;
};

/// "Sun, 06 Nov 1994 08:49:37 GMT". The name of the day is not compared with the date: it decides nothing.
Result<Instant, SyntaxError> parseImfFixdate(QByteArrayView text)
{
    DateReader reader(text);
    DateParts parts;
    reader.oneOf(kDays, "A day such as Sun");
    reader.literal(", ");
    parts.day = reader.number(2);
    reader.literal(" ");
    parts.month = reader.monthName();
    reader.literal(" ");
    parts.year = reader.number(4);
    reader.literal(" ");
    reader.timeOfDay(parts);
    reader.literal(" GMT");
    return reader.finish(parts);
}

/// The last year with these two digits that is not more than 50 years ahead.
int fullYear(int twoDigits, DateParts parts, Instant now)
{
    const int latest = int(year_month_day(floor<days>(now)).year()) + 50;
    parts.year = latest - ((latest - twoDigits) % 100 + 100) % 100;
    const bool tooFar = parts.date().ok() && parts.instant() > now + duration_cast<Milliseconds>(years(50));
    return tooFar ? parts.year - 100 : parts.year;
}

/// "Sunday, 06-Nov-94 08:49:37 GMT"
Result<Instant, SyntaxError> parseRfc850(QByteArrayView text, Instant now)
{
    DateReader reader(text);
    DateParts parts;
    reader.oneOf(kLongDays, "A day such as Sunday");
    reader.literal(", ");
    parts.day = reader.number(2);
    reader.literal("-");
    parts.month = reader.monthName();
    reader.literal("-");
    const int twoDigits = reader.number(2);
    reader.literal(" ");
    reader.timeOfDay(parts);
    reader.literal(" GMT");
    parts.year = fullYear(twoDigits, parts, now);
    return reader.finish(parts);
}

/// "Sun Nov  6 08:49:37 1994"
Result<Instant, SyntaxError> parseAsctime(QByteArrayView text)
{
    DateReader reader(text);
    DateParts parts;
    reader.oneOf(kDays, "A day such as Sun");
    reader.literal(" ");
    parts.month = reader.monthName();
    reader.literal(" ");
    parts.day = reader.number(reader.cursor().take(' ') ? 1 : 2);
    reader.literal(" ");
    reader.timeOfDay(parts);
    reader.literal(" ");
    parts.year = reader.number(4);
    return reader.finish(parts);
}

Milliseconds readFraction(Cursor &cursor)
{
    if (!cursor.take('.') && !cursor.take(','))
        return Milliseconds(0);
    const QByteArrayView digits = cursor.takeWhile(isDigit);
    return Milliseconds((digits.first(std::min<qsizetype>(3, digits.size())).toByteArray() + "000").first(3).toInt());
}

minutes readOffset(DateReader &reader)
{
    Cursor &cursor = reader.cursor();
    if (cursor.take('Z') || cursor.take('z'))
        return minutes(0);
    const int sign = cursor.take('-') ? -1 : 1;
    if (sign > 0)
        reader.literal("+");
    const int hour = reader.number(2);
    cursor.take(':');
    const int minute = reader.number(2);
    if (hour > 23 || minute > 59)
        reader.fail("An offset is less than a day.");
    return sign * (hours(hour) + minutes(minute));
}

/// The delimiters of RFC 6265, 5.1.1.
bool isDateDelimiter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x09 || (byte >= 0x20 && byte <= 0x2f) || (byte >= 0x3b && byte <= 0x40) || (byte >= 0x5b && byte <= 0x60)
        || (byte >= 0x7b && byte <= 0x7e);
}

/// What a cookie's date is made of, filled in by whichever token fits first.
struct CookieDateParts {
    std::optional<std::array<int, 3>> time;
    std::optional<int> day, month, year;
};

/// `least` to `most` digits, and then none: whatever else follows is ignored.
std::optional<int> leadingNumber(Cursor &cursor, int least, int most)
{
    const QByteArrayView digits = cursor.takeWhile(isDigit, most);
    if (digits.size() < least || isDigit(cursor.peek()))
        return std::nullopt;
    return digits.toByteArray().toInt();
}

std::optional<std::array<int, 3>> readTime(QByteArrayView token)
{
    Cursor cursor(token);
    std::array<int, 3> time{};
    for (size_t i = 0; i < time.size(); ++i) {
        if (i > 0 && !cursor.take(':'))
            return std::nullopt;
        const auto number = leadingNumber(cursor, 1, 2);
        if (!number)
            return std::nullopt;
        time[i] = *number;
    }
    return time;
}

std::optional<int> readNumber(QByteArrayView token, int least, int most)
{
    Cursor cursor(token);
    return leadingNumber(cursor, least, most);
}

std::optional<int> readMonth(QByteArrayView token)
{
    const QByteArrayView start = token.first(std::min<qsizetype>(3, token.size()));
    const auto found
        = std::find_if(kMonths.begin(), kMonths.end(), [start](QByteArrayView name) { return equalsIgnoringCase(name, start); });
    return found == kMonths.end() ? std::nullopt : std::optional(int(found - kMonths.begin()) + 1);
}

/// Gives the token to the first part that still lacks one and that it fits, in the order of the standard.
void placeToken(QByteArrayView token, CookieDateParts &parts)
{
    if (!parts.time && (parts.time = readTime(token)))
        return;
    if (!parts.day && (parts.day = readNumber(token, 1, 2)))
        return;
    if (!parts.month && (parts.month = readMonth(token)))
        return;
    if (!parts.year)
        parts.year = readNumber(token, 2, 4);
}

const char *missingPart(const CookieDateParts &parts)
{
    if (!parts.time)
        return "The date has no time such as 09:43:12.";
    if (!parts.day)
        return "The date has no day of the month.";
    if (!parts.month)
        return "The date has no month such as Nov.";
    return parts.year ? nullptr : "The date has no year.";
}

}

Result<HttpDate, SyntaxError> parseHttpDate(QByteArrayView text, Instant now)
{
    const qsizetype comma = text.first(std::min<qsizetype>(text.size(), 16)).indexOf(',');
    const DateForm form = comma < 0 ? DateForm::Asctime : comma == 3 ? DateForm::ImfFixdate : DateForm::Rfc850;
    const auto instant = form == DateForm::Asctime ? parseAsctime(text)
        : form == DateForm::ImfFixdate             ? parseImfFixdate(text)
                                                   : parseRfc850(text, now);
    if (!instant)
        return failure(instant.error());
    return HttpDate{*instant, form};
}

Result<Instant, SyntaxError> parseCookieDate(QByteArrayView text)
{
    if (text.size() > kLongest)
        return failure(SyntaxError{kLongest, "The date is longer than 1024 bytes."});
    CookieDateParts found;
    Cursor cursor(text);
    while (!cursor.atEnd()) {
        cursor.takeWhile(isDateDelimiter);
        placeToken(cursor.takeWhile([](char c) { return !isDateDelimiter(c); }), found);
    }
    if (const char *missing = missingPart(found))
        return failure(SyntaxError{text.size(), missing});
    int year = *found.year;
    if (year < 100)
        year += year >= 70 ? 1900 : 2000;
    const DateParts parts{year, *found.month, *found.day, (*found.time)[0], (*found.time)[1], (*found.time)[2]};
    if (year < 1601 || !parts.isValid() || parts.second > 59)
        return failure(SyntaxError{0, "There is no such day or time, or it is before 1601."});
    return parts.instant();
}

Result<Instant, SyntaxError> parseRfc3339(QByteArrayView text)
{
    DateReader reader(text);
    DateParts parts;
    parts.year = reader.number(4);
    reader.literal("-");
    parts.month = reader.number(2);
    reader.literal("-");
    parts.day = reader.number(2);
    if (!reader.cursor().take('t') && !reader.cursor().take(' '))
        reader.literal("T");
    reader.timeOfDay(parts);
    const Milliseconds fraction = readFraction(reader.cursor());
    const minutes offset = readOffset(reader);
    const auto local = reader.finish(parts);
    if (!local)
        return failure(local.error());
    return *local + fraction - offset;
}

QByteArray formatHttpDate(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(instant - day));
    const auto padded = [](auto number, int digits) { return QByteArray::number(qint64(number)).rightJustified(digits, '0'); };
    QByteArray text = kDays[weekday(day).c_encoding()].toByteArray() + ", " + padded(unsigned(date.day()), 2);
    text += ' ' + kMonths[unsigned(date.month()) - 1].toByteArray() + ' ' + padded(int(date.year()), 4);
    return text + ' ' + padded(time.hours().count(), 2) + ':' + padded(time.minutes().count(), 2) + ':' + padded(time.seconds().count(), 2)
        + " GMT";
}

}
