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
        {"Imported %n requests. Nothing was sent.", "Imported %n request. Nothing was sent."},
        {"Save as a folder, with %n secrets in the keychain…", "Save as a folder, with %n secret in the keychain…"},
        {"Saved as files, with %n secrets in the keychain.", "Saved as files, with %n secret in the keychain."},
        {"%n causes", "%n cause"},
        {"[… %n characters …]", "[… %n character …]"},
        {"Took %n cookies.", "Took %n cookie."},
        {"Wrote %n cookies with their values.", "Wrote %n cookie with its value."},
        {"and %n more that were left out", "and %n more that was left out"},
        {"%n answers. The first left an interval of %1, now it is %2: the server %3.",
         "%n answer. The first left an interval of %1, now it is %2: the server %3."},
        {"%n digests without one: kept back, or decoys", "%n digest without one: kept back, or a decoy"},
        {"%n more are not shown", "%n more is not shown"},
        {"%n more members were not compared", "%n more member was not compared"},
        {"%1, %n kept until you quit", "%1, %n kept until you quit"},
        {"&Move %n into the keychain", "&Move %n into the keychain"},
        {"Moved %n credentials into the keychain.", "Moved %n credential into the keychain."},
        {"Moved %n credentials into the keychain. The copies below are still in plain text: delete them by hand once you have seen that "
         "the "
         "credentials work.",
         "Moved %n credential into the keychain. The copies below are still in plain text: delete them by hand once you have seen that the "
         "credential works."},
        {"Would remove %n requests now, for good. Pinned ones stay.", "Would remove %n request now, for good. Pinned ones stay."},
        {"&Send %n requests", "&Send %n request"},
        {"%n folded as noise", "%n folded as noise"},
        {"… %n lines alike", "… %n line alike"},
        {"%n more differences are not shown", "%n more difference is not shown"},
        {"Delete %n items", "Delete %n item"},
        {"%n rows", "%n row"},
        {"“%1”: %n files done…", "“%1”: %n file done…"},
        {"Removed %n items", "Removed %n item"},
        {"%n requests sent.", "%n request sent."},
        {"%n requests sent. %1", "%n request sent. %1"},
    };
    for (const auto &form : kForms) {
        if (n == 1 && qstrcmp(form.many, sourceText) == 0)
            return QString::fromUtf8(form.one);
    }
    return {};
}

}
