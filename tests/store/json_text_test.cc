#include "store/json_text.h"

#include <string>

#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

TEST(JsonTextTest, KnowsUtf8) {
  for (const char* good :
       {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
        "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
        "a\xc3\xa9z"}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
  }
  for (const char* bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2 ",
        "\xe0\x9f\xbf",  // overlong
        "\xed\xa0\x80",  // a surrogate
        "\xe1\x80", "\xe1\x80z", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",  // beyond U+10FFFF
        "\xf5\x80\x80\x80", "\xff", "ok\xe9"}) {
    EXPECT_FALSE(IsUtf8(bad)) << bad;
  }
}

TEST(JsonTextTest, AgreesWithAJsonLibraryOnRandomBytes) {
  Random random(4);
  for (int i = 0; i < 100000; ++i) {
    std::string text;
    for (size_t length = random.Below(6); length > 0; --length) {
      constexpr unsigned char kBytes[] = {'a',  '"',  '\\', 0,    0x1f, 0x7f,
                                          0x80, 0xa0, 0xbf, 0xc3, 0xe0, 0xed,
                                          0xef, 0xf0, 0xf4, 0xff};
      text += static_cast<char>(kBytes[random.Below(sizeof(kBytes))]);
    }
    std::string json;
    AppendJsonString(text, &json);
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    EXPECT_EQ(!parsed.is_discarded(), IsUtf8(text));
    if (IsUtf8(text)) {
      EXPECT_EQ(parsed.get<std::string>(), text);
    }
  }
}

TEST(JsonTextTest, EscapesWhatJsonAsksFor) {
  std::string json;
  AppendJsonString("a\"b\\c\n</script>\x01", &json);
  EXPECT_EQ(json, "\"a\\\"b\\\\c\\u000a</script>\\u0001\"");
}

}  // namespace
}  // namespace lexprobe
