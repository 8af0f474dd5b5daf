#pragma once

#include <QString>

namespace keyhole {

/// Text with the predefined entities and numeric references of XML and HTML put in; &nbsp; is a blank.
QString unescaped(QString text);
/// The words of a page: no tags, comments, scripts and styles; white space simplified.
QString withoutTags(const QString &html);

}
