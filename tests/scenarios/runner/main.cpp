// Registers a test for each scenario file and each way to run it.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "emulator/base/text.h"
#include "tests/scenarios/runner/scenario.h"

namespace snowglobe::scenario {
namespace {

struct Way {
  const char* name;
  std::unique_ptr<Transport> (*transport)();
  Restarts restarts;
};

constexpr Way ways[] = {
    {"in_process", &in_process, Restarts::kWhereWritten},
    {"in_process_restarted_after_every_line", &in_process, Restarts::kAfterEveryLine},
    {"over_http", &over_http, Restarts::kWhereWritten},
    {"over_http_killed_after_every_line", &over_http, Restarts::kAfterEveryLine},
};

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(std::string path, const Way& way) : path_(std::move(path)), way_(way) {}
  void TestBody() override { run_file(path_, *way_.transport(), way_.restarts); }

 private:
  std::string path_;
  const Way& way_;
};

void register_all() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SNOWGLOBE_SCENARIOS)) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    // In GoogleTest's filters a minus sign means "all but".
    const std::string suite = replace_all(file.stem().string(), "-", "_");
    for (const Way& way : ways) {
      testing::RegisterTest(
          suite.c_str(), way.name, nullptr, nullptr, file.c_str(), 1,
          [file, &way]() -> ScenarioTest* { return new ScenarioTest(file.string(), way); });
    }
  }
}

}  // namespace
}  // namespace snowglobe::scenario

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  snowglobe::scenario::register_all();
  return RUN_ALL_TESTS();
}
