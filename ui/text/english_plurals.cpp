#include "ui/text/english_plurals.h"

namespace keyhole {

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    static constexpr struct {
        const char *many, *one;
    } kForms[] = {
        {"Jar: %n cookies", "Jar: %n cookie"},
        {"Deleted %n cookies.", "Deleted %n cookie."},
        {"%1: %n entries. Nothing was sent.", "%1: %n entry. Nothing was sent."},
        {"%n keys of the set were not used.", "%n key of the set was not used."},
        {"%n causes", "%n cause"},
        {"[… %n characters …]", "[… %n character …]"},
    };
    for (const auto &form : kForms) {
        if (n == 1 && qstrcmp(form.many, sourceText) == 0)
            return QString::fromUtf8(form.one);
    }
    return {};
}

}
