#include "core/yaml/yaml_patch.h"
#include "core/yaml/yaml_value.h"
#include "demand.h"

using namespace keyhole;

namespace {

const YamlLimits kLimits{.bytes = 4096, .depth = 20, .values = 500};

void check(const QByteArray &text, const YamlValue &wanted)
{
    const auto patched = patchYaml(text, wanted, kLimits);
    if (!patched) {
        demand(!patched.error().what.isEmpty());
        return;
    }
    const auto read = parseYaml(*patched, kLimits);
    demand(read && sameYaml(*read, wanted));
}

}

/// The first byte chooses the edit, the rest is the document.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = inputOf(data, size).toByteArray();
    const QByteArray text = input.mid(1);
    const auto read = parseYaml(text, kLimits);
    if (input.isEmpty() || !read)
        return 0;
    const auto same = patchYaml(text, *read, kLimits);
    demand(same && *same == text);
    YamlValue wanted = *read;
    const auto choice = size_t(uchar(input[0]));
    YamlValue *here = &wanted;
    for (size_t left = choice; !here->members.empty() || !here->items.empty(); left /= 3) {
        if (left % 5 == 4)
            break;
        here = here->members.empty() ? &here->items[left % here->items.size()] : &here->members[left % here->members.size()].value;
    }
    *here = choice % 3 == 0 ? yamlText("a: \n b")
        : choice % 3 == 1   ? yamlPlain("1")
                            : yamlSequence({yamlText("#"), yamlMapping({{"k", 0, {}}})});
    check(text, wanted);
    wanted = *read;
    memberOf(wanted, "added") = yamlText(text.left(64));
    check(text, wanted);
    if (!read->items.empty()) {
        wanted = *read;
        std::rotate(wanted.items.begin(), wanted.items.begin() + qsizetype(choice % wanted.items.size()), wanted.items.end());
        check(text, wanted);
        wanted.items.pop_back();
        check(text, wanted);
    }
    return 0;
}
